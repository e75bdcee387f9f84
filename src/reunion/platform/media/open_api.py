"""素材管理 on the open surface."""

import io
from datetime import UTC

from reunion.core.errors import Invalid, Text
from reunion.platform.corps import service as corps
from reunion.platform.media import service, store
from reunion.platform.media.model import (
    ATTACHMENT_BYTES,
    ATTACHMENT_SECONDS,
    PICTURES_A_DAY,
    PICTURES_A_MONTH,
    AttachmentTooLarge,
    AttachmentTooLong,
    KindUnknown,
    NoMedia,
    TooManyPictures,
    url,
)
from reunion.platform.media.service import Upload
from reunion.surfaces.open import OpenContext, serves
from reunion.wecom.endpoints import media as endpoints
from reunion.wecom.endpoints.media import (
    File,
    GetMediaRequest,
    UploadAttachmentRequest,
    UploadAttachmentResponse,
    UploadImgRequest,
    UploadImgResponse,
    UploadRequest,
    UploadResponse,
)


@serves(endpoints.upload)
async def upload(ctx: OpenContext, req: UploadRequest) -> UploadResponse:
    """For all apps of the corp."""
    given = Upload(
        req.type, req.media.filename, io.BytesIO(req.media.content), len(req.media.content),
        open_api=True,
    )  # fmt: skip
    kept = await service.upload(ctx.tx, ctx.blobs, given, owner_id=0, corp_id=ctx.corp_id)
    made = str(int(kept.created_at.timestamp()))
    return UploadResponse(type=kept.kind, media_id=kept.id, created_at=made)


@serves(endpoints.upload_attachment)
async def upload_attachment(
    ctx: OpenContext, req: UploadAttachmentRequest
) -> UploadAttachmentResponse:
    """For all apps of the corp, for three days."""
    if req.attachment_type not in (1, 2):
        raise Invalid(attachment_type=Text("须为 1 或 2", "must be 1 or 2"))
    if req.media_type not in ("image", "video", "file"):
        raise KindUnknown
    content = req.media.content
    if len(content) > ATTACHMENT_BYTES:
        raise AttachmentTooLarge
    given = Upload(
        req.media_type, req.media.filename, io.BytesIO(content), len(content), open_api=True
    )
    kept = await service.upload(ctx.tx, ctx.blobs, given, owner_id=0, corp_id=ctx.corp_id)
    if kept.kind == "video" and (kept.duration_ms or 0) > ATTACHMENT_SECONDS * 1000:
        raise AttachmentTooLong
    made = int(kept.created_at.timestamp())
    return UploadAttachmentResponse(type=kept.kind, media_id=kept.id, created_at=made)


@serves(endpoints.get_)
async def get(ctx: OpenContext, req: GetMediaRequest) -> File:
    """The corp's own only."""
    found = await service.stored(ctx.tx, req.media_id)
    if found is None or found.corp_id != ctx.corp_id:
        raise NoMedia
    try:
        content = await ctx.blobs.read(found.sha256)
    except FileNotFoundError:
        raise NoMedia from None
    return File(found.name, found.mime, content)


@serves(endpoints.uploadimg)
async def uploadimg(ctx: OpenContext, req: UploadImgRequest) -> UploadImgResponse:
    """Counted by the corp's own days and months."""
    zone = await corps.zone(ctx)
    day = ctx.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    month = day.replace(day=1)
    today, this_month = await store.pictures_since(
        ctx.tx, ctx.corp_id, day.astimezone(UTC), month.astimezone(UTC)
    )
    if today >= PICTURES_A_DAY or this_month >= PICTURES_A_MONTH:
        raise TooManyPictures
    given = Upload(
        "image", req.media.filename, io.BytesIO(req.media.content), len(req.media.content),
        open_api=True, public=True,
    )  # fmt: skip
    kept = await service.upload(ctx.tx, ctx.blobs, given, owner_id=0, corp_id=ctx.corp_id)
    return UploadImgResponse(url=ctx.config.public_url + url(kept.id))
