"""The company's own settings in the console."""

from litestar import get, patch

from reunion.core.context import Context
from reunion.platform.corps import service
from reunion.platform.corps.model import CorpPatch, CorpView, view
from reunion.surfaces.access import allow


@get("/api/console/corp", opt=allow("super_admin", "admin", "scoped"))
async def read_corp(ctx: Context) -> CorpView:
    """企业信息 The company and its settings."""
    return view(await service.require(ctx))


@patch("/api/console/corp", opt=allow("super_admin", "admin"))
async def change_corp(ctx: Context, data: CorpPatch) -> CorpView:
    """修改企业信息 Change what is given."""
    return view(await service.change(ctx, data))


routes = [read_corp, change_corp]
