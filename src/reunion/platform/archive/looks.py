"""Looks into the archive: nothing is searched, read or exported but in a look that says what for."""

from datetime import datetime
from typing import Any

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.core.errors import Invalid, NotFound, Text
from reunion.core.folding import one_line
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.archive.model import (
    ArchivedMessage,
    ArchivedTalk,
    ArchiveFilter,
    Look,
    LookNeeded,
    LookStep,
)
from reunion.platform.archive.store import entries
from reunion.platform.archive.store import looks as store
from reunion.platform.archive.store.entries import Terms
from reunion.platform.archive.store.looks import Export
from reunion.platform.conversations import service as conversations
from reunion.platform.media.access import lets_in

_SHORTEST, _LONGEST = 4, 200


async def begin(ctx: Context, member_id: int, purpose: str) -> Look:
    """Raises Invalid for a purpose that says nothing."""
    purpose = one_line(purpose)
    if not _SHORTEST <= len(purpose) <= _LONGEST:
        wrong = Text(
            f"请写明查阅目的，{_SHORTEST} 到 {_LONGEST} 个字",
            f"say what for, in {_SHORTEST} to {_LONGEST} characters",
        )
        raise Invalid(purpose=wrong)
    look = await store.open_look(ctx, member_id, purpose)
    await outbox.append(
        ctx, "archive.look_begun", subject=purpose, key=_key(look.id), data={"purpose": purpose}
    )
    return look


async def end(ctx: Context, look_id: int, member_id: int) -> None:
    """Before its time is over."""
    await store.end(ctx, look_id, member_id)


async def talks(
    ctx: Context, look_id: int, member_id: int, wanted: ArchiveFilter,
    *, cursor: str | None, limit: int,
) -> Page[ArchivedTalk]:  # fmt: skip
    """Conversations in which something was found, newest first."""
    purpose = await _usable(ctx, look_id, member_id)
    who, terms = await _meant(ctx, wanted)
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await entries.talks(ctx, wanted, who, terms, after, limit + 1)
    if cursor is None:
        await _log(ctx, look_id, "searched", purpose, _said(wanted))
    more, found = len(found) > limit, found[:limit]
    last = found[-1] if more else None
    return Page(found, encode_cursor(last.last_at, last.conversation_id) if last else None)


async def messages(
    ctx: Context, look_id: int, member_id: int, wanted: ArchiveFilter,
    *, cursor: str | None, limit: int,
) -> Page[ArchivedMessage]:  # fmt: skip
    """Newest first; of one conversation it is reading, else searching."""
    purpose = await _usable(ctx, look_id, member_id)
    who, terms = await _meant(ctx, wanted)
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await entries.messages(ctx, wanted, who, terms, before, limit + 1)
    if cursor is None:
        kind = "read" if wanted.conversation_id is not None else "searched"
        await _log(ctx, look_id, kind, purpose, _said(wanted), wanted.conversation_id)
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].seq) if more else None)


async def export(ctx: Context, look_id: int, member_id: int, wanted: ArchiveFilter) -> int:
    """Asks for a file with all that is found; the worker writes it. Answers its id."""
    purpose = await _usable(ctx, look_id, member_id)
    who, terms = await _meant(ctx, wanted)
    total = await entries.count(ctx, wanted, who, terms)
    export_id = await store.ask_export(ctx, look_id, member_id, wanted, total)
    detail = f"{_said(wanted)} · {total}"
    await _log(ctx, look_id, "exported", purpose, detail, wanted.conversation_id)
    return export_id


async def exports(ctx: Context, member_id: int) -> list[Export]:
    return await store.exports(ctx, member_id)


async def page(ctx: Context, *, cursor: str | None, limit: int) -> Page[Look]:
    """The log: everybody's looks, newest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await store.page(ctx, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].id) if more else None)


async def steps(ctx: Context, look_id: int) -> list[LookStep]:
    """Raises NotFound."""
    if not await store.exists(ctx, look_id):
        raise NotFound
    return await store.steps(ctx, look_id)


async def meant(ctx: Context, wanted: ArchiveFilter) -> tuple[list[int], Terms | None]:
    """Who is named, by principal, and what is looked for. Raises Invalid for who is not known."""
    return await _meant(ctx, wanted)


@lets_in
async def opens(tx: Any, media_id: str, account_id: int) -> bool:
    """A file of the archive opens for an officer while his look lasts."""
    return await store.looks_with(tx, media_id, account_id, clock.now())


async def _usable(ctx: Context, look_id: int, member_id: int) -> str:
    purpose = await store.usable(ctx, look_id, member_id)
    if purpose is None:
        raise LookNeeded
    return purpose


async def _meant(ctx: Context, wanted: ArchiveFilter) -> tuple[list[int], Terms | None]:
    who = [wanted.member_id] if wanted.member_id is not None else []
    if wanted.external_userid:
        contact_id = await entries.contact_id(ctx, wanted.external_userid)
        if contact_id is None:
            raise Invalid(external_userid=Text("没有这位客户", "there is no such customer"))
        who.append(contact_id)
    q = wanted.q.replace("\x00", "").strip()
    return who, Terms(*conversations.search_terms(q)) if q else None


def _said(wanted: ArchiveFilter) -> str:
    """What was asked for, as the log has it."""
    parts = [
        f"“{wanted.q.strip()}”" if wanted.q.strip() else "",
        f"member {wanted.member_id}" if wanted.member_id else "",
        wanted.external_userid or "",
        f"conversation {wanted.conversation_id}" if wanted.conversation_id else "",
        f"{wanted.since:%Y-%m-%d %H:%M}–" if wanted.since else "",
        f"–{wanted.until:%Y-%m-%d %H:%M}" if wanted.until else "",
    ]
    return " ".join(part for part in parts if part) or "*"


async def _log(
    ctx: Context, look_id: int, kind: str, purpose: str, detail: str,
    conversation_id: int | None = None,
) -> None:  # fmt: skip
    await store.step(ctx, look_id, kind, detail, conversation_id)
    data = {"purpose": purpose, "detail": detail, "conversation_id": conversation_id}
    await outbox.append(ctx, f"archive.{kind}", subject=purpose, key=_key(look_id), data=data)


def _key(look_id: int) -> str:
    return f"archive_look:{look_id}"
