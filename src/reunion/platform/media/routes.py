"""Uploading, alike on every surface that has people."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body
from msgspec import Meta

from reunion.core.db import Database
from reunion.platform.media import service
from reunion.platform.media.model import LARGEST_IN_CHAT, Kind, Media
from reunion.platform.media.service import Upload
from reunion.surfaces.access import Caller, Role, Surface, allow

_REQUEST = max(LARGEST_IN_CHAT.values()) + 64 * 1024
_ROLES: dict[Surface, tuple[Role, ...]] = {
    "app": ("customer",),
    "desk": ("member",),
    "console": ("super_admin", "admin", "scoped"),
}


class UploadForm(msgspec.Struct):
    """The file is checked by its content; `duration_ms` is shown with voice and video."""

    file: UploadFile
    kind: Literal["image", "voice", "video", "file"]
    duration_ms: Annotated[int, Meta(ge=0, le=3_600_000)] | None = None


def upload_route(surface: Surface) -> Any:
    """POST /api/<surface>/media."""

    @post(
        f"/api/{surface}/media",
        opt=allow(*_ROLES[surface]),
        tags=["media"],
        request_max_body_size=_REQUEST,
        name=f"{surface}-media-upload",
    )
    async def upload_media(
        request: Request[Any, Any, Any],
        caller: Caller,
        db: Database,
        data: Annotated[UploadForm, Body(media_type=RequestEncodingType.MULTI_PART)],
    ) -> Media:
        """上传文件: image ≤ 20 MB, voice ≤ 5 MB, video and file ≤ 100 MB."""
        kind: Kind = data.kind
        file = data.file.file
        size = file.seek(0, 2)
        file.seek(0)
        given = Upload(kind, data.file.filename, file, size, data.duration_ms)  # pyright: ignore[reportArgumentType]
        owner = 0 if surface == "console" else caller.principal_id
        async with db.connection() as tx:
            media = await service.upload(
                tx, request.app.state.blobs, given, owner_id=owner, corp_id=caller.corp_id
            )
        return media.shown

    return upload_media
