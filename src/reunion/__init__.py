"""Reunion 重逢: a WeCom you can host, and the customer relationships that stand on it."""
