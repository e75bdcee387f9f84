"""商品图册 in the console."""

from typing import Annotated

from litestar import delete, get, patch, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.albums import service
from reunion.platform.albums.model import Change, Draft, Product, ProductRow
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
Pictures = Annotated[list[str], Meta(max_length=50)]


class NewProduct(Struct):
    """`price` in fen; `picture_ids` of uploads, the first is the cover."""

    description: str
    price: int
    product_sn: str = ""
    picture_ids: Pictures = []


class ProductChange(Struct):
    """What is not given stays."""

    description: str | None = None
    price: int | None = None
    product_sn: str | None = None
    picture_ids: Pictures | None = None


async def _one(ctx: Context, row: ProductRow, config: Config) -> Product:
    return (await service.shown(ctx, [row], config.public_url))[0]


@get("/api/console/products", opt=allow("super_admin", "admin", "scoped"))
async def list_products(
    ctx: Context,
    config: Config,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[Product]:
    """The album, the latest first."""
    return await service.page(ctx, config.public_url, q=q.strip(), cursor=cursor, limit=limit)


@post("/api/console/products", opt=_ADMINS)
async def create_product(ctx: Context, config: Config, data: NewProduct) -> Product:
    """添加商品"""
    draft = Draft(
        description=data.description,
        price=data.price,
        product_sn=data.product_sn.strip(),
        picture_ids=tuple(data.picture_ids),
    )
    return await _one(ctx, await service.create(ctx, draft), config)


@patch("/api/console/products/{product_key:int}", opt=_ADMINS)
async def change_product(
    ctx: Context, config: Config, product_key: int, data: ProductChange
) -> Product:
    """Cards that were sent lead to the product as it is now."""
    wanted = Change(
        description=data.description,
        price=data.price,
        product_sn=None if data.product_sn is None else data.product_sn.strip(),
        picture_ids=None if data.picture_ids is None else tuple(data.picture_ids),
    )
    row = await service.require(ctx, key=product_key)
    return await _one(ctx, await service.change(ctx, row, wanted), config)


@delete("/api/console/products/{product_key:int}", opt=_ADMINS)
async def delete_product(ctx: Context, product_key: int) -> None:
    """下架 Cards that were sent lead to a page that says so."""
    await service.delete(ctx, await service.require(ctx, key=product_key))


routes = [list_products, create_product, change_product, delete_product]
