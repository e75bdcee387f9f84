"""The console's outbox of one-time codes."""

from litestar import get

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.platform.people import codes
from reunion.platform.people.model import SentCodes
from reunion.surfaces.access import allow


@get("/api/console/codes", opt=allow("super_admin", "admin"))
async def list_codes(ctx: Context, vault: Vault, config: Config) -> SentCodes:
    """验证码发件箱 The last hundred codes, newest first."""
    return SentCodes(await codes.outbox_page(ctx, vault, config))


routes = [list_codes]
