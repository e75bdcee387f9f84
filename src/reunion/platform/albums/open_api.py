"""商品图册 on the open surface."""

from msgspec import UNSET

from reunion.core.errors import Invalid
from reunion.platform.albums import service
from reunion.platform.albums.model import (
    AttachmentInvalid,
    Change,
    Draft,
    ProductRow,
    ProductUnknown,
)
from reunion.platform.media import service as media
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import albums
from reunion.wecom.endpoints.albums import (
    AddProductRequest,
    AddProductResponse,
    GetProductResponse,
    ListProductsRequest,
    ListProductsResponse,
    ProductAttachment,
    ProductIdRequest,
    ProductImage,
    ProductWire,
    UpdateProductRequest,
)
from reunion.wecom.registry import Secret
from reunion.wecom.wire import Done

_LIST = 100


def _media_ids(attachments: list[ProductAttachment]) -> tuple[str, ...]:
    found: list[str] = []
    for one in attachments:
        if one.type != "image" or one.image is UNSET or one.image.media_id is UNSET:
            raise AttachmentInvalid()
        found.append(one.image.media_id)
    return tuple(found)


def _wire(ctx: OpenContext, row: ProductRow) -> ProductWire:
    pictures = [
        ProductAttachment(
            "image", ProductImage(media_id=one, pic_url=f"{ctx.config.public_url}{media.url(one)}")
        )
        for one in row.picture_ids
    ]
    made = int(row.created_at.timestamp())
    return ProductWire(
        row.product_id, row.description, row.price_fen, row.product_sn, made, pictures
    )


async def _own(ctx: OpenContext, product_id: str) -> ProductRow:
    """A self-built app changes what it made itself; the customer contact app everything."""
    row = await service.require(ctx, product_id=product_id)
    if ctx.caller.kind is Secret.SELF_BUILT and row.created_by_app != ctx.caller.id:
        raise ProductUnknown()
    return row


@serves(albums.add_product_album)
async def add_product_album(ctx: OpenContext, req: AddProductRequest) -> AddProductResponse:
    """Pictures are kept for good."""
    row = await service.create(
        ctx,
        Draft(
            description=req.description,
            price=req.price,
            product_sn=req.product_sn,
            picture_ids=_media_ids(req.attachments),
            app_id=ctx.caller.id,
        ),
    )
    return AddProductResponse(product_id=row.product_id)


@serves(albums.get_product_album)
async def get_product_album(ctx: OpenContext, req: ProductIdRequest) -> GetProductResponse:
    """Whoever made it."""
    row = await service.require(ctx, product_id=req.product_id)
    return GetProductResponse(product=_wire(ctx, row))


@serves(albums.get_product_album_list)
async def get_product_album_list(
    ctx: OpenContext, req: ListProductsRequest
) -> ListProductsResponse:
    """The latest first."""
    if not 1 <= req.limit <= _LIST:
        raise Invalid(f"limit 须为 1 到 {_LIST} must be 1 to {_LIST}", limit=str(req.limit))
    found, cursor = await service.rows(ctx, req.cursor, req.limit)
    return ListProductsResponse(product_list=[_wire(ctx, row) for row in found], next_cursor=cursor)


@serves(albums.update_product_album)
async def update_product_album(ctx: OpenContext, req: UpdateProductRequest) -> Done:
    """Given attachments replace the old ones."""
    pictures = None if req.attachments is None else _media_ids(req.attachments)
    wanted = Change(
        description=req.description,
        price=req.price,
        product_sn=req.product_sn,
        picture_ids=pictures,
    )
    await service.change(ctx, await _own(ctx, req.product_id), wanted)
    return Done()


@serves(albums.delete_product_album)
async def delete_product_album(ctx: OpenContext, req: ProductIdRequest) -> Done:
    """Its page says that it is gone."""
    await service.delete(ctx, await _own(ctx, req.product_id))
    return Done()
