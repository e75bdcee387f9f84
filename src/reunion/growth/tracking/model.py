"""What happened, on its way from whoever tells of it to the engine."""

import hashlib
import re
import uuid
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from reunion.core.errors import Conflict, NotFound
from reunion.engine.literals import moment
from reunion.growth.profiles.model import Identity

CHANNEL = "tracking"
"""Notified when something waits in the inbox."""
WINDOW = timedelta(days=7)
"""So long after a message id its repetitions are known as such."""
REFUSALS_KEPT = timedelta(days=30)
EVENT_NAME = 200
"""Characters."""

FORMERLY = "formerly "
"""Before the kind of an identity: the value is one of that kind, or a device's, whichever is known."""

UserKind = Literal["member_no", "external_userid", "unionid", "openid", "phone", "email"]
"""What the userId of a sender's messages can be."""

_encode = msgspec.json.Encoder().encode


class NoSuchSource(NotFound):
    """No sender of that number."""

    code = "no_such_source"
    title_zh = "没有这个事件来源"
    title_en = "There is no such source of events"


class NoSuchKey(NotFound):
    """The source has no such key that still holds."""

    code = "no_such_write_key"
    title_zh = "没有这个写入密钥，或已停用"
    title_en = "There is no such write key, or it was revoked"


class NameTaken(Conflict):
    """Sources are told apart by their names."""

    code = "source_name_taken"
    places = ("name",)
    title_zh = "已有名为“{name}”的来源，请换一个名称"
    title_en = "There is a source called {name} already; choose another name"


class Occurrence(msgspec.Struct, frozen=True):
    """One thing that happened to one person, named by `profile_no` or by identities. `name` is snake_case
    in the past tense; `userid` the member it happened with; `subject` what it is about (an order number).
    Of several with one source and `message_id` one counts."""

    name: str
    at: datetime
    identities: tuple[Identity, ...] = ()
    profile_no: int | None = None
    source: str = "reunion"
    userid: str = ""
    subject: str = ""
    amount_fen: int = 0
    properties: dict[str, Any] = {}
    message_id: str = ""


class Rest(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known at once of a row of the engine's tracked_event. Times as the engine writes them."""

    name: str
    at: str
    id: str
    received_at: str
    source: str
    userid: str
    subject: str
    amount_fen: int
    identity: str
    properties: msgspec.Raw


COLUMNS = ("corp_id", "profile_no", "batch", *Rest.__struct_fields__)
"""Of a row as it goes to the engine: what is found on the way, and the rest."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An occurrence as it lies in the inbox: what is looked at on the way, and the rest of the engine's row
    as JSON. `once`: the id came from a message id and may come again; `profile_no`: 0 where identities
    say who it is; `attributes`: what its sender says about the person besides."""

    id: str
    once: bool
    at: str
    source: str
    identities: tuple[tuple[str, str], ...]
    profile_no: int
    attributes: dict[str, Any] | None
    rest: msgspec.Raw


def as_entry(
    rest: Rest, once: bool, identities: tuple[tuple[str, str], ...], profile_no: int,
    attributes: dict[str, Any] | None,
) -> Entry:  # fmt: skip
    """As it is put down."""
    return Entry(
        rest.id, once, rest.at, rest.source, identities, profile_no, attributes,
        msgspec.Raw(_encode(rest)),
    )  # fmt: skip


def entry(one: Occurrence, now: datetime) -> Entry:
    """As it is put down. Raises ValueError where nobody is named, or the time has no zone."""
    if one.profile_no is None and not one.identities:
        raise ValueError(f"{one.name} happened to nobody: give profile_no or identities")
    known_by = tuple((identity.kind, identity.value) for identity in one.identities)
    rest = Rest(
        one.name, moment(one.at), event_id(one.source, one.message_id), moment(now), one.source,
        one.userid, one.subject, one.amount_fen, identity_of(known_by),
        msgspec.Raw(_encode(one.properties)),
    )  # fmt: skip
    return as_entry(rest, bool(one.message_id), known_by, one.profile_no or 0, None)


def identity_of(identities: tuple[tuple[str, str], ...]) -> str:
    """What somebody was known by, as it stands on the event."""
    return ":".join(identities[0]) if identities else ""


def event_id(source: str, message_id: str) -> str:
    """The id of an event, as 32 hexadecimal digits: its message's, or one of its own."""
    if not message_id:
        return uuid.uuid4().hex
    known_by = f"{source}\0{message_id}".encode(errors="surrogatepass")
    return hashlib.blake2b(known_by, digest_size=16).hexdigest()


_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """A text without what no store takes: NUL, and halves of characters."""
    if text.isascii() and text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", text).replace("\0", "")
