"""公司日历: in which days a company lives."""
