"""Sessions: only a hash of the token is kept, so the database gives nobody a way in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from reunion.core import ids
from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.core.crypto import token_hash
from reunion.core.errors import NotFound
from reunion.platform.access import store
from reunion.platform.access.model import BEARER, LIFETIMES, Client, OpenSession, Signed
from reunion.realtime.notify import sign_out
from reunion.surfaces.access import Caller, Surface

_SEEN_EVERY = timedelta(minutes=1)


async def find_caller(connection: Any, surface: Surface, token: str) -> Caller | None:
    """Who holds this token; None when the session is over, or its member was disabled or resigned.
    Read at every request, so that an end takes effect at once on every node."""
    now = clock.now()
    row = await store.find(
        connection, token_hash(token), surface, now, now - LIFETIMES[surface].idle
    )
    if row is None:
        return None
    if now - row["seen_at"] > _SEEN_EVERY:
        await store.touch(connection, row["id"], now)
    own = "officer" if row["role"] == "member" else row["role"]
    role = {"console": own, "desk": "member", "app": "customer"}[surface]
    return Caller(
        surface=surface,
        principal_id=row["principal_id"],
        corp_id=row["corp_id"] or 0,
        role=role,
        name=row["name"],
        userid=row["userid"] or "",
        csrf_token=row["csrf_token"],
        bearer=row["bearer"],
        session_id=str(row["id"]),
        departments=tuple(row["role_departments"] or ()),
        duties=tuple(row["duties"]),
    )


async def find_closed(connection: Any, surface: Surface, token: str) -> int | None:
    """The member whose token this was, where he was disabled or resigned."""
    return await store.closed(connection, token_hash(token), surface)


async def start(
    tx: Any,
    surface: Surface,
    *,
    corp_id: int | None,
    principal_id: int,
    client: Client,
    now: datetime,
    bearer: bool = False,
) -> Signed:
    """A new session with a new token. `corp_id` None: a customer's."""
    token, csrf_token = ids.token(), ids.token(18)
    expires_at = now + (BEARER if bearer else LIFETIMES[surface]).absolute
    session_id = await store.insert_session(
        tx,
        token_hash=token_hash(token),
        surface=surface,
        corp_id=corp_id,
        principal_id=principal_id,
        bearer=bearer,
        csrf_token=csrf_token,
        client=Client(client.ip[:64], client.user_agent[:300]),
        now=now,
        expires_at=expires_at,
    )
    return Signed(token, csrf_token, expires_at, session_id)


async def rotate(ctx: Context, session_id: int) -> Signed:
    """The same session under a new token; the old token is worth nothing from here on."""
    token, csrf_token = ids.token(), ids.token(18)
    expires_at = await store.replace_token(
        ctx.tx, session_id, token_hash(token), csrf_token, ctx.now
    )
    return Signed(token, csrf_token, expires_at, session_id)


async def end_token(ctx: Context, surface: Surface, token: str) -> None:
    """Ends the session of a token, if there is one: sign-out, and the old session at a sign-in."""
    ended = await store.end_by_token(ctx.tx, token_hash(token), surface)
    if ended:
        await sign_out(ctx, principal_id=ended[0], session_id=str(ended[1]))


async def end_all(ctx: Context, principal_ids: Iterable[int]) -> None:
    """Ends every session of these principals and closes their sockets."""
    ids_ = list(principal_ids)
    await store.end(ctx.tx, ids_)
    for principal_id in ids_:
        await sign_out(ctx, principal_id=principal_id)


async def shut_out(ctx: Context, principal_ids: Iterable[int]) -> None:
    """Ends every session of members who may not come in any more; their devices are told so, also
    those that ask later."""
    ids_ = list(principal_ids)
    await store.expire(ctx.tx, ids_, ctx.now)
    for principal_id in ids_:
        await sign_out(ctx, principal_id=principal_id)


async def end_others(ctx: Context, principal_id: int, keep: int) -> None:
    """Ends every session of this principal but one."""
    for session_id in await store.end(ctx.tx, [principal_id], but=keep):
        await sign_out(ctx, principal_id=principal_id, session_id=str(session_id))


async def end_one(ctx: Context, principal_id: int, session_id: int) -> None:
    """Ends one of the principal's own sessions; raises NotFound when it is not one of them."""
    if not await store.end(ctx.tx, [principal_id], only=session_id):
        raise NotFound
    await sign_out(ctx, principal_id=principal_id, session_id=str(session_id))


async def of(ctx: Context, caller: Caller) -> list[OpenSession]:
    """The caller's open sessions, the last used first."""
    return await store.of_principal(ctx.tx, caller.principal_id, int(caller.session_id), ctx.now)
