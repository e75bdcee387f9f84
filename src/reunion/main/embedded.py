"""Growth's connection to the platform of this very process: the same client, over an in-process transport."""

import httpx

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.growth.connection import Connection
from reunion.platform.apps import service as apps
from reunion.platform.corps import service as corps
from reunion.surfaces.open.gate import OpenGate
from reunion.wecom.client import Client

_INSIDE = "http://reunion.internal"


def connect(db: Database, vault: Vault, gate: OpenGate) -> Connection:
    """Calls go through the protocol as everybody's do; only the network is left out."""
    transport = httpx.ASGITransport(app=gate)  # pyright: ignore[reportArgumentType]

    async def credentials(corp_id: int) -> tuple[str, str]:
        async with db.transaction() as tx:
            ctx = Context(corp_id, SYSTEM, tx, clock.now())
            app = await apps.system_app(ctx, "customer_contact")
            corp = await corps.require(ctx)
            return corp.wire_id, await apps.own_secret(ctx, vault, app.id)

    def open_client(corpid: str, secret: str) -> Client:
        http = httpx.AsyncClient(transport=transport, base_url=_INSIDE)
        return Client(corpid, secret, base_url=_INSIDE, http=http)

    return Connection(credentials, open_client)
