"""What members do with content: what they may send, and a link for each sending."""

import msgspec

from reunion.core import ids
from reunion.core.context import Context
from reunion.growth.content import senders
from reunion.growth.content.bodies import Kind
from reunion.growth.content.model import ItemRow, NotSendable
from reunion.growth.content.store import items, shares
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence

MOST_LISTED = 100


class Sendable(msgspec.Struct, frozen=True):
    """What a member may send. `cover` is a path on this server."""

    id: int
    kind: Kind
    title: str
    summary: str
    cover: str | None
    folder_id: int | None
    gated: bool


class LinkCard(msgspec.Struct, frozen=True):
    """As a link message of WeCom takes it."""

    title: str
    desc: str
    url: str
    picurl: str


class Shared(msgspec.Struct, frozen=True):
    """A link of its own. `picture`: of a poster, the picture with the member's code; `media_id`: the same
    in WeCom, where it was put there to be sent."""

    token: str
    url: str
    card: LinkCard
    picture: str | None = None
    media_id: str | None = None


async def sendable(
    ctx: Context, userid: str, q: str = "", folder: int | None = None
) -> list[Sendable]:
    """What a member may send now, the latest changed first, at most 100."""
    staff = await senders.staff(ctx, userid)
    rows = await items.sendable(
        ctx, staff, q=q.strip(), folder_id=folder, key=None, limit=MOST_LISTED
    )
    return [
        Sendable(row.id, row.kind, row.title, row.summary, row.cover, row.folder_id, row.gated)
        for row in rows
    ]


async def share(
    ctx: Context,
    userid: str,
    content_id: int,
    profile_no: int | None = None,
    *,
    public_url: str = "",
) -> Shared:
    """A new link of a member to a customer, or (None) to whoever opens it, as in a Moment. Without
    `public_url` the addresses are paths. Raises NotSendable, NotYours."""
    staff = await senders.staff(ctx, userid)
    found = await items.sendable(ctx, staff, q="", folder_id=None, key=content_id, limit=1)
    if not found:
        raise NotSendable
    if profile_no is not None:
        await senders.require_follow(ctx, userid, profile_no)
    row = await shares.add_root(
        ctx,
        {
            "token": ids.token(16),
            "content_id": content_id,
            "userid": userid,
            "profile_no": profile_no,
            "personal": profile_no is not None,
            "created_at": ctx.now,
        },
    )
    if profile_no is not None:
        occurrence = Occurrence(
            "content_shared", ctx.now, profile_no=profile_no, userid=userid,
            subject=str(content_id), properties=about(found[0]), message_id=f"share:{row.token}",
        )  # fmt: skip
        await tracking.record(ctx, [occurrence])
    return _shared(found[0], row.token, public_url)


def about(item: ItemRow) -> dict[str, object]:
    """What every occurrence about content says of it."""
    return {"title": item.title, "kind": item.kind, "version": item.version}


def _shared(item: ItemRow, token: str, public_url: str) -> Shared:
    url = f"{public_url}/s/{token}"
    picture = f"{public_url}/s/posters/{token}.png" if item.kind == "poster" else None
    cover = f"{public_url}{item.cover}" if item.cover else ""
    return Shared(token, url, LinkCard(item.title, item.summary, url, cover), picture)
