"""The analytics engine: ClickHouse by address, or chdb owned by one process behind the same interface."""
