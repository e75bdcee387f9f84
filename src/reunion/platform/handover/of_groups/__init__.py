"""Routes of groups that change hands."""
