"""商品图册 on the desk: what a member picks from to show to a customer."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.albums import service
from reunion.platform.albums.model import Product
from reunion.surfaces.access import allow


@get("/api/desk/products", opt=allow("member"))
async def desk_products(
    ctx: Context,
    config: Config,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=100)] = 30,
) -> Page[Product]:
    """The album, the latest first."""
    return await service.page(ctx, config.public_url, q=q.strip(), cursor=cursor, limit=limit)


routes = [desk_products]
