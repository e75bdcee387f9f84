"""What a Moment may contain, and its files made to stay."""

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.platform.media import service as media
from reunion.platform.media.model import Media
from reunion.platform.moments.model import (
    LINK_TITLE_BYTES,
    PICTURES,
    TEXT,
    VIDEO_BYTES,
    VIDEO_MS,
)
from reunion.platform.moments.refusals import (
    NothingToPost,
    TextTooLong,
    TooManyPictures,
    VideoTooLarge,
    VideoTooLong,
    WrongAttachment,
)
from reunion.platform.welcome.model import (
    BAD_ADDRESS,
    NO_FILE,
    UNUSABLE,
    Attachment,
    MediaUnusable,
)

_KINDS = ("image", "video", "link")
_MB = 1024 * 1024


def check(text: str, attachments: list[Attachment]) -> None:
    """Raises what is wrong with it, apart from its files: nothing at all, a text too long, more than
    nine pictures, kinds mixed, a link that cannot be opened."""
    if not text.strip() and not attachments:
        raise NothingToPost
    if len(text) > TEXT:
        raise TextTooLong(limit=TEXT)
    kinds = {one.kind for one in attachments}
    if len(kinds) > 1 or not kinds <= set(_KINDS):
        raise WrongAttachment
    if len(attachments) > PICTURES:
        raise TooManyPictures(limit=PICTURES)
    if kinds and kinds != {"image"} and len(attachments) > 1:
        raise WrongAttachment
    for one in attachments:
        if one.kind == "link":
            _check_link(one)
        elif not one.media_id:
            raise WrongAttachment(**{"attachments[0].media_id": NO_FILE})


def _check_link(one: Attachment) -> None:
    if not (one.url or "").startswith(("http://", "https://")):
        raise WrongAttachment(BAD_ADDRESS, **{"attachments[0].url": BAD_ADDRESS})
    if not one.title or len(one.title.encode()) > LINK_TITLE_BYTES:
        reason = Text(
            f"标题须为 1 到 {LINK_TITLE_BYTES} 字节", f"the title has 1 to {LINK_TITLE_BYTES} bytes"
        )
        raise WrongAttachment(reason, **{"attachments[0].title": reason})


async def kept(ctx: Context, attachments: list[Attachment]) -> tuple[list[Attachment], list[str]]:
    """The attachments with files that stay, filled in, and the ids of all files. Raises MediaUnusable,
    VideoTooLong, VideoTooLarge."""
    found: list[Attachment] = []
    files: list[str] = []
    for place, one in enumerate(attachments):
        cover = (one.image_url or "").removeprefix("/media/").partition("?")[0] or None
        wanted = cover if one.kind == "link" else one.media_id
        if wanted is None:
            found.append(msgspec.structs.replace(one, media=None, image_url=None))
            continue
        file = await _keep(ctx, wanted, "image" if one.kind == "link" else one.kind, place)
        files.append(file.id)
        if one.kind == "link":
            one = msgspec.structs.replace(one, media_id=None, media=None, image_url=file.url)
        else:
            one = msgspec.structs.replace(one, media_id=file.id, media=file, image_url=None)
        found.append(one)
    return found, files


async def _keep(ctx: Context, media_id: str, kind: str, place: int) -> Media:
    found = await media.find(ctx, media_id)
    if found is None or found.kind != kind:
        raise MediaUnusable(UNUSABLE, **{f"attachments[{place}].media_id": UNUSABLE})
    if kind == "video" and (found.duration_ms or 0) > VIDEO_MS:
        raise VideoTooLong(seconds=VIDEO_MS // 1000)
    if kind == "video" and found.size > VIDEO_BYTES:
        raise VideoTooLarge(limit_mb=VIDEO_BYTES // _MB)
    return await media.keep(ctx, found.id)
