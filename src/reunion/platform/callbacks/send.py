"""One try to deliver one callback."""

import time
from datetime import datetime
from urllib.parse import urlsplit

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.core.outgoing import NotReached, Outgoing
from reunion.platform.apps import service as apps
from reunion.platform.apps.model import Callback
from reunion.platform.callbacks import store
from reunion.platform.callbacks.model import ANSWER_WITHIN, PAUSES, TRIES, Due, Try
from reunion.wecom.callbacks import pack
from reunion.wecom.crypto import Crypto

_SHOWN = 500
"""Bytes of an answer that the log keeps."""


async def deliver(db: Database, vault: Vault, outgoing: Outgoing, due: Due) -> None:
    """POST it and keep what came of it. It is done only once the address said 200."""
    async with db.connection() as connection:
        ctx = Context(due.corp_id, SYSTEM, connection, clock.now())
        callback = await apps.callback_of(ctx, vault, due.app_id)
    if callback is None:
        removed = "应用没有回调地址了 / the app has no callback address any more"
        await _keep(db, due, Try(clock.now(), None, 0, removed, ""), give_up=True)
        return
    await _keep(db, due, await _post(outgoing, callback, due), give_up=False)


async def _post(outgoing: Outgoing, callback: Callback, due: Due) -> Try:
    crypto = Crypto(callback.token, callback.key, due.corp_wire_id)
    envelope = pack(crypto, due.corp_wire_id, due.agentid, due.body, int(clock.now().timestamp()))
    joint = "&" if urlsplit(callback.url).query else "?"
    at, began = clock.now(), time.perf_counter()
    try:
        reply = await outgoing.request(
            "POST",
            f"{callback.url}{joint}{envelope.query}",
            content=envelope.body,
            headers={"Content-Type": "text/xml; charset=utf-8", "User-Agent": "Reunion"},
            within=ANSWER_WITHIN,
            at_most=_SHOWN,
        )
    except NotReached as problem:
        return Try(at, None, _ms_since(began), str(problem), "")
    error = "" if reply.status == 200 else f"HTTP {reply.status}"
    shown = reply.body.decode("utf-8", "replace").replace("\x00", "")
    return Try(at, reply.status, _ms_since(began), error, shown)


def _ms_since(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)


async def _keep(db: Database, due: Due, tried: Try, *, give_up: bool) -> None:
    now: datetime = clock.now()
    async with db.connection() as connection:
        if tried.accepted:
            await store.record(connection, due, tried, "delivered", now, now)
        elif give_up or due.attempts + 1 >= TRIES:
            await store.record(connection, due, tried, "failed", now, now)
        else:
            later = now + PAUSES[min(due.attempts, len(PAUSES) - 1)]
            await store.record(connection, due, tried, "pending", later, None)
