"""A link for a sending from the sidebar. A poster is uploaded: the JS-SDK sends pictures by media_id."""

import msgspec

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.growth.connection.clients import Connection
from reunion.growth.content import posters
from reunion.growth.content import service as content
from reunion.growth.content.service import Shared


async def share(
    ctx: Context, config: Config, wecom: Connection, userid: str, content_id: int,
    profile_no: int | None = None,
) -> Shared:  # fmt: skip
    """To one customer, or (None) to whoever opens it, as in a group. Raises NotSendable, NotYours, NoCode."""
    shared = await content.share(ctx, userid, content_id, profile_no, public_url=config.public_url)
    if shared.picture is None:
        return shared
    media_id = await posters.uploaded(ctx, config, wecom, shared.token)
    return msgspec.structs.replace(shared, media_id=media_id)
