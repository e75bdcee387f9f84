"""Who calls, and who may: sessions by cookie or bearer token, CSRF, and roles per route.

Every route of our own surfaces names who may call it: `opt=allow("admin")`. A route that does not
stops the server from starting (`check_routes`), so nothing is open by forgetting.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from reunion.core.context import SYSTEM, Actor
from reunion.core.errors import AppError, Forbidden, NotSignedIn

Surface = Literal["console", "desk", "app", "sidebar"]
"""`sidebar`: growth's page beside a chat, signed in by WeCom's OAuth2; it has bearer tokens and no cookie."""
Role = Literal[
    "super_admin", "admin", "scoped", "officer", "member", "customer", "follower", "public"
]
"""`officer`: a member without an administrator's role who may enter the console for a duty; `follower`: a
member in the sidebar, known by his userid in WeCom alone."""
Duty = Literal["compliance"]
SURFACES: tuple[Surface, ...] = ("console", "desk", "app")
"""Those with cookies."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Caller(msgspec.Struct, frozen=True):
    """A signed-in principal. `corp_id` is 0 for customers, who belong to none."""

    surface: Surface
    principal_id: int
    corp_id: int
    role: Role
    name: str
    userid: str
    csrf_token: str
    bearer: bool
    session_id: str
    departments: tuple[int, ...] = ()
    duties: tuple[Duty, ...] = ()

    @property
    def scope(self) -> tuple[int, ...] | None:
        """The departments that a scoped administrator is held to; None: the whole company."""
        return self.departments if self.role == "scoped" else None

    @property
    def actor(self) -> Actor:
        """How this caller appears in the audit log."""
        kinds = {"console": "admin", "desk": "member", "app": "customer", "sidebar": "member"}
        kind = kinds[self.surface]
        return Actor(kind, self.principal_id, self.name)  # pyright: ignore[reportArgumentType]


# (connection to the database, surface, token) -> the caller, or None when the session is over
FindCaller = Callable[[Any, Surface, str], Awaitable[Caller | None]]


class CsrfFailed(AppError):
    """A write came without the session's CSRF token, or from another site."""

    errcode = 48002
    status = 403
    code = "csrf"
    title_zh = "页面已过期，请刷新后再试"
    title_en = "The page is out of date; reload it and try again"


class AccountClosed(AppError):
    """The session's member was disabled or has resigned: his device shall keep nothing of
    `principal_id`."""

    errcode = 40014
    status = 401
    code = "account_closed"
    title_zh = "您的账号已停用，请联系管理员"
    title_en = "Your account is closed; ask an administrator"


class DutyNeeded(Forbidden):
    """A route that is for those with a duty alone, whatever their role."""

    title_zh = "只有合规人员可以查看，请联系超级管理员授权"
    title_en = "Only compliance officers may do this; ask a super administrator for the duty"


def allow(*roles: Role, duty: Duty | None = None) -> dict[str, Any]:
    """For a route's `opt`: who may call it; with a `duty`, only those among them who have it."""
    return {"allow": frozenset(roles), "duty": duty}


def cookie_name(surface: Surface) -> str:
    """The session cookie of one surface; each has its own, so that one browser can hold all three."""
    return f"reunion_{surface}"


def surface_of(path: str) -> Surface | None:
    """`/api/desk/...` -> desk."""
    for surface in (*SURFACES, "sidebar"):
        if path.startswith(f"/api/{surface}/"):
            return surface
    return None


def token_of(connection: ASGIConnection, surface: Surface) -> tuple[str | None, bool]:
    """The token that came with a request, and whether it was a bearer token."""
    header = connection.headers.get("authorization", "")
    if header[:7].lower() == "bearer ":
        return header[7:].strip(), True
    return connection.cookies.get(cookie_name(surface)), False


def same_origin(origin: str | None, host: str, public_url: str) -> bool:
    """Whether a browser's Origin is this server, by the Host asked for or by its public address."""
    if origin is None:
        return True
    return urlsplit(origin).netloc in {host, urlsplit(public_url).netloc}


async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Finds the caller and refuses who may not call this route."""
    roles = handler.opt.get("allow")
    if roles is None:
        return
    method = connection.scope.get("method", "GET")
    state = connection.app.state
    unsafe = method not in _SAFE
    origin = connection.headers.get("origin")
    host = connection.headers.get("host", "")
    surface = surface_of(connection.scope["path"])
    token, bearer = token_of(connection, surface) if surface else (None, False)
    if unsafe and not bearer and not same_origin(origin, host, state.config.public_url):
        raise CsrfFailed
    caller: Caller | None = None
    if surface and token:
        async with state.db.connection() as database:
            caller = await state.find_caller(database, surface, token)
    connection.scope["caller"] = caller  # pyright: ignore[reportGeneralTypeIssues]
    if "public" in roles:
        return
    if caller is None:
        if surface and token:
            async with state.db.connection() as database:
                closed = await state.find_closed(database, surface, token)
            if closed is not None:
                raise AccountClosed(principal_id=closed)
        raise NotSignedIn
    if unsafe and not bearer and connection.headers.get("x-csrf-token") != caller.csrf_token:
        raise CsrfFailed
    if caller.role not in roles:
        raise Forbidden
    duty = handler.opt.get("duty")
    if duty is not None and duty not in caller.duties:
        raise DutyNeeded


def visitor(connection: ASGIConnection) -> Actor:
    """The actor of a request: the caller, or a visitor without a name on public routes."""
    caller: Caller | None = connection.scope.get("caller")  # pyright: ignore[reportAssignmentType]
    return caller.actor if caller else SYSTEM


def check_routes(handlers: Iterable[object]) -> None:
    """Fails at start-up when a route of our own surfaces does not say who may call it."""
    for handler in handlers:
        if isinstance(handler, HTTPRouteHandler) and "allow" not in handler.opt:
            paths = ", ".join(sorted(handler.paths))
            raise RuntimeError(f"{paths} does not say who may call it: add opt=allow(...)")
