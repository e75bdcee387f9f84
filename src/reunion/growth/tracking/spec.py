"""Messages of the Segment spec, read as what happened: https://segment.com/docs/connections/spec/.

Pure rules. Times: with `sentAt` the sender's clock is set right by ours (what it says passed between the
event and the sending is taken from the time of arrival); nothing happens later than it arrives; what is
older than ten years is refused.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from reunion.core.errors import Text
from reunion.engine.literals import moment
from reunion.growth.profiles.attributes import STANDARD
from reunion.growth.profiles.model import Identity, tidied
from reunion.growth.tracking.model import (
    EVENT_NAME,
    FORMERLY,
    Entry,
    Rest,
    as_entry,
    event_id,
    identity_of,
    storable,
)

TYPES = ("identify", "track", "page", "screen", "alias", "group")
LONGEST = 32 * 1024
"""Bytes of one message, as the Segment API has it."""
OLDEST = timedelta(days=3653)
AHEAD = timedelta(minutes=5)
"""Clocks that differ by less are nothing to speak of."""
_NONE = timedelta(0)
_ID = 200
_IDENTITIES = ("external_userid", "unionid", "openid", "phone", "email")
_YUAN = (None, "", "CNY", "RMB")
_encode = msgspec.json.Encoder().encode


class Message(msgspec.Struct, frozen=True, rename="camel", gc=False):
    """One message; what is not named here is not looked at."""

    type: str = ""
    event: str | None = None
    name: str | None = None
    category: str | None = None
    message_id: str | None = None
    anonymous_id: str | int | None = None
    user_id: str | int | None = None
    previous_id: str | int | None = None
    group_id: str | int | None = None
    timestamp: str | float | None = None
    original_timestamp: str | float | None = None
    sent_at: str | float | None = None
    properties: dict[str, Any] | None = None
    traits: dict[str, Any] | None = None
    context: dict[str, Any] | None = None


class Bad(Exception):
    """Why a message is not taken; `code` counts it, `text` tells its developer."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code = code
        self.text = Text(zh, en)
        super().__init__(en)


class Sender(msgspec.Struct, frozen=True):
    """Where messages come from: `user_kind` is what its userId is."""

    corp_id: int
    source_no: int
    source: str
    user_kind: str


class Arrival(msgspec.Struct):
    """When a request came; `sent_at` is what the whole batch says of itself. `ahead`: its messages that say
    they happen later than that, and not by a little."""

    at: datetime
    written: str
    sent_at: str | float | None = None
    ahead: list[Message] = []


def read(one: Message, kind: str, sender: Sender, arrival: Arrival) -> Entry:
    """A message as an entry of the inbox. Raises Bad."""
    reader = _READERS.get(kind)
    if reader is None:
        raise Bad("unknown_type", f"不认识的 type：{kind[:40]!r}", f"unknown type: {kind[:40]!r}")
    name, subject, properties, traits = reader(one)
    known_by: list[tuple[str, str]] = []
    if one.user_id is not None:
        _name(known_by, sender.user_kind, one.user_id)
    attributes = None
    if kind == "identify" and traits:
        attributes, rest = _person(known_by, traits)
        if rest:
            properties["traits"] = rest
    if kind == "alias":
        # a former userId or a device: which of them, is seen when it is looked up
        if _name(formerly := [], sender.user_kind, one.previous_id):
            known_by += [(FORMERLY + formerly[0][0], formerly[0][1])]
        attributes = {}
    _name(known_by, "device", one.anonymous_id)
    if not known_by:
        raise Bad(
            "nobody", "缺少 userId 或 anonymousId", "userId or anonymousId is missing or too long"
        )
    if one.context:
        properties.setdefault("context", one.context)
    message_id = one.message_id or ""
    written_down = _encode(properties)
    if len(written_down) > LONGEST or (attributes and len(_encode(attributes)) > LONGEST):
        size = LONGEST // 1024
        raise Bad("too_large", f"一条超过 {size} KB", f"A message has more than {size} KB")
    identities = tuple(known_by)
    rest = Rest(
        name, _when(one, arrival), event_id(sender.source, message_id), arrival.written,
        sender.source, "", subject, _fen(properties) if kind == "track" else 0,
        identity_of(identities), msgspec.Raw(written_down),
    )  # fmt: skip
    return as_entry(rest, bool(message_id), identities, 0, attributes)


_Read = tuple[str, str, dict[str, Any], dict[str, Any]]


