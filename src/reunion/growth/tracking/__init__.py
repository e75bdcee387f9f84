"""What happened to people: taken in durably, carried into the engine exactly once, looked at."""
