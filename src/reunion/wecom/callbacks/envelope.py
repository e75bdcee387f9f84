"""Around the business fields: who it is for and when; around that: encryption and signature."""

import os
from typing import Any
from urllib.parse import urlencode

import msgspec

from reunion.wecom.callbacks import xml
from reunion.wecom.callbacks.events import CALLBACKS, CallbackEvent
from reunion.wecom.crypto import Crypto

FROM = "sys"


class Envelope(msgspec.Struct, frozen=True):
    """A POST as it goes out: `query` holds msg_signature, timestamp and nonce."""

    query: str
    body: bytes


class Received(msgspec.Struct, frozen=True):
    """A callback as it was understood. `event` is None for kinds that are not declared."""

    corpid: str
    create_time: int
    name: str
    change_type: str
    event: CallbackEvent | None
    values: dict[str, Any]


def plain(corpid: str, create_time: int, event: CallbackEvent) -> str:
    """The XML before encryption. `create_time` in seconds since 1970."""
    return xml.build(
        {
            "ToUserName": corpid,
            "FromUserName": FROM,
            "CreateTime": create_time,
            "MsgType": "event",
            "Event": event.EVENT,
            **({"ChangeType": event.CHANGE_TYPE} if event.CHANGE_TYPE else {}),
            **msgspec.to_builtins(event),
        }
    )


def pack(crypto: Crypto, corpid: str, agentid: int | None, message: str, now: int) -> Envelope:
    """Encrypt and sign one message for one app."""
    encrypted = crypto.encrypt(message)
    timestamp, nonce = str(now), str(int.from_bytes(os.urandom(4), "big"))
    query = {
        "msg_signature": crypto.sign(timestamp, nonce, encrypted),
        "timestamp": timestamp,
        "nonce": nonce,
    }
    outer = {
        "ToUserName": corpid,
        "AgentID": "" if agentid is None else str(agentid),
        "Encrypt": encrypted,
    }
    return Envelope(urlencode(query), xml.build(outer).encode())


def unpack(crypto: Crypto, query: dict[str, str], body: bytes) -> Received:
    """Verify, decrypt and read a callback. Raises CryptoError or XmlError."""
    encrypted = xml.parse(body).get("Encrypt")
    if not isinstance(encrypted, str):
        raise xml.XmlError("there is no Encrypt element")
    message = crypto.open(
        query.get("msg_signature", ""),
        query.get("timestamp", ""),
        query.get("nonce", ""),
        encrypted,
    )
    return understand(message)


def understand(message: str) -> Received:
    """Read the plain XML of a callback."""
    values = xml.parse(message)
    name, change = str(values.get("Event", "")), str(values.get("ChangeType", ""))
    kind = CALLBACKS.get((name, change))
    try:
        event = msgspec.convert(values, kind, strict=False) if kind else None
        created = int(values.get("CreateTime") or 0)
    except (msgspec.ValidationError, TypeError, ValueError) as problem:
        raise xml.XmlError(f"a field has a value it cannot have: {problem}") from None
    return Received(str(values.get("ToUserName", "")), created, name, change, event, values)
