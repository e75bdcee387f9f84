"""Is it alive, is it ready, and what does it count."""

import hmac
import time
from typing import Any

import asyncpg
from litestar import Request, Response, get
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

from reunion.core.config import Config, is_loopback
from reunion.core.errors import NotFound, NotSignedIn
from reunion.main.version import VERSION
from reunion.surfaces import problems
from reunion.surfaces.access import allow

REQUESTS = Counter("reunion_http_requests_total", "HTTP requests", ["surface", "status"])
SECONDS = Histogram(
    "reunion_http_seconds", "Time to answer an HTTP request", ["surface"],
    buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5),
)  # fmt: skip
OUTBOX = Gauge("reunion_outbox_pending", "Events that no relay has handled yet")
CALLBACKS = Gauge("reunion_callbacks_pending", "Callback deliveries that wait")
SOCKETS = Gauge("reunion_sockets", "Open sockets of this process")
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


class TokenNeeded(NotSignedIn):
    """The token is missing or wrong."""

    code = "metrics_token"
    title_zh = "请用设置 metrics_token 里的令牌：Authorization: Bearer …"
    title_en = "Give the token of the setting metrics_token: Authorization: Bearer …"


@get("/healthz", opt=allow("public"), include_in_schema=True, tags=["operations"])
async def healthz() -> dict[str, str]:
    """Answers while the process runs."""
    return {"status": "ok", "version": VERSION}


@get("/readyz", opt=allow("public"), tags=["operations"])
async def readyz(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """200 when the database answers and its schema is there, 503 otherwise."""
    checks: dict[str, str] = {}
    try:
        async with request.app.state.db.connection() as connection:
            await connection.fetchval("SELECT count(*) FROM corp")
            checks["database"] = "ok"
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
        checks["database"] = type(error).__name__
    ready = all(value == "ok" for value in checks.values())
    body = {"status": "ok" if ready else "unavailable", "checks": checks}
    return Response(body, status_code=200 if ready else 503)


@get("/metrics", opt=allow("public"), include_in_schema=False)
async def metrics(request: Request[Any, Any, Any]) -> Response[Any]:
    """Prometheus text, for callers on this machine and those with `metrics_token`. Counts only,
    nothing about anybody."""
    config: Config = request.app.state.config
    if not _is_on_this_machine(request) and not _has_token(request, config.metrics_token):
        if not config.metrics_token:
            raise NotFound
        answer = problems.app_error(request, TokenNeeded())
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    async with request.app.state.db.connection() as connection:
        OUTBOX.set(await connection.fetchval("SELECT count(*) FROM event WHERE NOT relayed"))
        CALLBACKS.set(
            await connection.fetchval(
                "SELECT count(*) FROM callback_delivery WHERE state = 'pending'"
            )
        )
    SOCKETS.set(request.app.state.gateway.open_sockets)
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _is_on_this_machine(request: Request[Any, Any, Any]) -> bool:
    """What came through a proxy is somebody else's, whoever the proxy is."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    return request.client is not None and is_loopback(request.client.host)


def _has_token(request: Request[Any, Any, Any], token: str) -> bool:
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def counted(app: ASGIApp) -> Any:
    """Counts answers per surface."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        surface = _surface(scope["path"])
        started = time.perf_counter()

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                REQUESTS.labels(surface, str(message["status"])).inc()
                SECONDS.labels(surface).observe(time.perf_counter() - started)
            await send(message)

        await app(scope, receive, send_counted)

    return wrapped


def _surface(path: str) -> str:
    parts = path.split("/", 3)
    if path.startswith("/api/") and len(parts) > 2:
        return parts[2] if parts[2] in {"console", "desk", "app"} else "other"
    if path.startswith("/cgi-bin/"):
        return "open"
    return "other"


routes: list[Any] = [healthz, readyz, metrics]
