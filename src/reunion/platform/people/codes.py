"""One-time codes: asked for, sent, tried at most five times, used once."""

import hmac
from datetime import timedelta

from reunion.core import ids
from reunion.core.clock import clock
from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.core.errors import Forbidden, Text
from reunion.platform.access import service as access
from reunion.platform.access.service import Limit
from reunion.platform.corps import service as corps
from reunion.platform.people import senders, store
from reunion.platform.people.model import (
    CODE_ATTEMPTS,
    CODE_DIGITS,
    CODE_LIFETIME,
    RESEND_AFTER,
    CodeNotSent,
    CodeSent,
    SentCode,
    TooManyCodes,
    WrongCode,
    require_phone,
    shown_phone,
)

_PURPOSE = "one-time-code"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_PER_PHONE_AN_HOUR = 6
_PER_PHONE_A_DAY = 20
_PER_ADDRESS_AN_HOUR = 60
_TRIES_PER_ADDRESS = 100


async def request(db: Database, vault: Vault, config: Config, phone: str, ip: str) -> CodeSent:
    """Makes a code and sends it. The answer is the same whether the phone has an account or not.
    Raises Invalid, TooManyCodes, CodeNotSent."""
    number = require_phone(phone)
    now = clock.now()
    code = ids.digits(CODE_DIGITS)
    limits = [
        Limit(f"code again {number}", 1, RESEND_AFTER),
        Limit(f"code {number}", _PER_PHONE_AN_HOUR, _HOUR),
        Limit(f"code today {number}", _PER_PHONE_A_DAY, _DAY),
        Limit(f"code from {ip}", _PER_ADDRESS_AN_HOUR, _HOUR),
    ]
    async with db.transaction() as tx:
        reserved = await access.reserve(tx, vault, now, limits, TooManyCodes)
        code_id = await store.insert_code(
            tx, number, vault.seal(_PURPOSE, code), now, now + CODE_LIFETIME
        )
    try:
        await senders.send(config, number, code)
    except CodeNotSent:
        async with db.transaction() as tx:
            await access.release(tx, reserved[:1])
            await store.expire_code(tx, code_id, now)
        raise
    return CodeSent(int(CODE_LIFETIME.total_seconds()), int(RESEND_AFTER.total_seconds()))


async def redeem(db: Database, vault: Vault, phone: str, code: str, ip: str) -> str:
    """Uses the code up and answers the phone as E.164; raises Invalid, TooManyCodes, WrongCode.
    A wrong try is counted and committed before the code is compared."""
    number = require_phone(phone)
    now = clock.now()
    async with db.transaction() as tx:
        limit = Limit(f"code tried from {ip}", _TRIES_PER_ADDRESS, _HOUR)
        reserved = await access.reserve(tx, vault, now, [limit], TooManyCodes)
        found = await store.take_attempt(tx, number, CODE_ATTEMPTS, now)
    if found is None:
        raise WrongCode
    code_id, sealed = found
    if not hmac.compare_digest(vault.unseal(_PURPOSE, sealed).encode(), code.strip().encode()):
        raise WrongCode
    async with db.transaction() as tx:
        if not await store.use_code(tx, code_id, now):
            raise WrongCode
        await access.release(tx, reserved)
    return number


async def outbox_page(ctx: Context, vault: Vault, config: Config) -> list[SentCode]:
    """The codes sent last. A code lets its reader in as that customer, in every company: so only
    the company that runs the server sees them, and only where there is no gateway to send them."""
    if not await corps.runs_this_server(ctx):
        raise Forbidden(
            Text(
                "验证码发件箱只对运行本服务器的企业开放",
                "the outbox of codes is open to the company that runs this server",
            )
        )
    show = config.otp_sender == "console"
    return [
        SentCode(
            id=row["id"],
            phone=shown_phone(row["phone"]),
            code=vault.unseal(_PURPOSE, row["code_sealed"])
            if show and row["used_at"] is None and row["expires_at"] > ctx.now
            else None,
            created_at=row["created_at"],
            expires_at=row["expires_at"],
            used_at=row["used_at"],
        )
        for row in await store.codes(ctx.tx, 100)
    ]
