"""部门: the tree, at most 15 levels, one root."""
