"""The web process: every surface, the sockets, the web apps."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin

from reunion.core import pinyin
from reunion.core.config import Config
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.growth.mirror.reaching import reach
from reunion.growth.sidebar import sessions as sidebar
from reunion.growth.tracking.gate import Gate as EventGate
from reunion.main import docs, embedded, health, modules, public_pages, static
from reunion.main.database import database_url
from reunion.main.headers import secured
from reunion.main.version import VERSION
from reunion.platform.access.sessions import find_caller, find_closed
from reunion.realtime.bus import Bus
from reunion.realtime.gateway import Gateway
from reunion.storage.blobs import Blobs
from reunion.surfaces import problems, workbench
from reunion.surfaces.access import Caller, Surface, allow, check_routes, guard
from reunion.surfaces.context import dependencies, giving_back
from reunion.surfaces.open.gate import OpenGate
from reunion.wecom.openapi import merge_open_paths

log = logging.getLogger("reunion")

_DESCRIPTION = (
    "The console (headquarters), desk (staff) and app (customers) surfaces, and the open surface "
    "that is compatible with WeCom's server API."
)


async def _find_caller(connection: Any, surface: Surface, token: str) -> Caller | None:
    """Sessions of the sidebar are growth's, all others the platform's."""
    if surface == "sidebar":
        return await sidebar.find_caller(connection, token)
    return await find_caller(connection, surface, token)


class _Application(Litestar):
    """Our shapes are msgspec structs: the plugins for pydantic and attrs, which come by themselves where
    these are installed, would only import them."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


@get("/openapi.json", opt=allow("public"), include_in_schema=False)
async def openapi_json(request: Request[Any, Any, Any]) -> Response[Any]:
    """Every surface in one document."""
    state = request.app.state
    if "openapi" not in state:
        state.openapi = merge_open_paths(request.app.openapi_schema.to_schema())
    return Response(state.openapi, media_type="application/json")


def create_app(config: Config) -> Any:
    """The ASGI application of one web process: HTTP by Litestar, sockets by the gateway."""
    db = Database(database_url(config), max_size=config.database_pool)
    vault = Vault.open(Path(config.secret_key_file))
    bus = Bus(db)
    blobs = Blobs(config.data / "blobs")
    state = State(
        {
            "config": config, "db": db, "vault": vault, "bus": bus, "blobs": blobs,
            "find_caller": _find_caller, "find_closed": find_closed,
        }
    )  # fmt: skip
    modules.load_reactions()
    ours = [*modules.own_routes(), *workbench.routes]
    routes = [
        *ours,
        *health.routes,
        *static.routes,
        *public_pages.routes,
        *docs.routes,
        openapi_json,
    ]
    check_routes(routes)
    gate = OpenGate(db=db, vault=vault, config=config, bus=bus, blobs=blobs)
    events = EventGate(db, bus)
    gateway = Gateway(db=db, bus=bus, config=config, find_caller=find_caller)
    state["gateway"] = gateway
    state["wecom"] = embedded.connect(db, vault, gate, config)
    state["engine"] = engine = Engine.of(config)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncGenerator[None, None]:
        await db.open()
        await bus.start()
        await gate.start()
        await gateway.start()
        asyncio.get_running_loop().run_in_executor(None, pinyin.load)  # before a name needs it
        try:
            yield
        finally:
            await gateway.stop()
            await events.stop()
            await gate.stop()
            await bus.stop()
            await engine.close()
            await db.close()

    litestar = _Application(
        # One router: of single handlers each would be set up anew for every other that comes to its address.
        route_handlers=[Router("/", route_handlers=routes)],
        state=state,
        guards=[guard],
        dependencies={**dependencies, "reach": Provide(reach)},
        exception_handlers=problems.handlers,
        lifespan=[lifespan],
        openapi_config=OpenAPIConfig(
            title="Reunion 重逢",
            version=VERSION,
            description=_DESCRIPTION,
            path="/_schema",
            use_handler_docstrings=True,
            render_plugins=[],
            components=Components(
                security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}
            ),
        ),
        request_max_body_size=config.upload_limit_mb * 1024 * 1024,
        logging_config=None,
    )

    own_surfaces = giving_back(litestar)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await gateway(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith("/cgi-bin/"):
            await gate(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith("/v1/"):
            await events(scope, receive, send)
        else:
            await own_surfaces(scope, receive, send)

    return secured(health.counted(application), https=config.public_url.startswith("https://"))
