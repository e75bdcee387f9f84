"""SQL of content."""
