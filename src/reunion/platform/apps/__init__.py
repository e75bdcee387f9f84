"""应用: who may call the open API for a corp, and where its callbacks go."""
