"""Archive 会话存档: chats of permitted members kept by seq, pulled by programs, looked at for a purpose."""
