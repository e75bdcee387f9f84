"""send_welcome_msg: the apps' way to greet a customer whom nobody has greeted."""

from typing import Any

from msgspec import UNSET

from reunion.platform.media import service as media
from reunion.platform.welcome import service
from reunion.platform.welcome.model import Attachment, AttachmentInvalid, Welcome
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import welcome
from reunion.wecom.endpoints.welcome import Attachment as WireAttachment
from reunion.wecom.endpoints.welcome import SendWelcomeMsgRequest
from reunion.wecom.wire import Done


@serves(welcome.send_welcome_msg)
async def send_welcome_msg(ctx: OpenContext, req: SendWelcomeMsgRequest) -> Done:
    """Claims the addition's one welcome and sends it in the same transaction."""
    attachments = [
        _attachment(one, place, ctx.config.public_url) for place, one in enumerate(req.attachments)
    ]
    text = req.text.content if req.text else ""
    await service.send_by_code(
        ctx, req.welcome_code, Welcome(text, attachments), f"app:{ctx.caller.id}"
    )
    return Done()


def _attachment(one: WireAttachment, place: int, public_url: str) -> Attachment:
    if one.msgtype == "image" and one.image is not UNSET:
        picture = _given(one.image.pic_url)
        media_id = _given(one.image.media_id) or _media_id(picture or "")
        return Attachment("image", media_id=media_id)
    if one.msgtype == "link" and one.link is not UNSET:
        link = one.link
        picture = _local(link.picurl, public_url)
        return Attachment("link", title=link.title, desc=link.desc, url=link.url, image_url=picture)
    if one.msgtype == "miniprogram" and one.miniprogram is not UNSET:
        program = one.miniprogram
        return Attachment(
            "miniprogram",
            title=program.title,
            appid=program.appid,
            page=program.page,
            image_url=media.url(program.pic_media_id) if program.pic_media_id else None,
        )
    if one.msgtype == "video" and one.video is not UNSET:
        return Attachment("video", media_id=one.video.media_id)
    if one.msgtype == "file" and one.file is not UNSET:
        return Attachment("file", media_id=one.file.media_id)
    reason = (
        f"msgtype {one.msgtype!r} 须为 image、link、miniprogram、video、file 之一，并带同名字段 "
        "must be one of these, with the member of that name"
    )
    raise AttachmentInvalid(reason, **{f"attachments[{place}].msgtype": reason})


def _media_id(picture_url: str) -> str | None:
    """An address that uploadimg gave, back to its upload."""
    _, found, media_id = picture_url.partition("/media/")
    return media_id.partition("?")[0] if found else None


def _given(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _local(url: str, public_url: str) -> str | None:
    """Our own pictures by their path; strangers' pictures are not shown in chats."""
    path = url.removeprefix(public_url)
    return path if path.startswith("/media/") else None
