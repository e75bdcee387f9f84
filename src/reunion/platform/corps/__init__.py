"""企业: the companies on this server, their settings, and how one is founded."""
