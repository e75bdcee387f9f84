"""Blobs: files kept by their content."""
