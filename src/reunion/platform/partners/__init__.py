"""上下游企业: companies that supply a corp or sell for it, and their people among its contacts."""
