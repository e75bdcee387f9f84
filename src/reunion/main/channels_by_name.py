"""Growth knows the channels of the platform's contact ways, and calls them so. Growth and platform do not
know each other."""

from reunion.core.context import Context
from reunion.growth.connection import service as connections
from reunion.growth.mirror.channels import Channel, knows_channels
from reunion.platform.contact_ways import service as contact_ways


@knows_channels("contact ways")
async def channels(ctx: Context) -> list[Channel]:
    """None where the company's WeCom is another than this platform: its contact ways are not here."""
    connected = await connections.find(ctx)
    if connected is not None and not connected.embedded:
        return []
    return [Channel(one.state, one.name, one.gone) for one in await contact_ways.states(ctx)]
