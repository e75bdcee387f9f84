"""Interception 聊天敏感词: what members may not say to customers, what is watched, and every hit."""
