"""Routes that surfaces have alike: signing out, own sessions; for members signing in as well."""

from typing import Any, Literal

from litestar import Request, Response, delete, get, post
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

from reunion.core.clock import clock
from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.core.errors import NotSignedIn
from reunion.platform.access import limits, service, sign_in
from reunion.platform.access.limits import Limit
from reunion.platform.access.model import (
    Client,
    OpenSessions,
    PasswordChange,
    Session,
    Signed,
    SignIn,
    Token,
)
from reunion.platform.access.sign_in import PER_ACCOUNT, WINDOW, TooManySignIns
from reunion.surfaces.access import Caller, Role, Surface, allow, cookie_name, token_of

AnyRequest = Request[Any, Any, Any]


def client_of(request: AnyRequest) -> Client:
    """Address and browser of a request; the server has already put right what a proxy says."""
    address = request.client.host if request.client else ""
    return Client(address, request.headers.get("user-agent", ""))


def session_cookie(config: Config, surface: Surface, signed: Signed) -> Cookie:
    return Cookie(
        key=cookie_name(surface),
        value=signed.token,
        max_age=max(0, int((signed.expires_at - clock.now()).total_seconds())),
        path="/",
        httponly=True,
        samesite="lax",
        secure=config.public_url.startswith("https://"),
    )


def _no_cookie(surface: Surface) -> Cookie:
    return Cookie(
        key=cookie_name(surface), value="", max_age=0, path="/", httponly=True, samesite="lax"
    )


def own_session_routes(surface: Surface, *roles: Role) -> list[HTTPRouteHandler]:
    """Sign out, list and end one's own sessions."""

    @delete(f"/api/{surface}/session", opt=allow("public"), status_code=204)
    async def end_session(ctx: Context, request: AnyRequest) -> Response[None]:
        """退出登录 End this session; nothing happens when there is none."""
        token, _ = token_of(request, surface)
        if token:
            await service.end_token(ctx, surface, token)
        return Response(None, cookies=[_no_cookie(surface)])

    @get(f"/api/{surface}/sessions", opt=allow(*roles))
    async def list_sessions(ctx: Context, caller: Caller) -> OpenSessions:
        """我的登录 The caller's open sessions."""
        return OpenSessions(await service.of(ctx, caller))

    @delete(f"/api/{surface}/sessions/{{session_id:int}}", opt=allow(*roles), status_code=204)
    async def end_one_session(ctx: Context, caller: Caller, session_id: int) -> None:
        """结束一个登录 End one of the caller's sessions, here or elsewhere."""
        await service.end_one(ctx, caller.principal_id, session_id)

    return [end_session, list_sessions, end_one_session]


def member_routes(surface: Literal["console", "desk"], *roles: Role) -> list[HTTPRouteHandler]:
    """Sign-in with a password, tokens for scripts, the session, and changing one's password."""

    @post(f"/api/{surface}/session", opt=allow("public"), status_code=200)
    async def begin_session(
        data: SignIn, request: AnyRequest, db: Database, vault: Vault, config: Config
    ) -> Response[Session]:
        """登录 Sign in; sets the session cookie."""
        old = request.cookies.get(cookie_name(surface))
        session, signed = await sign_in.sign_in(
            db, vault, surface, data, client_of(request), old_token=old
        )
        return Response(session, cookies=[session_cookie(config, surface, signed)])

    @post(f"/api/{surface}/tokens", opt=allow("public"), status_code=200)
    async def make_token(data: SignIn, request: AnyRequest, db: Database, vault: Vault) -> Token:
        """获取脚本令牌 The same sign-in for scripts: a bearer token in place of a cookie."""
        session, signed = await sign_in.sign_in(
            db, vault, surface, data, client_of(request), bearer=True
        )
        return Token(signed.token, signed.expires_at, session)

    @get(f"/api/{surface}/session", opt=allow(*roles))
    async def read_session(ctx: Context, caller: Caller) -> Session:
        """当前登录 Who is signed in."""
        return await sign_in.describe(ctx, caller.principal_id, caller.csrf_token)

    @post(f"/api/{surface}/password", opt=allow(*roles), status_code=200)
    async def change_password(
        data: PasswordChange, request: AnyRequest, db: Database, vault: Vault, config: Config
    ) -> Response[Session]:
        """修改密码 Change one's own password; all other sessions end."""
        caller: Caller | None = request.scope.get("caller")  # pyright: ignore[reportAssignmentType]
        if caller is None:
            raise NotSignedIn
        now = clock.now()
        limit = Limit(f"password of {caller.principal_id}", PER_ACCOUNT, WINDOW)
        async with db.transaction() as tx:
            reserved = await limits.reserve(tx, vault, now, [limit], TooManySignIns)
        async with db.transaction() as tx:
            ctx = Context(caller.corp_id, caller.actor, tx, now)
            signed = await service.change_password(ctx, caller, data.old, data.new)
            await limits.release(tx, reserved)
            csrf_token = signed.csrf_token if signed else caller.csrf_token
            session = await sign_in.describe(ctx, caller.principal_id, csrf_token)
        cookies = [session_cookie(config, surface, signed)] if signed else []
        return Response(session, cookies=cookies)

    return [begin_session, make_token, read_session, change_password]
