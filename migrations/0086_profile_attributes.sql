-- Who holds a value in a custom field. A field's number is of one company alone, so the value itself finds
-- its people; most profiles hold nothing, and are not in the index.
CREATE INDEX profile_attributes ON profile USING gin (attributes jsonb_path_ops)
    WHERE attributes <> '{}';
