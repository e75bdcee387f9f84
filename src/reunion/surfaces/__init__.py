"""What callers of one kind share: who they are, what they may call, how errors are said."""
