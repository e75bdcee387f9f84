"""One line of the audit log."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Actor


class AuditFilter(msgspec.Struct, frozen=True):
    """All conditions hold together. `actor` and `subject`: a part of the name or id."""

    actor: str | None = None
    name: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditEntry(msgspec.Struct):
    """`title` is `name` in the reader's language; `data` holds what was changed."""

    id: int
    at: datetime
    name: str
    title: str
    subject: str
    actor: Actor
    data: dict[str, Any]


class EventName(msgspec.Struct):
    name: str
    title: str


class EventNames(msgspec.Struct):
    items: list[EventName]
