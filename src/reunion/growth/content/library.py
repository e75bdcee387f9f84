"""The verbs of headquarters on the library: folders, content and its versions."""

from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.growth.content import articles, bodies, senders
from reunion.growth.content.bodies import Kind
from reunion.growth.content.model import (
    SUMMARY_LENGTH,
    ContentDraft,
    ContentFolder,
    ContentItem,
    ContentUnknown,
    ContentVersionWhole,
    ContentWhole,
    FileRow,
    FileUnknown,
    FolderNotEmpty,
    FolderTaken,
    FolderUnknown,
    ItemKept,
    ItemRow,
    Senders,
)
from reunion.growth.content.store import items
from reunion.growth.content.store.items import Staff
from reunion.growth.profiles.reach import EVERYBODY, Reach

_FILE_KINDS: dict[Kind, str] = {"report": "pdf", "video": "video", "poster": "image"}


async def folders(ctx: Context, reach: Reach) -> list[ContentFolder]:
    """With how much stands in each."""
    return await items.folders(ctx, await _staff(ctx, reach))


async def _staff(ctx: Context, reach: Reach) -> Staff | None:
    """Who does not see everybody sees what his members may send."""
    if reach.userids is None:
        return None
    return await senders.staff(ctx, *reach.userids)


async def add_folder(ctx: Context, name: str, audience: Senders | None) -> int:
    """Raises FolderTaken, Invalid."""
    _someone(audience)
    key = await items.add_folder(ctx, _named(name), audience)
    if key is None:
        raise FolderTaken
    return key


def _someone(audience: Senders | None) -> None:
    """Raises Invalid where it is for some members, and none is named."""
    if audience is not None and not (audience.department_ids or audience.userids):
        raise Invalid(audience=Text("请选择部门或成员", "choose departments or members"))


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise Invalid(name=Text("不能为空", "must not be empty"))
    return name


async def change_folder(ctx: Context, key: int, name: str, audience: Senders | None) -> None:
    """Raises FolderUnknown, FolderTaken, Invalid."""
    _someone(audience)
    try:
        found = await items.change_folder(ctx, key, _named(name), audience)
    except asyncpg.UniqueViolationError:
        raise FolderTaken from None
    if not found:
        raise FolderUnknown


async def delete_folder(ctx: Context, key: int) -> None:
    """An empty one; raises FolderUnknown, FolderNotEmpty."""
    try:
        async with ctx.tx.transaction():
            found = await items.delete_folder(ctx, key)
    except asyncpg.ForeignKeyViolationError:
        raise FolderNotEmpty from None
    if not found:
        raise FolderUnknown


async def create(ctx: Context, draft: ContentDraft) -> int:
    """New content; raises what is wrong with the draft."""
    body = await _checked(ctx, draft)
    kept = {**_settings(draft), "kind": draft.kind}
    made = {"created_by": ctx.actor.name, "created_at": ctx.now, "changed_at": ctx.now}
    try:
        key = await items.add(ctx, kept | made)
    except asyncpg.ForeignKeyViolationError:
        raise FolderUnknown from None
    await items.add_version(ctx, key, 1, _said(ctx, draft, body))
    await _announce(ctx, key, "content.created", draft.title, draft.kind)
    return key


async def change(ctx: Context, key: int, draft: ContentDraft) -> None:
    """A new version where what it says is another; links that were sent show it from now on."""
    row = await require(ctx, key, lock=True)
    if row.kind != draft.kind:
        raise Invalid(kind=Text("内容类型不能修改", "the kind cannot be changed"))
    body = await _checked(ctx, draft)
    said = _said(ctx, draft, body)
    values = {**_settings(draft), "changed_at": ctx.now}
    if any(said[name] != getattr(row, name) for name in ("title", "summary", "cover", "body")):
        values["version"] = row.version + 1
        await items.add_version(ctx, key, row.version + 1, said)
    try:
        await items.change(ctx, key, values)
    except asyncpg.ForeignKeyViolationError:
        raise FolderUnknown from None
    await _announce(ctx, key, "content.updated", draft.title, draft.kind)


async def bring_back(ctx: Context, key: int, version: int) -> None:
    """What an older version said becomes the newest; raises ContentUnknown."""
    row = await require(ctx, key, lock=True)
    old = await items.version(ctx, key, version)
    if old is None:
        raise ContentUnknown
    said = {**old, "made_by": ctx.actor.name, "made_at": ctx.now}
    await items.add_version(ctx, key, row.version + 1, said)
    await items.change(ctx, key, {"version": row.version + 1, "changed_at": ctx.now})
    await _announce(ctx, key, "content.updated", old["title"], row.kind)


async def delete(ctx: Context, key: int) -> None:
    """Its links say that it is gone; who read it stays known."""
    row = await require(ctx, key, lock=True)
    await items.change(ctx, key, {"deleted_at": ctx.now})
    await _announce(ctx, key, "content.deleted", row.title, row.kind)


async def require(
    ctx: Context, key: int, reach: Reach = EVERYBODY, *, lock: bool = False
) -> ItemRow:
    """Raises ContentUnknown, also for what was deleted."""
    row = await items.get(ctx, key, await _staff(ctx, reach), lock=lock)
    if row is None or row.deleted:
        raise ContentUnknown
    return row


