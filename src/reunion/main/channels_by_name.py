"""Growth calls channels as the platform's contact ways are called. Growth and platform do not know each
other."""

from reunion.core.context import Context
from reunion.growth.connection import service as connections
from reunion.growth.mirror.channels import names_channels
from reunion.platform.contact_ways import service as contact_ways


@names_channels
async def names(ctx: Context) -> dict[str, str]:
    """None where the company's WeCom is another than this platform: its contact ways are not here."""
    connected = await connections.find(ctx)
    if connected is not None and not connected.embedded:
        return {}
    return await contact_ways.names_by_state(ctx)
