"""Which WeCom a company is connected to, and the way there."""
