"""All SQL on broadcast, broadcast_task and broadcast_recipient."""
