"""The customer's app: signing in with a code, and the profile."""

from litestar import Response, delete, get, patch, post

from reunion.core.clock import clock
from reunion.core.config import Config
from reunion.core.context import Actor, Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.platform.access import service as access
from reunion.platform.access.model import Session, Signed, Token
from reunion.platform.access.routes import AnyRequest, client_of, session_cookie
from reunion.platform.corps.model import picture_url
from reunion.platform.people import codes, service
from reunion.platform.people.model import (
    AppSignIn,
    CodeRequest,
    CodeSent,
    Person,
    Profile,
    ProfilePatch,
    profile,
    shown_phone,
)
from reunion.surfaces.access import Caller, allow, cookie_name

_CUSTOMER = allow("customer")


def _session(person: Person, csrf_token: str) -> Session:
    return Session(
        csrf_token=csrf_token,
        principal_id=person.id,
        name=person.name,
        avatar_url=picture_url(person.avatar_media_id),
        role="customer",
        phone=shown_phone(person.phone),
    )


async def _sign_in(
    db: Database, vault: Vault, data: AppSignIn, request: AnyRequest, *, bearer: bool
) -> tuple[Session, Signed]:
    client = client_of(request)
    phone = await codes.redeem(db, vault, data.phone, data.code, client.ip)
    now = clock.now()
    async with db.transaction() as tx:
        person = await service.ensure(tx, phone, data.name, now)
        ctx = Context(0, Actor("customer", person.id, person.name), tx, now)
        old = request.cookies.get(cookie_name("app"))
        if old and not bearer:
            await access.end_token(ctx, "app", old)
        signed = await access.start(
            tx, "app", corp_id=None, principal_id=person.id, client=client, now=now, bearer=bearer
        )
    return _session(person, signed.csrf_token), signed


@post("/api/app/codes", opt=allow("public"), status_code=200)
async def request_code(
    data: CodeRequest, request: AnyRequest, db: Database, vault: Vault, config: Config
) -> CodeSent:
    """获取验证码 Send a one-time code to a phone."""
    return await codes.request(db, vault, config, data.phone, client_of(request).ip)


@post("/api/app/session", opt=allow("public"), status_code=200)
async def begin_app_session(
    data: AppSignIn, request: AnyRequest, db: Database, vault: Vault, config: Config
) -> Response[Session]:
    """登录 Sign in with phone and code; a new phone makes a new account. Sets the session cookie."""
    session, signed = await _sign_in(db, vault, data, request, bearer=False)
    return Response(session, cookies=[session_cookie(config, "app", signed)])


@post("/api/app/tokens", opt=allow("public"), status_code=200)
async def make_app_token(data: AppSignIn, request: AnyRequest, db: Database, vault: Vault) -> Token:
    """获取脚本令牌 The same sign-in for scripts: a bearer token in place of a cookie."""
    session, signed = await _sign_in(db, vault, data, request, bearer=True)
    return Token(signed.token, signed.expires_at, session)


@get("/api/app/session", opt=_CUSTOMER)
async def read_app_session(ctx: Context, caller: Caller) -> Session:
    """当前登录 Who is signed in."""
    return _session(await service.get(ctx.tx, caller.principal_id), caller.csrf_token)


@get("/api/app/profile", opt=_CUSTOMER)
async def read_profile(ctx: Context) -> Profile:
    """我的资料 Name, phone and notification settings."""
    return profile(await service.get(ctx.tx, ctx.actor.id))


@patch("/api/app/profile", opt=_CUSTOMER)
async def change_profile(ctx: Context, data: ProfilePatch) -> Profile:
    """修改资料 Change what is given."""
    return profile(await service.change_profile(ctx, data))


@delete("/api/app/profile", opt=_CUSTOMER, status_code=204)
async def leave(ctx: Context) -> None:
    """注销账号 The account ends: every contact is deleted, and the phone is free."""
    await service.leave(ctx)


routes = [
    request_code,
    begin_app_session,
    make_app_token,
    read_app_session,
    read_profile,
    change_profile,
    leave,
]
