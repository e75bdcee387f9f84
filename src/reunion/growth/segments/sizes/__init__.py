"""How many are in each of several segments, asked at once."""
