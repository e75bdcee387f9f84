"""What WeCom knows of members, customers and groups, read again whenever it says that something changed."""
