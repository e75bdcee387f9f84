"""Background work: tasks that are queued inside the business transaction, and schedules."""
