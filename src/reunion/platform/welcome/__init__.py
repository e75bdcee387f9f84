"""欢迎语: the first words that a new customer gets, exactly once."""
