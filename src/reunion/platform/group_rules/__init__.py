"""群规则: keyword replies, guards against spam, customers in several groups, and who may not join."""
