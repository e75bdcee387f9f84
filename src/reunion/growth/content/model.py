"""Content: shapes, limits and refusals."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from reunion.core.errors import Conflict, Invalid, NotFound
from reunion.growth.content.bodies import Kind

FileKind = Literal["image", "pdf", "video"]
TITLE_LENGTH = 100
SUMMARY_LENGTH = 300
LONGEST_READING = 4 * 3600
VISITS_A_DAY = 200
"""Openings of one link that are counted in a day; further ones are shown and not counted."""
READERS = 20_000
"""Links below one link; whom it is forwarded to after that reads without one."""
READING_NOW_SECONDS = 45
STAYS = 500
"""Pages of a report whose time is kept; further ones count in the whole alone."""


class ContentUnknown(NotFound):
    """There is no such content."""

    code = "content_unknown"
    title_zh = "没有这个内容，可能已被删除"
    title_en = "There is no such content; it may have been deleted"


class FolderUnknown(NotFound):
    """There is no such folder."""

    code = "content_folder_unknown"
    title_zh = "没有这个文件夹，可能已被删除"
    title_en = "There is no such folder; it may have been deleted"


class FolderNotEmpty(Conflict):
    """Something stands in it."""

    code = "content_folder_not_empty"
    title_zh = "文件夹里还有内容，请先移走"
    title_en = "There is still something in the folder; move it first"


class FolderTaken(Conflict):
    """Another folder has this name."""

    code = "content_folder_taken"
    places = ("name",)
    title_zh = "已有同名文件夹"
    title_en = "Another folder has this name"


class FileUnknown(NotFound):
    """There is no such file."""

    code = "content_file_unknown"
    title_zh = "没有这个文件，可能已被删除"
    title_en = "There is no such file; it may have been deleted"


class FileNotTaken(Invalid):
    """The bytes are none of the kinds that are taken."""

    code = "content_file_kind"
    title_zh = "只支持图片（JPG、PNG、GIF、WebP）、PDF 和 MP4 视频"
    title_en = "Pictures (JPG, PNG, GIF, WebP), PDF and MP4 videos only"


class FileTooLarge(Invalid):
    """Larger than its kind may be."""

    code = "content_file_large"
    title_zh = "文件太大，最多 {limit} MB"
    title_en = "The file is too large; at most {limit} MB"


class PdfLocked(Invalid):
    """It asks for a password before it shows anything."""

    code = "content_pdf_locked"
    title_zh = "这个 PDF 有打开密码，客户打不开；请去掉密码后重新上传"
    title_en = (
        "This PDF asks for a password, so customers could not open it; remove it and upload again"
    )


class PdfDamaged(Invalid):
    """Cut off, or broken beyond what browsers put right."""

    code = "content_pdf_damaged"
    title_zh = "这个 PDF 不完整或已损坏，客户打不开；请重新下载，或用原来的软件再导出一次，然后上传"
    title_en = (
        "This PDF is incomplete or damaged, so customers could not open it; "
        "download it or export it again, then upload it"
    )


class PdfTooHeavy(Invalid):
    """Looking at it takes more time or memory than there is for it."""

    code = "content_pdf_heavy"
    title_zh = "这个 PDF 太复杂，手机上打不开；请压缩，或拆成几份后上传"
    title_en = "This PDF is too complex for a phone to open; compress or split it, then upload it"


class NotSendable(NotFound):
    """Not for this member, expired, or deleted."""

    code = "content_not_sendable"
    title_zh = "这个内容不能发送：可能已过期、已删除，或不对您开放"
    title_en = "This content cannot be sent: it expired, was deleted, or is not for you"


class LinkUnknown(NotFound):
    """Nobody ever had this link."""

    code = "content_link_unknown"
    title_zh = "这个链接没有用了"
    title_en = "This link leads nowhere"


class LinkExpired(NotFound):
    """Its content expired or was deleted."""

    status = 410
    code = "content_expired"
    title_zh = "这个内容已下架，请联系发给您的人"
    title_en = "This content is no longer shown; ask whoever sent it to you"


class MustRegister(Conflict):
    """A report of the gated library."""

    code = "content_must_register"
    title_zh = "登记后即可阅读"
    title_en = "Register to read it"


class ReplyUnknown(NotFound):
    """There is no such quick reply."""

    code = "quick_reply_unknown"
    title_zh = "没有这条快捷回复，可能已被删除"
    title_en = "There is no such quick reply; it may have been deleted"


Visit = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$")]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]


class ReadingBeacon(msgspec.Struct):
    """Sums since the page was opened: they only grow. `stays`: seconds with each page of a report, or
    each tenth of a video. `left`: the page was closed, or nobody looks at it for now."""

    visit: Visit
    seconds: Count
    depth: Count = 0
    place: Count = 0
    places: Count = 0
    stays: Annotated[list[Count], Meta(max_length=STAYS)] = []
    left: bool = False


class Senders(msgspec.Struct, frozen=True):
    """Who of the members may send it: in one of the departments or below, or named."""

    department_ids: tuple[int, ...] = ()
    userids: tuple[str, ...] = ()


class ContentFolder(msgspec.Struct, frozen=True):
    """`audience` null: every member may send what is in it. `items`: how many stand in it."""

    id: int
    name: str
    audience: Senders | None
    items: int


class ContentFile(msgspec.Struct, frozen=True):
    """An uploaded file; `url` of a picture may stand in articles."""

    id: int
    kind: FileKind
    name: str
    size: int
    mime: str
    width: int | None
    height: int | None
    url: str


class FileRow(msgspec.Struct, frozen=True):
    """A file as it is kept."""

    corp_id: int
    id: int
    token: str
    kind: FileKind
    sha256: bytes
    mime: str
    name: str
    size: int
    width: int | None
    height: int | None

    @property
    def shown(self) -> ContentFile:
        return ContentFile(
            self.id, self.kind, self.name, self.size, self.mime, self.width, self.height,
            f"/s/files/{self.token}",
        )  # fmt: skip


Title = Annotated[str, Meta(min_length=1, max_length=TITLE_LENGTH)]
Summary = Annotated[str, Meta(max_length=SUMMARY_LENGTH)]


class ContentDraft(msgspec.Struct, kw_only=True):
    """Content to be made or changed. `cover` is a picture's url; `gated`: a report that is read
    after registering only; `listed`: in the public library."""

    kind: Kind
    title: Title
    summary: Summary = ""
    cover: Annotated[str, Meta(max_length=120)] | None = None
    body: dict[str, Any]
    folder_id: int | None = None
    audience: Senders | None = None
    expires_at: datetime | None = None
    gated: bool = False
    listed: bool = False


class ItemKept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of content, with what its newest version says first."""

    id: int
    kind: Kind
    title: str
    summary: str
    cover: str | None
    folder_id: int | None
    audience: Senders | None
    version: int
    gated: bool
    listed: bool
    expires_at: datetime | None
    created_by: str
    created_at: datetime
    changed_at: datetime


class ItemRow(ItemKept, frozen=True, kw_only=True):
    """Content with its newest version."""

    corp_id: int
    deleted: bool
    body: dict[str, Any]

    def over(self, now: datetime) -> bool:
        """Whether customers see it no more."""
        return self.deleted or (self.expires_at is not None and self.expires_at <= now)


class ContentItem(ItemKept, frozen=True, kw_only=True):
    """Content in the library's list; the figures are over all its links."""

    shares: int = 0
    readers: int = 0


class ContentVersion(msgspec.Struct, frozen=True):
    version: int
    title: str
    made_by: str
    made_at: datetime


class ContentWhole(ContentItem, frozen=True, kw_only=True):
    """With what is in it, its file where it has one, and its versions, the newest first."""

    body: dict[str, Any]
    file: ContentFile | None
    versions: list[ContentVersion]


class ContentVersionWhole(ContentVersion, frozen=True, kw_only=True):
    """One version as readers saw it: `html` of an article or page, `file` of what shows one."""

    kind: Kind
    summary: str
    cover: str | None
    body: dict[str, Any]
    html: str
    file: ContentFile | None
