"""内容 in the console: the library and what is in it."""

from typing import Annotated, Any

from litestar import Request, delete, get, post, put
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, Parameter
from litestar.response import Stream
from msgspec import Meta, Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.growth.content import effect, files, library, library_page, replies
from reunion.growth.content.bodies import Kind
from reunion.growth.content.effect import ContentEffect, ContentLink, ContentStay
from reunion.growth.content.files import LIMITS_MB
from reunion.growth.content.library_page import LibrarySettings
from reunion.growth.content.model import (
    ContentDraft,
    ContentFile,
    ContentFolder,
    ContentItem,
    ContentVersionWhole,
    ContentWhole,
    Senders,
)
from reunion.growth.content.replies import QuickReply, ReplyDraft
from reunion.growth.profiles.reach import Reach
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
_READERS = allow("super_admin", "admin", "scoped")
"""A scoped administrator: what his members may send, and what they did with it."""
_LARGEST = (max(LIMITS_MB.values()) + 1) * 1024 * 1024


class ContentFolderForm(Struct):
    """`audience` null: every member may send what is in it."""

    name: Annotated[str, Meta(min_length=1, max_length=30)]
    audience: Senders | None = None


class ContentMade(Struct):
    id: int


class PreviewAsked(Struct):
    kind: Kind
    body: dict[str, Any]


class PreviewHtml(Struct):
    html: str


class VersionBack(Struct):
    version: int


class LibraryForm(Struct):
    open: bool
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    intro: Annotated[str, Meta(max_length=300)] = ""


class ContentUpload(Struct):
    """Known by its bytes: a picture ≤ 10 MB, a PDF ≤ 50 MB, an MP4 ≤ 200 MB."""

    file: UploadFile


@get("/api/console/content-folders", opt=_READERS)
async def list_content_folders(ctx: Context, reach: Reach) -> list[ContentFolder]:
    """文件夹"""
    return await library.folders(ctx, reach)


@post("/api/console/content-folders", opt=_ADMINS)
async def add_content_folder(ctx: Context, data: ContentFolderForm) -> ContentMade:
    """新建文件夹"""
    return ContentMade(await library.add_folder(ctx, data.name, data.audience))


@put("/api/console/content-folders/{folder_id:int}", opt=_ADMINS)
async def change_content_folder(ctx: Context, folder_id: int, data: ContentFolderForm) -> None:
    """Name, and who may send what is in it."""
    await library.change_folder(ctx, folder_id, data.name, data.audience)


@delete("/api/console/content-folders/{folder_id:int}", opt=_ADMINS)
async def delete_content_folder(ctx: Context, folder_id: int) -> None:
    """An empty one."""
    await library.delete_folder(ctx, folder_id)


