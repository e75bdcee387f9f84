"""联系客户统计: what members did with their customers, and the console's first page."""
