"""企业微信连接: which WeCom this company's growth works with."""

from datetime import datetime
from typing import Literal

import msgspec
from litestar import get, post

from reunion.core.clock import clock
from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.growth.connection import checks, service
from reunion.growth.connection.clients import Connection
from reunion.growth.connection.model import (
    CALLBACK_PATH,
    Connected,
    ConnectionCheck,
    ConnectionSetting,
)
from reunion.surfaces.access import Caller, allow


class ConnectionView(msgspec.Struct):
    """`state` off: nothing is read yet. Secret and key are never shown, only whether there are any."""

    state: Literal["off", "embedded", "foreign"]
    base_url: str
    corpid: str
    agentid: int | None
    has_secret: bool
    callback_url: str
    callback_token: str
    has_key: bool
    verified_at: datetime | None
    heard_at: datetime | None
    every_hours: int
    has_archive: bool
    since: datetime | None


class Trial(msgspec.Struct):
    """Settings to be tested before they are saved; null: what is set now."""

    setting: ConnectionSetting | None = None


class ConnectionChecks(msgspec.Struct):
    items: list[ConnectionCheck]


def view(connected: Connected | None, config: Config) -> ConnectionView:
    """As the console shows it."""
    if connected is None:
        return ConnectionView(
            "off", "", "", None, False, "", "", False, None, None, 24, False, None
        )
    return ConnectionView(
        "embedded" if connected.embedded else "foreign", connected.base_url, connected.corpid,
        connected.agentid, not connected.embedded,
        f"{config.public_url}{CALLBACK_PATH}/{connected.address}",
        connected.callback_token, connected.has_key, connected.verified_at, connected.heard_at,
        connected.every_hours, connected.has_archive, connected.since,
    )  # fmt: skip


@get(
    "/api/console/wecom-connection",
    opt=allow("super_admin", "admin"),
    operation_id="wecom_connection",
)
async def read_connection(ctx: Context, config: Config) -> ConnectionView:
    """企业微信连接 Which WeCom it is, and where its callbacks come in."""
    return view(await service.find(ctx), config)


@post(
    "/api/console/wecom-connection/test",
    opt=allow("super_admin"),
    status_code=200,
    operation_id="wecom_connection_test",
)
async def test_connection(
    data: Trial,
    caller: Caller,
    wecom: Connection,
    db: Database,
    vault: Vault,
    language: str,
) -> ConnectionChecks:
    """连接测试 What is set now, or what is given and not saved yet; says of each thing what is missing."""
    async with db.connection() as connection:
        ctx = Context(caller.corp_id, caller.actor, connection, clock.now())
        connected = await service.find(ctx)
        given = data.setting if data.setting and data.setting.base_url else None
        target = await service.tested(ctx, vault, given) if given else None
    if target is None:
        client = await wecom.of(caller.corp_id)
        archive = await wecom.archive(caller.corp_id)
        return ConnectionChecks(await checks.run(client, connected, language, archive))
    async with wecom.open(target) as client:
        return ConnectionChecks(await checks.run(client, None, language))


routes = [read_connection, test_connection]
