"""规则组: administrators of some members, and what they may do there."""
