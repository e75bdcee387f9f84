"""资料库: the public page of what a company lets everybody find; reports are read after registering."""

import msgspec

from reunion.core import ids
from reunion.core.context import SYSTEM, Context
from reunion.growth.content.bodies import Kind
from reunion.growth.content.model import LinkUnknown
from reunion.growth.content.store import items, library, shares


class LibraryEntry(msgspec.Struct, frozen=True):
    """Something in the public library."""

    id: int
    kind: Kind
    title: str
    summary: str
    cover: str | None
    gated: bool


class LibraryPage(msgspec.Struct, frozen=True):
    title: str
    intro: str
    items: list[LibraryEntry]


class LibrarySettings(msgspec.Struct, frozen=True):
    """`url` is null until it was opened once; it stays the same."""

    open: bool
    title: str
    intro: str
    url: str | None


async def settings(ctx: Context, public_url: str) -> LibrarySettings:
    """As headquarters set it."""
    row = await library.get(ctx)
    if row is None:
        return LibrarySettings(False, "", "", None)
    return LibrarySettings(row.open, row.title, row.intro, f"{public_url}/s/library/{row.token}")


async def put(ctx: Context, *, is_open: bool, title: str, intro: str) -> None:
    """Sets it; its address is made once."""
    await library.put(ctx, ids.token(12), is_open, title.strip(), intro.strip())


async def shown(ctx: Context, token: str) -> LibraryPage:
    """For anybody; raises LinkUnknown."""
    row = await library.find(ctx.tx, token)
    if row is None or not row.open:
        raise LinkUnknown
    rows = await items.listed(ctx.in_corp(row.corp_id))
    return LibraryPage(
        row.title,
        row.intro,
        [
            LibraryEntry(one.id, one.kind, one.title, one.summary, one.cover, one.gated)
            for one in rows
        ],
    )


async def take(ctx: Context, token: str, content_id: int) -> str:
    """The company's own link to something in it; raises LinkUnknown."""
    row = await library.find(ctx.tx, token)
    if row is None or not row.open:
        raise LinkUnknown
    inside = ctx.in_corp(row.corp_id).acting_as(SYSTEM)
    item = await items.get(inside, content_id, lock=True)
    if item is None or not item.listed or item.over(ctx.now):
        raise LinkUnknown
    share = await shares.library_share(inside, content_id)
    if share is None:
        values = {
            "token": ids.token(16), "content_id": content_id, "userid": "", "created_at": ctx.now
        }  # fmt: skip
        share = await shares.add_root(inside, values)
    return share.token
