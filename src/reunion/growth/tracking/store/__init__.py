"""SQL of tracking: in PostgreSQL the way to the engine and who sends; in the engine what came."""
