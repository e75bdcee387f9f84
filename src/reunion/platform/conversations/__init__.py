"""会话: customer–staff and staff–staff conversations."""
