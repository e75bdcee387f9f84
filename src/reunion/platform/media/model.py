"""Uploads, the limits on them, and why one is refused."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from reunion.core.errors import AppError, Text

Kind = Literal["image", "voice", "video", "file"]
KINDS: tuple[Kind, ...] = ("image", "voice", "video", "file")
NAMES: dict[Kind, Text] = {
    "image": Text("图片", "a picture"), "voice": Text("语音", "a voice message"),
    "video": Text("视频", "a video"), "file": Text("文件", "a file"),
}  # fmt: skip
"""What people call them."""
_FORMATS = {"audio/mpeg": "MP3", "audio/mp4": "M4A", "video/quicktime": "MOV", "image/webp": "WebP"}

_MB = 1024 * 1024
LARGEST: dict[Kind, int] = {
    "image": 10 * _MB, "voice": 2 * _MB, "video": 10 * _MB, "file": 20 * _MB,
}  # fmt: skip
"""WeCom's limits for the open API, in bytes (limits.md, Media)."""
LARGEST_IN_CHAT: dict[Kind, int] = {
    "image": 20 * _MB, "voice": 5 * _MB, "video": 100 * _MB, "file": 100 * _MB,
}  # fmt: skip
SMALLEST = 6
"""Bytes: all files must have more than five."""
VOICE_SECONDS = 60
ATTACHMENT_BYTES, ATTACHMENT_SECONDS = 10 * _MB, 30
"""Of files for Moments and the album; seconds of a video."""
TEMPORARY = timedelta(days=3)
PICTURES_A_MONTH, PICTURES_A_DAY = 3000, 1000
"""Of uploadimg, a corp."""

OPEN_TYPES: dict[Kind, frozenset[str]] = {
    "image": frozenset({"image/jpeg", "image/png"}),
    "voice": frozenset({"audio/amr"}),
    "video": frozenset({"video/mp4"}),
}
CHAT_TYPES: dict[Kind, frozenset[str]] = {
    "image": frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"}),
    "voice": frozenset(
        {"audio/amr", "audio/mpeg", "audio/ogg", "audio/webm", "audio/mp4", "audio/wav"}
    ),
    "video": frozenset({"video/mp4", "video/webm", "video/quicktime"}),
}
"""By content, whatever the upload says of itself; `file` takes anything."""


class Media(msgspec.Struct):
    """An upload as messages carry it. `duration_ms` is what the uploader said, for voice and video."""

    id: str
    kind: Kind
    url: str
    name: str
    mime: str
    size: int
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


class Stored(msgspec.Struct):
    """An upload as it is kept. `owner_id` 0: the corp's own (open API, console)."""

    id: str
    corp_id: int | None
    owner_id: int
    kind: Kind
    name: str
    mime: str
    size: int
    width: int | None
    height: int | None
    duration_ms: int | None
    sha256: bytes
    expires_at: datetime | None
    public: bool
    created_at: datetime

    @property
    def shown(self) -> Media:
        """What clients see."""
        return Media(
            self.id, self.kind, url(self.id), self.name, self.mime, self.size, self.width,
            self.height, self.duration_ms,
        )  # fmt: skip


def url(media_id: str) -> str:
    """Where an upload is read, below the public address."""
    return f"/media/{media_id}"


class NoMedia(AppError):
    """Unknown, expired, or not for the caller: the answer is the same, so it tells nothing."""

    errcode = 40007
    status = 404
    code = "no_media"
    title_zh = "文件不存在、已过期，或无权查看"
    title_en = "There is no such file, it has expired, or it is not for you"


class TypeNotTaken(AppError):
    """The content is not of the kind that was said."""

    errcode = 40004
    status = 415
    code = "media_type"
    places = ("file",)
    title_zh = "文件内容不是支持的{kind_zh}格式，支持：{accepted_zh}"
    title_en = "The content is not {kind_en} of a supported format; supported are: {accepted_en}"

    def __init__(self, kind: Kind, accepted: Iterable[str]) -> None:
        """`accepted`: content types such as image/png."""
        formats = sorted({_FORMATS.get(one, one.partition("/")[2].upper()) for one in accepted})
        super().__init__(kind=kind, accepted=formats)

    def text(self, language: str) -> str:
        names = NAMES[self.fields["kind"]]
        formats = self.fields["accepted"]
        template = self.title_en if language == "en" else self.title_zh
        return template.format(
            kind_zh=names, kind_en=names.en,
            accepted_zh="、".join(formats), accepted_en=", ".join(formats),
        )  # fmt: skip


class KindUnknown(AppError):
    """`type` is none of image, voice, video, file."""

    errcode = 40005
    status = 422
    code = "media_kind"
    title_zh = "类型只能是 image（图片）、voice（语音）、video（视频）或 file（文件）"
    title_en = "The type must be image, voice, video or file"


class TooLarge(AppError):
    """`limit_mb` MiB are allowed."""

    errcode = 45001
    status = 413
    code = "too_large"
    places = ("file",)
    title_zh = "文件太大，不能超过 {limit_mb} MB"
    title_en = "The file is too large; at most {limit_mb} MB are allowed"


class ImageTooLarge(TooLarge):
    errcode = 40009


class VideoTooLarge(TooLarge):
    errcode = 40011


class TooSmall(AppError):
    """Five bytes or less."""

    errcode = 40006
    status = 422
    code = "too_small"
    places = ("file",)
    title_zh = "文件太小，必须大于 5 个字节"
    title_en = "The file is too small; it must have more than 5 bytes"


class Empty(AppError):
    """No bytes at all."""

    errcode = 44001
    status = 422
    code = "empty_file"
    places = ("file",)
    title_zh = "文件是空的"
    title_en = "The file is empty"


class TooLong(AppError):
    """More than sixty seconds of voice."""

    errcode = 45007
    status = 422
    code = "voice_too_long"
    places = ("file",)
    title_zh = "语音不能超过 60 秒"
    title_en = "Voice may last 60 seconds at most"


class TooManyPictures(AppError):
    """The corp's quota of permanent pictures is used up."""

    errcode = 45009
    status = 429
    code = "too_many_pictures"
    places = ("file",)
    title_zh = "永久图片每天最多上传 1000 张、每月 3000 张"
    title_en = "At most 1000 permanent pictures a day and 3000 a month can be uploaded"


class AttachmentTooLarge(AppError):
    """More than ten megabytes for a Moment or the album."""

    errcode = 41080
    status = 413
    code = "attachment_too_large"
    places = ("file",)
    title_zh = "附件不能超过 10 MB"
    title_en = "An attachment may have 10 MB at most"


class AttachmentTooLong(AppError):
    """More than thirty seconds of video for a Moment or the album."""

    errcode = 41082
    status = 422
    code = "attachment_too_long"
    places = ("file",)
    title_zh = "附件里的视频不能超过 30 秒"
    title_en = "The video of an attachment may last 30 seconds at most"
