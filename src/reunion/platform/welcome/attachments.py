"""Attachments between the protocol's shape and ours; broadcasts have the same."""

from typing import Any

from msgspec import UNSET

from reunion.platform.media import service as media
from reunion.platform.welcome.model import Attachment, AttachmentInvalid
from reunion.wecom.endpoints.contact_ways import ConclusionLink, ConclusionMiniprogram
from reunion.wecom.endpoints.welcome import AttachedImage, AttachedMedia
from reunion.wecom.endpoints.welcome import Attachment as WireAttachment


def of_wire(one: WireAttachment, place: int, public_url: str) -> Attachment:
    """As it is kept; raises AttachmentInvalid."""
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


def to_wire(one: Attachment, public_url: str) -> WireAttachment:
    """As the protocol has it, with our own pictures under their full address."""
    picture = f"{public_url}{one.image_url}" if one.image_url else ""
    if one.kind == "link":
        link = ConclusionLink(one.title or "", picture, one.desc or "", one.url or "")
        return WireAttachment("link", link=link)
    if one.kind == "miniprogram":
        media_id = _media_id(one.image_url or "") or ""
        program = ConclusionMiniprogram(one.title or "", media_id, one.appid or "", one.page or "")
        return WireAttachment("miniprogram", miniprogram=program)
    if one.kind == "image":
        image = AttachedImage(one.media_id or UNSET)
        return WireAttachment("image", image=image)
    upload = AttachedMedia(one.media_id or "")
    if one.kind == "video":
        return WireAttachment("video", video=upload)
    return WireAttachment("file", file=upload)


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