@post("/api/console/content-files", opt=_ADMINS, request_max_body_size=_LARGEST)
async def upload_content_file(
    ctx: Context,
    config: Config,
    data: Annotated[ContentUpload, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> ContentFile:
    """上传素材"""
    blobs, name = files.blobs_of(config), data.file.filename
    return (await files.upload(ctx, blobs, data.file.file, name)).shown  # pyright: ignore[reportArgumentType]


@get("/api/console/content", opt=_READERS)
async def list_content(
    ctx: Context,
    reach: Reach,
    q: Annotated[str, Parameter(max_length=64)] = "",
    kind: Kind | None = None,
    folder: int | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[ContentItem]:
    """素材库 The latest changed first."""
    return await library.page(
        ctx, reach, q=q.strip(), kind=kind, folder_id=folder, cursor=cursor, limit=limit
    )


@post("/api/console/content", opt=_ADMINS)
async def create_content(ctx: Context, data: ContentDraft) -> ContentWhole:
    """新建内容"""
    return await library.whole(ctx, await library.create(ctx, data))


@get("/api/console/content/{content_id:int}", opt=_READERS)
async def get_content(ctx: Context, reach: Reach, content_id: int) -> ContentWhole:
    """With its body, file and versions."""
    return await library.whole(ctx, content_id, reach)


@put("/api/console/content/{content_id:int}", opt=_ADMINS)
async def change_content(ctx: Context, content_id: int, data: ContentDraft) -> ContentWhole:
    """A new version where what it says is another; links that were sent show it."""
    await library.change(ctx, content_id, data)
    return await library.whole(ctx, content_id)


@delete("/api/console/content/{content_id:int}", opt=_ADMINS)
async def delete_content(ctx: Context, content_id: int) -> None:
    """Links that were sent say that it is gone."""
    await library.delete(ctx, content_id)


@get("/api/console/content/{content_id:int}/versions/{version:int}", opt=_READERS)
async def get_content_version(
    ctx: Context, reach: Reach, content_id: int, version: int
) -> ContentVersionWhole:
    """查看历史版本 What it said then, as readers saw it."""
    return await library.version(ctx, content_id, version, reach)


@get("/api/console/content/{content_id:int}/versions/{version:int}/file", opt=_READERS)
async def get_content_version_file(
    ctx: Context,
    request: Request[Any, Any, Any],
    config: Config,
    reach: Reach,
    content_id: int,
    version: int,
) -> Stream:
    """The PDF, video or picture of a version; byte ranges are honoured."""
    file = await library.file_then(ctx, content_id, version, reach)
    asked = request.headers.get("range", "")
    return await files.answer(files.blobs_of(config), file, asked, shared=False)


@post("/api/console/content/{content_id:int}/restore", opt=_ADMINS)
async def restore_content(ctx: Context, content_id: int, data: VersionBack) -> ContentWhole:
    """恢复历史版本 An older version becomes the newest."""
    await library.bring_back(ctx, content_id, data.version)
    return await library.whole(ctx, content_id)


@post("/api/console/content-preview", opt=_READERS, status_code=200)
async def preview_content(data: PreviewAsked) -> PreviewHtml:
    """The HTML that customers would see."""
    return PreviewHtml(library.preview(data.kind, data.body))


@get("/api/console/content-library", opt=_ADMINS)
async def get_content_library(ctx: Context, config: Config) -> LibrarySettings:
    """公开资料库"""
    return await library_page.settings(ctx, config.public_url)


@put("/api/console/content-library", opt=_ADMINS)
async def put_content_library(ctx: Context, config: Config, data: LibraryForm) -> LibrarySettings:
    """Opens or closes it; its address stays."""
    await library_page.put(ctx, is_open=data.open, title=data.title, intro=data.intro)
    return await library_page.settings(ctx, config.public_url)


@get("/api/console/content-effect", opt=_READERS)
async def content_effect(
    ctx: Context, reach: Reach, days: Annotated[int, Parameter(ge=1, le=366)] = 30
) -> ContentEffect:
    """使用效果 Of links made in the last days: by material, by member, by day."""
    return await effect.of_all(ctx, days, reach)


@get("/api/console/content/{content_id:int}/links", opt=_READERS)
async def content_links(ctx: Context, reach: Reach, content_id: int) -> list[ContentLink]:
    """谁看过、转发给谁 The latest links of one material, each tree together."""
    return await effect.links(ctx, content_id, reach)


@get("/api/console/content/{content_id:int}/stays", opt=_READERS)
async def content_stays(ctx: Context, reach: Reach, content_id: int) -> list[ContentStay]:
    """每页停留 Seconds with each page of a report, or each tenth of a video."""
    return await effect.stays(ctx, content_id, reach)


@get("/api/console/quick-replies", opt=_READERS)
async def company_replies(
    ctx: Context, q: Annotated[str, Parameter(max_length=64)] = ""
) -> list[QuickReply]:
    """企业话术 The company's, by category, the most used first."""
    return await replies.of_company(ctx, q)


@post("/api/console/quick-replies", opt=_ADMINS)
async def add_company_reply(ctx: Context, data: ReplyDraft) -> ContentMade:
    """新建话术"""
    return ContentMade(await replies.add(ctx, "", data))


@put("/api/console/quick-replies/{quick_reply_id:int}", opt=_ADMINS)
async def change_company_reply(ctx: Context, quick_reply_id: int, data: ReplyDraft) -> None:
    """Members see the new words at once."""
    await replies.change(ctx, "", quick_reply_id, data)


@delete("/api/console/quick-replies/{quick_reply_id:int}", opt=_ADMINS)
async def delete_company_reply(ctx: Context, quick_reply_id: int) -> None:
    """删除话术"""
    await replies.delete(ctx, "", quick_reply_id)


routes = [
    list_content_folders, add_content_folder, change_content_folder, delete_content_folder,
    upload_content_file, list_content, create_content, get_content, change_content, delete_content,
    get_content_version, get_content_version_file, restore_content, preview_content,
    get_content_library, put_content_library,
    content_effect, content_links, content_stays, company_replies, add_company_reply, change_company_reply,
    delete_company_reply,
]  # fmt: skip
