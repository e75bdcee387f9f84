"""联系我: codes by which customers add members; the front door of everything."""
