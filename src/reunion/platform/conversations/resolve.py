"""Contents that name a file or a person: looked up by the server, so that nobody can make them up."""

import re
from typing import Any, cast

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.conversations.content import (
    MEDIA_KINDS,
    CardContent,
    LinkContent,
    MediaContent,
    MiniprogramContent,
    plain,
)
from reunion.platform.conversations.model import Party
from reunion.platform.conversations.store import parties
from reunion.platform.corps.model import picture_url
from reunion.platform.media import service as media
from reunion.platform.media.access import Opener
from reunion.platform.media.model import Media

_OURS = re.compile(r"^/media/([\w-]+)")


def carried_by(content: dict[str, Any]) -> str | None:
    """The upload that a stored content shows, if any."""
    media: Any = content.get("media")
    if isinstance(media, Media):
        return media.id
    if isinstance(media, dict):
        return cast("dict[str, Any]", media).get("id")
    named = _OURS.match(content.get("image_url") or "")
    return named[1] if named else None


def needs_lookup(kind: str, content: Any) -> bool:
    """Whether `resolve` has work to do."""
    return kind in MEDIA_KINDS or kind == "card" or bool(getattr(content, "image_url", None))


async def resolve(ctx: Context, side: Party, kind: str, content: Any) -> tuple[str, str | None]:
    """(content as it is kept, the file that its readers may open from now on); raises Invalid."""
    opener = Opener(side.account_id, ctx.corp_id if side.kind == "member" else 0)
    if isinstance(content, MediaContent):
        found = await media.openable(ctx.tx, content.media_id, opener)
        if found is None:
            raise Invalid(media_id=Text("文件不存在或已过期", "there is no such file"))
        if kind not in {found.kind, "file"}:
            raise Invalid(
                media_id=Text("文件类型与消息类型不符", f"the file is of kind {found.kind}")
            )
        return plain({"media": found}), found.id
    if isinstance(content, CardContent):
        row = await _card_of(ctx, side, content.principal_id)
        card = {
            "principal_id": content.principal_id,
            "name": row["name"],
            "corp_name": row["corp_name"],
            "avatar_url": picture_url(row["avatar_media_id"]),
        }
        return plain(card), None
    if isinstance(content, LinkContent | MiniprogramContent) and content.image_url:
        named = _OURS.match(content.image_url)
        found = await media.openable(ctx.tx, named[1], opener) if named else None
        if found is None:
            content.image_url = None
        else:
            await media.settle(ctx.tx, found.id)
        return plain(content), found.id if found else None
    return plain(content), None


async def _card_of(ctx: Context, side: Party, member_id: int) -> Any:
    """Staff pass on colleagues; a customer whom he himself has added, of whichever company."""
    if side.kind == "member":
        row = await parties.member_card(ctx, member_id)
        refused = Text("只能推荐同事的名片", "only cards of colleagues")
    else:
        row = await parties.followed_card(ctx.tx, side.account_id, member_id)
        refused = Text("只能推荐自己联系人的名片", "only cards of your own contacts")
    if row is None:
        raise Invalid(principal_id=refused)
    return row
