"""Restraint: every touch asks here, in the transaction that sends it, and the answer is kept.

A *touch* is anything a company makes a customer see, except a person's own reply.
"""
