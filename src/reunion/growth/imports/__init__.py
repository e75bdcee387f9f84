"""导入: customers, orders and events from files."""
