"""Hints to clients, sent when the caller's transaction commits, on whichever node they are."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.realtime.bus import MAX_PAYLOAD, Bus
from reunion.realtime.connection import SIGNED_OUT, Connection
from reunion.realtime.frames import Frame, encode
from reunion.realtime.hub import Hub

_HINTS = "realtime"
_SIGN_OUT = "realtime_sign_out"
_CHUNK = 300
_CONTACTS = b'"what":"contacts"'
_NOTIFY = "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS n (payload)"


class _Hint(msgspec.Struct):
    to: list[int]
    message: msgspec.Raw


class _SignOut(msgspec.Struct):
    principal_id: int
    session_id: str | None


_hints = msgspec.json.Decoder(_Hint)
_sign_outs = msgspec.json.Decoder(_SignOut)


async def notify(ctx: Context, audience: Iterable[int], message: dict[str, Any]) -> None:
    """Sends `message` to the sockets of these principals at commit; on rollback nothing is sent.

    It is a hint: a client that misses it learns the same by pulling. A message too long for a
    notification goes out as {"type": "resync"}.
    """
    ids = sorted(set(audience))
    body = msgspec.json.encode(message)
    if len(body) > MAX_PAYLOAD - _CHUNK * 12:
        body = b'{"type":"resync"}'
    payloads = [
        msgspec.json.encode(_Hint(ids[at : at + _CHUNK], msgspec.Raw(body))).decode()
        for at in range(0, len(ids), _CHUNK)
    ]
    if payloads:
        await ctx.tx.execute(_NOTIFY, _HINTS, payloads)


async def sign_out(ctx: Context, *, principal_id: int, session_id: str | None = None) -> None:
    """At commit, closes the sockets of one session (or of all of a principal's) with code 4001."""
    payload = msgspec.json.encode(_SignOut(principal_id, session_id)).decode()
    await ctx.tx.execute(_NOTIFY, _SIGN_OUT, [payload])


def carry(bus: Bus, hub: Hub, contacts_changed: Callable[[Connection], None]) -> None:
    """Brings what the bus tells to the sockets of this process."""

    def hint(payload: str) -> None:
        told = _hints.decode(payload)
        message = bytes(told.message)
        hub.send(told.to, Frame(message))
        if _CONTACTS in message:
            for connection in {c for i in told.to for c in hub.of(i)}:
                if connection.identity.surface == "app":
                    contacts_changed(connection)

    def signed_out(payload: str) -> None:
        told = _sign_outs.decode(payload)
        for connection in list(hub.of(told.principal_id)):
            if told.session_id in (None, connection.identity.session_id):
                connection.close(SIGNED_OUT, "signed out")

    def gap() -> None:
        frame = encode({"type": "resync"})
        for connection in hub.all():
            connection.push(frame)

    bus.on(_HINTS, hint)
    bus.on(_SIGN_OUT, signed_out)
    bus.on_gap(gap)
