"""视图: how administrators look at the console's lists: chosen columns, and filters under a name."""
