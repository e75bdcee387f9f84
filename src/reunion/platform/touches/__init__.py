"""触达: the company's rules for touches, what each customer got or did not get, and what she wants."""
