"""Reading the audit log."""

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.audit import store
from reunion.platform.audit.model import AuditEntry, AuditFilter, EventName
from reunion.platform.audit.titles import title

_SECRET = ("welcome_code",)


async def page(
    ctx: Context, wanted: AuditFilter, *, cursor: str | None, limit: int, language: str
) -> Page[AuditEntry]:
    """Entries from the newest on, titled in the reader's language; raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    entries = await store.page(ctx, wanted, before, limit + 1)
    shown = entries[:limit]
    for entry in shown:
        entry.title = title(entry.name, language)
        for name in _SECRET:
            entry.data.pop(name, None)
    more = len(entries) > limit
    return Page(shown, encode_cursor(shown[-1].id) if more else None)


async def names(ctx: Context, language: str) -> list[EventName]:
    """What there is to filter by."""
    return [EventName(name, title(name, language)) for name in await store.names(ctx)]
