"""What callers of one kind share: the open API, the console, the desk, the app, public links."""
