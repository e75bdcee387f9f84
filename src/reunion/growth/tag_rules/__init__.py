"""标签规则: tags that set themselves where a condition holds, and tags set for many people at once."""
