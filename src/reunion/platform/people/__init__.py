"""客户帐号: customers' own accounts, the one-time codes that let them in, and their profile."""
