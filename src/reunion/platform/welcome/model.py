"""Welcomes: shapes, limits, and why one is refused."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec

from reunion.core.errors import AppError, Invalid, Text
from reunion.platform.media.model import Media

TEXT_BYTES = 4000
ATTACHMENTS = 9
CODE_LIFETIME = timedelta(seconds=20)
_NAME = re.compile("%NICKNAME%|{客户昵称}|{客户名}")
MEDIA_KINDS = ("image", "video", "file")

Kind = Literal["image", "link", "miniprogram", "video", "file"]


class Attachment(msgspec.Struct, omit_defaults=True):
    """By kind: image, video, file {media_id} · link {title, desc?, url, image_url?} · miniprogram
    {title, appid, page}. Answers show `media` beside `media_id`."""

    kind: Kind
    media_id: Annotated[str, msgspec.Meta(max_length=256)] | None = None
    media: Media | None = None
    title: Annotated[str, msgspec.Meta(max_length=128)] | None = None
    desc: Annotated[str, msgspec.Meta(max_length=512)] | None = None
    url: Annotated[str, msgspec.Meta(max_length=2048)] | None = None
    image_url: Annotated[str, msgspec.Meta(max_length=2048)] | None = None
    appid: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    page: Annotated[str, msgspec.Meta(max_length=1024)] | None = None


def said_in(text: str, attachments: Sequence[Attachment]) -> list[str | None]:
    """All that can be read in a text with attachments."""
    return [text, *(part for one in attachments for part in (one.title, one.desc))]


class Welcome(msgspec.Struct):
    """Text and up to nine attachments, not both empty. `enabled` false: kept, but not sent."""

    text: str = ""
    attachments: list[Attachment] = []
    enabled: bool = True

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.text.strip() and not self.attachments

    @property
    def said(self) -> list[str | None]:
        """All that can be read in it."""
        return said_in(self.text, self.attachments)


class Greeting(msgspec.Struct, frozen=True):
    """Two who have just become contacts: the occasion for a welcome."""

    contact_id: int
    member_id: int
    userid: str
    conversation_id: int
    contact_way_id: int | None
    customer_name: str
    external_userid: str


class Chosen(msgspec.Struct, frozen=True):
    """The welcome that applies, and whose it is."""

    owner: Literal["contact_way", "member", "corp"]
    welcome: Welcome


class Slot(msgspec.Struct, frozen=True):
    """The one welcome of one addition."""

    contact_id: int
    member_id: int
    conversation_id: int
    opened_seq: int
    userid: str
    external_userid: str
    customer_name: str


class MemberWelcome(msgspec.Struct):
    userid: str
    name: str
    welcome: Welcome


class Welcomes(msgspec.Struct):
    """All that are set, apart from those of contact ways."""

    corp: Welcome | None
    members: list[MemberWelcome]


class CodeInvalid(AppError):
    """No slot has this code, or its 20 seconds are over."""

    errcode = 41050
    status = 409
    code = "welcome_code_invalid"
    title_zh = "welcome_code 无效或已超过 20 秒"
    title_en = "The welcome_code is not valid, or older than 20 seconds"


class AlreadyWelcomed(AppError):
    """The customer has got a welcome, or the two are chatting already."""

    errcode = 41051
    status = 409
    code = "already_welcomed"
    title_zh = "已发送过欢迎语，或双方已经开始聊天"
    title_en = "A welcome was sent already, or the two have started to chat"


class BeingSent(AppError):
    """Another call is sending this welcome at this moment."""

    errcode = 41096
    status = 409
    code = "welcome_being_sent"
    title_zh = "其他应用正在发送欢迎语，请稍后重试"
    title_en = "Another app is sending the welcome right now; try again"


class TextTooLong(AppError):
    """More than 4000 bytes."""

    errcode = 45002
    status = 422
    code = "welcome_too_long"
    places = ("text",)
    title_zh = "欢迎语文字超过 {limit} 字节，请缩短"
    title_en = "The welcome's text is longer than {limit} bytes; shorten it"


class TooManyAttachments(AppError):
    """More than nine."""

    errcode = 41064
    status = 422
    code = "welcome_attachments"
    places = ("attachments",)
    title_zh = "附件最多 {limit} 个"
    title_en = "There may be at most {limit} attachments"


class AttachmentInvalid(Invalid):
    """The kind is unknown, or a part of it is missing or too long."""

    errcode = 41065
    code = "welcome_attachment"


class MediaUnusable(Invalid):
    """The media id is unknown, has expired, or is of another kind."""

    errcode = 40007
    code = "welcome_media"


NOTHING_SAID = Text("文字和附件不能都为空", "give a text or an attachment")
NO_FILE = Text("还没有选择文件", "no file is chosen yet")
BAD_ADDRESS = Text(
    "链接须以 http:// 或 https:// 开头", "an address begins with http:// or https://"
)
UNUSABLE = Text("文件不存在、已过期或类型不符", "the file is unknown, expired or of another kind")


def check(welcome: Welcome) -> None:
    """Raises what is wrong with a welcome, apart from its media."""
    if welcome.empty:
        raise Invalid(text=NOTHING_SAID)
    if len(welcome.text.encode()) > TEXT_BYTES:
        raise TextTooLong(limit=TEXT_BYTES)
    if len(welcome.attachments) > ATTACHMENTS:
        raise TooManyAttachments(limit=ATTACHMENTS)
    for place, attachment in enumerate(welcome.attachments):
        problem = _problem(attachment)
        if problem:
            raise AttachmentInvalid(**{f"attachments[{place}]": problem})


def _problem(one: Attachment) -> Text | None:
    if one.kind in MEDIA_KINDS:
        return None if one.media_id else NO_FILE
    if one.kind == "link":
        if not (one.url or "").startswith(("http://", "https://")):
            return BAD_ADDRESS
        if one.title and len(one.title.encode()) > 128:
            return Text("链接标题最多 128 字节", "the title has 128 bytes at most")
        if one.desc and len(one.desc.encode()) > 512:
            return Text("链接简介最多 512 字节", "the description has 512 bytes at most")
        return None if one.title else Text("请填写链接标题", "give the link a title")
    if not one.title or len(one.title.encode()) > 64:
        return Text("小程序标题须为 1 到 64 字节", "the title of a mini program has 1 to 64 bytes")
    if one.appid and one.page:
        return None
    return Text(
        "请填写小程序的 appid 和页面路径", "give the appid and the page of the mini program"
    )


def around_name(text: str) -> list[str]:
    """The parts before and behind each place for the customer's name; a single one: it has no such place."""
    return _NAME.split(text)


def personal(text: str, customer_name: str) -> str:
    """The text with the customer's name in it."""
    return customer_name.join(around_name(text))


def message_of(one: Attachment) -> tuple[str, dict[str, Any]]:
    """An attachment, with its media filled in, as kind and content of a chat message."""
    if one.kind in MEDIA_KINDS:
        return one.kind, {"media": msgspec.to_builtins(one.media)}
    picture = one.image_url if (one.image_url or "").startswith("/media/") else None
    if one.kind == "link":
        content = {"title": one.title, "desc": one.desc, "url": one.url}
    else:
        content = {"title": one.title, "appid": one.appid, "page": one.page}
    content["image_url"] = picture
    return one.kind, {name: value for name, value in content.items() if value}
