"""Members sign in to console and desk: by userid, mobile or email, with a password."""

from collections.abc import Sequence
from datetime import timedelta

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.core.phone import national
from reunion.platform.access import limits, passwords, sessions, store
from reunion.platform.access.limits import Limit
from reunion.platform.access.model import (
    Account,
    AccountDisabled,
    Client,
    NotAnAdministrator,
    Session,
    Signed,
    SignIn,
    TooManySignIns,
    WhichCorp,
    WrongCredentials,
)
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import picture_url
from reunion.surfaces.access import Surface

WINDOW = timedelta(minutes=15)
_PER_ACCOUNT_AND_ADDRESS = 10
PER_ACCOUNT = 50
_PER_ADDRESS = 200


async def sign_in(
    db: Database,
    vault: Vault,
    surface: Surface,
    data: SignIn,
    client: Client,
    *,
    bearer: bool = False,
    old_token: str | None = None,
) -> tuple[Session, Signed]:
    """Checks the password and begins a session; `old_token`'s session ends, so that a planted
    cookie is worth nothing.

    The attempt is counted and committed before the password is looked at. Raises TooManySignIns,
    WrongCredentials, WhichCorp, AccountDisabled, NotAnAdministrator.
    """
    username = data.username.strip()
    now = clock.now()
    async with db.transaction() as tx:
        reserved = await limits.reserve(
            tx, vault, now, _sign_in_limits(username, client), TooManySignIns
        )
    async with db.connection() as connection:
        accounts = await store.accounts(connection, username, national(username), data.corp)
    account = await _the_one(db, accounts, data.password)
    if account.status == "disabled":
        raise AccountDisabled
    if surface == "console" and account.role == "member":
        raise NotAnAdministrator
    async with db.transaction() as tx:
        kind = "admin" if surface == "console" else "member"
        ctx = Context(account.corp_id, Actor(kind, account.member_id, account.name), tx, now)
        await limits.release(tx, reserved)
        return await _begin(ctx, surface, account, client, bearer, old_token)


def _sign_in_limits(username: str, client: Client) -> list[Limit]:
    account = username.lower()
    return [
        Limit(f"sign-in {account} from {client.ip}", _PER_ACCOUNT_AND_ADDRESS, WINDOW),
        Limit(f"sign-in {account}", PER_ACCOUNT, WINDOW),
        Limit(f"sign-in from {client.ip}", _PER_ADDRESS, WINDOW),
    ]


async def _the_one(db: Database, accounts: Sequence[Account], password: str) -> Account:
    """The account whose password this is. Where nobody is meant the work is the same."""
    if not accounts:
        await passwords.matches(None, password)
    by_corp: dict[int, Account] = {}
    for account in accounts:
        if await passwords.matches(account.password_hash, password):
            by_corp.setdefault(account.corp_id, account)
    if not by_corp:
        raise WrongCredentials
    if len(by_corp) > 1:
        async with db.connection() as connection:
            cards = await corps.cards(connection, set(by_corp))
        raise WhichCorp(
            corps=[{"wire_id": c.wire_id, "name": c.name} for _, c in sorted(cards.items())]
        )
    return next(iter(by_corp.values()))


async def _begin(
    ctx: Context,
    surface: Surface,
    account: Account,
    client: Client,
    bearer: bool,
    old_token: str | None,
) -> tuple[Session, Signed]:
    if old_token and not bearer:
        await sessions.end_token(ctx, surface, old_token)
    signed = await sessions.start(
        ctx.tx,
        surface,
        corp_id=ctx.corp_id,
        principal_id=account.member_id,
        client=client,
        now=ctx.now,
        bearer=bearer,
    )
    if await store.activate(ctx, account.member_id):
        await outbox.append(
            ctx,
            "member.updated",
            subject=account.userid,
            key=f"member:{account.member_id}",
            data={
                "userid": account.userid, "member_id": account.member_id, "changed": {"status": 1}
            },
        )  # fmt: skip
    await outbox.append(
        ctx,
        "session.started",
        subject=account.userid,
        data={"surface": surface, "ip": client.ip, "bearer": bearer},
    )
    shown = await describe(ctx, account.member_id, signed.csrf_token)
    return shown, signed


async def describe(ctx: Context, member_id: int, csrf_token: str) -> Session:
    """The session as its owner sees it."""
    row = await store.profile(ctx.tx, ctx.corp_id, member_id)
    if row is None:
        raise WrongCredentials
    cards = await corps.cards(ctx.tx, {ctx.corp_id})
    return Session(
        csrf_token=csrf_token,
        principal_id=member_id,
        name=row["name"],
        avatar_url=picture_url(row["avatar_media_id"]),
        corp=cards.get(ctx.corp_id),
        userid=row["userid"],
        role=row["role"],
        duties=row["duties"],
    )
