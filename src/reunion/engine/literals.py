"""Values as ClickHouse's dialect writes them."""

from datetime import UTC, datetime

import msgspec

_encode = msgspec.json.Encoder().encode


def quoted(text: str) -> str:
    """A text as a literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def moment(at: datetime) -> str:
    """A time as the engine reads and writes it: `2026-11-22 08:00:00.000`, UTC. Raises ValueError where
    it has no zone."""
    if at.tzinfo is None:
        raise ValueError("a time needs its zone")
    # as JSON it is written in a tenth of isoformat's time: "2026-11-22T08:00:00.000123Z", in quotes
    text = _encode(at.astimezone(UTC)).decode()
    return f"{text[1:11]} {text[12:20]}{text[20:24] if at.microsecond else '.000'}"