async def page(
    ctx: Context,
    reach: Reach,
    *,
    q: str,
    kind: str | None,
    folder_id: int | None,
    cursor: str | None,
    limit: int,
) -> Page[ContentItem]:
    """The latest changed first."""
    before = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    staff = await _staff(ctx, reach)
    rows = await items.page(
        ctx, staff, q=q, kind=kind, folder_id=folder_id, before=before, limit=limit + 1
    )
    more = len(rows) > limit
    rows = rows[:limit]
    figures = await items.figures(ctx, [row.id for row in rows], reach.userids)
    shown = [ContentItem(**_fields(row, figures.get(row.id, (0, 0)))) for row in rows]
    return Page(shown, encode_cursor(rows[-1].changed_at, rows[-1].id) if more else None)


async def whole(ctx: Context, key: int, reach: Reach = EVERYBODY) -> ContentWhole:
    """One with all that the editor needs; raises ContentUnknown."""
    row = await require(ctx, key, reach)
    figures = await items.figures(ctx, [key], reach.userids)
    file = await _file(ctx, bodies.read(row.kind, row.body))
    return ContentWhole(
        **_fields(row, figures.get(key, (0, 0))),
        body=row.body,
        file=file.shown if file else None,
        versions=await items.versions(ctx, key),
    )


async def version(
    ctx: Context, key: int, number: int, reach: Reach = EVERYBODY
) -> ContentVersionWhole:
    """What it said then, as readers saw it; raises ContentUnknown."""
    kind, said, body = await _said_then(ctx, key, number, reach)
    file = await _file(ctx, body)
    html = bodies.html(kind, body)
    return ContentVersionWhole(
        version=number, kind=kind, html=html, file=file.shown if file else None, **said
    )


async def file_then(ctx: Context, key: int, number: int, reach: Reach = EVERYBODY) -> FileRow:
    """The file that a version shows; raises ContentUnknown, FileUnknown."""
    _, _, body = await _said_then(ctx, key, number, reach)
    file = await _file(ctx, body)
    if file is None:
        raise FileUnknown
    return file


async def _file(ctx: Context, body: Any) -> FileRow | None:
    """What it shows, where that is a file."""
    file_id = bodies.file_of(body)
    return await items.file(ctx, file_id) if file_id is not None else None


async def _said_then(
    ctx: Context, key: int, number: int, reach: Reach
) -> tuple[Kind, dict[str, Any], Any]:
    row = await require(ctx, key, reach)
    said = await items.version(ctx, key, number)
    if said is None:
        raise ContentUnknown
    return row.kind, said, bodies.read(row.kind, said["body"])


def preview(kind: Kind, given: dict[str, Any]) -> str:
    """The HTML that customers would see; raises Invalid."""
    return bodies.html(kind, bodies.read(kind, given))


def _fields(row: ItemRow, figures: tuple[int, int]) -> dict[str, Any]:
    shares, readers = figures
    kept = {name: getattr(row, name) for name in ItemKept.__struct_fields__}
    return {**kept, "shares": shares, "readers": readers}


async def _checked(ctx: Context, draft: ContentDraft) -> Any:
    if not draft.title.strip():
        raise Invalid(title=Text("不能为空", "must not be empty"))
    if draft.cover is not None and not articles.PICTURE.fullmatch(draft.cover):
        raise Invalid(cover=Text("封面须先上传到素材库", "upload the cover first"))
    if draft.gated and draft.kind != "report":
        raise Invalid(gated=Text("只有报告可以要求登记", "only a report can ask to register"))
    if draft.listed and draft.kind == "poster":
        raise Invalid(
            listed=Text("海报要有成员的二维码，不能公开", "a poster needs a member's code")
        )
    _someone(draft.audience)
    if draft.expires_at is not None and draft.expires_at.tzinfo is None:
        raise Invalid(expires_at=Text("须带时区", "needs a time zone"))
    body = bodies.read(draft.kind, draft.body)
    bodies.check(body)
    file_id = bodies.file_of(body)
    if file_id is not None:
        file = await items.file(ctx, file_id)
        if file is None:
            raise FileUnknown
        if file.kind != _FILE_KINDS[draft.kind]:
            raise Invalid(body=Text("文件类型不对，请另选一个", "the file is of another kind"))
    return body


def _settings(draft: ContentDraft) -> dict[str, Any]:
    return {
        "folder_id": draft.folder_id,
        "audience": None if draft.audience is None else msgspec.to_builtins(draft.audience),
        "gated": draft.gated,
        "listed": draft.listed,
        "expires_at": draft.expires_at,
    }


def _said(ctx: Context, draft: ContentDraft, body: Any) -> dict[str, Any]:
    summary = draft.summary.strip() or _beginning(bodies.words(body).strip())
    return {
        "title": draft.title.strip(),
        "summary": summary,
        "cover": draft.cover,
        "body": msgspec.to_builtins(body),
        "made_by": ctx.actor.name,
        "made_at": ctx.now,
    }


def _beginning(words: str) -> str:
    most = SUMMARY_LENGTH // 3
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


async def _announce(ctx: Context, key: int, name: str, title: str, kind: str) -> None:
    data = {"id": key, "title": title, "kind": kind}
    await outbox.append(ctx, name, subject=str(key), key=f"content:{key}", data=data)
