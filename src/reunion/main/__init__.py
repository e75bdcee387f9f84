"""Where everything is wired: processes, the command line, the server."""
