"""素材: files that people and apps upload, and who may open them."""