def _track(one: Message) -> _Read:
    name = storable((one.event or "").strip())
    if not name or len(name) > EVENT_NAME:
        raise Bad(
            "no_event",
            f"event 应为 1–{EVENT_NAME} 个字",
            f"event needs 1 to {EVENT_NAME} characters",
        )
    properties = one.properties or {}
    order = properties.get("order_id") or properties.get("orderId")
    return name, str(order)[:_ID] if isinstance(order, str | int) else "", properties, {}


def _seen(name: str) -> Callable[[Message], _Read]:
    def reader(one: Message) -> _Read:
        properties = one.properties or {}
        for key, value in (("name", one.name), ("category", one.category)):
            if value:
                properties.setdefault(key, value)
        subject = one.name or properties.get("path") or properties.get("url")
        return name, storable(subject[:_ID]) if isinstance(subject, str) else "", properties, {}

    return reader


def _identify(one: Message) -> _Read:
    return "profile_identified", "", {}, one.traits or {}


def _alias(one: Message) -> _Read:
    if one.previous_id is None or one.user_id is None:
        raise Bad(
            "no_previous_id", "alias 需要 userId 和 previousId", "alias needs userId and previousId"
        )
    return "profile_aliased", "", {"previousId": str(one.previous_id)[:_ID]}, {}


def _group(one: Message) -> _Read:
    if one.group_id is None or not str(one.group_id).strip():
        raise Bad("no_group_id", "group 需要 groupId", "group needs groupId")
    properties: dict[str, Any] = {"groupId": str(one.group_id)}
    if one.traits:
        properties["traits"] = one.traits
    return "account_joined", storable(str(one.group_id)[:_ID]), properties, {}


_READERS: dict[str, Callable[[Message], _Read]] = {
    "track": _track, "page": _seen("page_viewed"), "screen": _seen("screen_viewed"),
    "identify": _identify, "alias": _alias, "group": _group,
}  # fmt: skip


def _person(
    known_by: list[tuple[str, str]], traits: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What traits say of a person, and those that stay with the event; identities are added."""
    rest = dict(traits)
    for kind in _IDENTITIES:
        value = rest.get(kind)
        if isinstance(value, str | int) and _name(known_by, kind, value):
            del rest[kind]
    attributes = {key: rest.pop(key) for key in STANDARD if key in rest}
    if "name" not in attributes and (first := rest.get("firstName", rest.get("lastName"))):
        last = rest.get("lastName", "") if "firstName" in rest else ""
        attributes["name"] = f"{first} {last}".strip()
    address = rest.get("address")
    if "city" not in attributes and isinstance(address, dict) and "city" in address:
        attributes["city"] = address["city"]
    return {**rest, **attributes}, rest


def _name(known_by: list[tuple[str, str]], kind: str, value: str | int | None) -> bool:
    """Adds an identity where the value is one."""
    if value is None or (found := _tidied(kind, str(value))) is None:
        return False
    if found not in known_by:
        known_by.append(found)
    return True


@lru_cache(65_536)
def _tidied(kind: str, value: str) -> tuple[str, str] | None:
    found = tidied(Identity(kind, storable(value)))  # pyright: ignore[reportArgumentType]
    return (found.kind, found.value) if found else None


def _when(one: Message, arrival: Arrival) -> str:
    said = one.timestamp if one.timestamp is not None else one.original_timestamp
    if said is None:
        return arrival.written
    at = _time(said)
    sent_at = one.sent_at if one.sent_at is not None else arrival.sent_at
    age = (_time(sent_at) if sent_at is not None else arrival.at) - at
    if age <= _NONE:
        if age < -AHEAD:
            arrival.ahead.append(one)
        return arrival.written
    if age > OLDEST:
        raise Bad("too_old", "事件早于十年前", "the event is older than ten years")
    return moment(at if sent_at is None else arrival.at - age)


def _time(said: str | float) -> datetime:
    """ISO 8601, without a zone UTC; or seconds or milliseconds since 1970."""
    try:
        if isinstance(said, str):
            at = datetime.fromisoformat(said)
            return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        return datetime.fromtimestamp(said / 1000 if said > 1e11 else said, UTC)
    except (ValueError, OverflowError, OSError):
        raise Bad(
            "bad_time",
            f"时间不是 ISO 8601：{said!r}"[:80],
            f"a time is not ISO 8601: {said!r}"[:80],
        ) from None


def _fen(properties: dict[str, Any]) -> int:
    """`revenue` in yuan as whole fen."""
    revenue = properties.get("revenue")
    if isinstance(revenue, bool) or not isinstance(revenue, int | float):
        return 0
    if properties.get("currency") not in _YUAN or abs(revenue) > 1e12:
        return 0
    return round(revenue * 100)
