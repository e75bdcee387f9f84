"""Checks and generators for developers; nothing here runs in production."""
