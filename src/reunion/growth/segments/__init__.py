"""人群: people found by a definition, and why each belongs."""
