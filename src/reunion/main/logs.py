"""Logging of a process: text for people or JSON lines for machines, to standard error."""

import logging
import sys
from datetime import UTC, datetime

import msgspec

from reunion.core.config import Config

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line; what is passed in `extra` becomes fields."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line, enc_hook=str).decode()


def set_up(config: Config, process: str) -> None:
    """Log as configured; `process` (web, worker …) is shown in each line of text."""
    handler = logging.StreamHandler(sys.stderr)
    if config.log_format == "json":
        handler.setFormatter(JsonLines())
    else:
        form = f"%(asctime)s {process} %(levelname)s %(name)s: %(message)s"
        handler.setFormatter(logging.Formatter(form, datefmt="%H:%M:%S"))
    logging.basicConfig(level=config.log_level.upper(), handlers=[handler], force=True)
    # Each writes a line per request or per poll at INFO, with addresses that may hold tokens.
    for chatty in ("httpx", "httpcore", "uvicorn.error", "procrastinate", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.root.level))
