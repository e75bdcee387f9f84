"""Customer groups 客户群: members and customers in one conversation, looked after by a member."""
