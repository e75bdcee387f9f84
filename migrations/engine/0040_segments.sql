-- What changed lately is found without reading the rest.
ALTER TABLE profile_facts ADD INDEX IF NOT EXISTS of_version version TYPE minmax;
ALTER TABLE follow_facts ADD INDEX IF NOT EXISTS of_version version TYPE minmax;
