"""All SQL on the tables of Moments."""
