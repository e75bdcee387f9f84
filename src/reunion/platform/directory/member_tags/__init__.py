"""通讯录标签: tags on members and departments (tags of customers are platform/tags)."""
