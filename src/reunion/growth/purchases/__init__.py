"""订单: what a customer bought, kept beside the profile and shown on her card."""
