"""All SQL on `purchase` and `purchase_refund`: orders (orders.py), and everybody's at once (history.py).

An order keeps the profile that it came to. Who has become another person since is looked up when orders are
read, so that a merge that is taken back gives each her own orders again.
"""
