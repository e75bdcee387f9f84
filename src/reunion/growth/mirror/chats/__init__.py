"""How often a member and a customer wrote each other, counted from the archive; never what."""
