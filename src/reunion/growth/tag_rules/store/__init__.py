"""SQL of tag rules and batches."""
