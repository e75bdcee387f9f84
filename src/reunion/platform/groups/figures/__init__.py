"""What goes on in groups, day by day."""
