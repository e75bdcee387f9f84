"""登录与会话: passwords, sessions, bearer tokens, and how often somebody may try."""
