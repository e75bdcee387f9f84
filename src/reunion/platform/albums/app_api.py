"""A product's page in the customers' app: whoever has the card may look."""

from litestar import get

from reunion.core.context import Context
from reunion.platform.albums import service
from reunion.platform.albums.model import ProductPage
from reunion.surfaces.access import allow


@get("/api/app/products/{slug:str}", opt=allow("public"))
async def show_product(ctx: Context, slug: str) -> ProductPage:
    """Pictures, price and whose it is; 404 says when it was taken out of the album."""
    return await service.visit(ctx, slug)


routes = [show_product]
