"""统计: what members and customers did, by day in the corp's time zone."""
