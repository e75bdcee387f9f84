"""群发: the same words to many customers, each from the member who knows her, under restraint."""
