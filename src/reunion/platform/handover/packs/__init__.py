"""交接包 of many customers as one file, written by the worker with progress."""
