"""Rules of customer groups: shapes, limits, why something is refused. `matching` has what they find."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from reunion.core.errors import AppError, Invalid, Text
from reunion.platform.welcome.model import Attachment, Welcome
from reunion.platform.welcome.model import check as check_message

WORDS = 50
RULES = 200
"""Keyword replies, and guards, of one company."""
SCOPE = 500
REPLIES_AN_HOUR = 60
"""Of all keyword replies together in one group; what comes on top stays unanswered."""
ANSWER_WITHIN = timedelta(minutes=5)
"""A question that waited for longer (the worker was down) is left to people."""
WARN_AGAIN = timedelta(minutes=1)
"""Whoever goes on is not warned again before that; each message is written down all the same."""
EXCERPT = 200

Match = Literal["exact", "contains"]
Action = Literal["warn", "remove", "remove_and_block"]
Reason = Literal["word", "link", "code", "miniprogram", "card", "flood"]
Outcome = Literal["warned", "quiet", "removed", "blocked", "gone"]

Word = Annotated[str, Meta(min_length=1, max_length=64)]
Words = Annotated[list[Word], Meta(max_length=WORDS)]
Name = Annotated[str, Meta(max_length=64)]
Ids = Annotated[list[int], Meta(max_length=SCOPE)]
Wires = Annotated[list[Annotated[str, Meta(min_length=1, max_length=64)]], Meta(max_length=SCOPE)]
Line = Annotated[str, Meta(max_length=300)]


class Scope(msgspec.Struct, frozen=True):
    """Where a rule holds: in these groups, those with one of these labels, and those of these owners;
    all empty: in every group."""

    group_ids: Ids = []
    label_ids: Ids = []
    owners: Wires = []


class RuleTarget(msgspec.Struct, frozen=True):
    """A group or a label."""

    id: int
    name: str


class NamedMember(msgspec.Struct, frozen=True):
    userid: str
    name: str


class ShownScope(msgspec.Struct, frozen=True):
    """A scope with the names of what is still there."""

    groups: list[RuleTarget]
    labels: list[RuleTarget]
    owners: list[NamedMember]


class GroupCustomer(msgspec.Struct, frozen=True):
    """A customer as lists name her."""

    contact_id: int
    external_userid: str
    name: str
    avatar_url: str | None


class WantedReply(msgspec.Struct, frozen=True):
    """One to 50 words; exact: the whole message is one of them. Text (4000 bytes) and up to nine
    attachments, not both empty. `cooldown`: seconds until the same reply comes again in a group."""

    words: Words
    match: Match = "contains"
    text: Annotated[str, Meta(max_length=4000)] = ""
    attachments: list[Attachment] = []
    scope: Scope = msgspec.field(default_factory=Scope)
    cooldown: Annotated[int, Meta(ge=10, le=86_400)] = 60
    enabled: bool = True


class KeywordReply(msgspec.Struct):
    """`answered`: how often it was said."""

    id: int
    words: list[str]
    match: Match
    text: str
    attachments: list[Attachment]
    scope: ShownScope
    cooldown: int
    enabled: bool
    answered: int
    last_at: datetime | None
    created_by: str
    created_at: datetime


class Flood(msgspec.Struct, frozen=True):
    """So many messages of one person within so many seconds are too many."""

    count: Annotated[int, Meta(ge=2, le=100)]
    seconds: Annotated[int, Meta(ge=1, le=3600)]


class WantedGuard(msgspec.Struct, frozen=True):
    """What customers may not send, at least one of it, and what then happens. `codes`: pictures with QR
    codes. Links to `hosts` and to what lies below them are fine, by a code too. `exempt`: external_userids
    who may all the same. `warning`: what she is told; empty: the usual words for the reason."""

    name: Name
    words: Words = []
    links: bool = False
    hosts: Wires = []
    codes: bool = False
    miniprograms: bool = False
    cards: bool = False
    flood: Flood | None = None
    action: Action = "warn"
    warning: Line = ""
    scope: Scope = msgspec.field(default_factory=Scope)
    exempt: Wires = []
    enabled: bool = True


class Guard(msgspec.Struct):
    """`acted`: how often it did."""

    id: int
    name: str
    words: list[str]
    links: bool
    hosts: list[str]
    codes: bool
    miniprograms: bool
    cards: bool
    flood: Flood | None
    action: Action
    warning: str
    scope: ShownScope
    exempt: list[GroupCustomer]
    enabled: bool
    acted: int
    last_at: datetime | None
    created_by: str
    created_at: datetime


class GuardAct(msgspec.Struct):
    """What a guard did about one message. `found`: the word, the host, what the code says, or the count;
    `excerpt`: the message's beginning. `outcome` quiet: she had just been warned; gone: she was not in it
    any more."""

    id: int
    at: datetime
    group_id: int
    group_name: str
    seq: int
    customer: GroupCustomer
    guard_id: int
    guard_name: str
    reason: Reason
    found: str
    excerpt: str
    action: Action
    outcome: Outcome


class Barred(msgspec.Struct):
    """Somebody who cannot join the company's groups. `act_id`: what a guard did to her."""

    customer: GroupCustomer
    reason: str
    by: str
    at: datetime
    act_id: int | None


class Membership(msgspec.Struct):
    """One of the groups that a customer is in."""

    group_id: int
    name: str
    owner_name: str
    size: int
    joined_at: datetime
    spoke_at: datetime | None


class Duplicate(msgspec.Struct):
    """A customer in several groups, the latest joined first."""

    customer: GroupCustomer
    groups: list[Membership]


class RulesOfGroup(msgspec.Struct):
    """What holds in one group now."""

    replies: list[KeywordReply]
    guards: list[Guard]


class JoinBarred(AppError):
    """The company keeps her out of its groups."""

    errcode = 48002
    status = 409
    code = "join_barred"
    title_zh = "对方在群聊黑名单中，不能进群"
    title_en = "On the company's blacklist for groups, so joining is not possible"


class RulesFull(AppError):
    """There are as many rules as there may be."""

    errcode = 45033
    status = 409
    code = "rules_full"
    title_zh = "规则最多 {limit} 条，请先删除不用的"
    title_en = "There may be {limit} rules; delete some that are not used"


def check_reply(wanted: WantedReply) -> None:
    """Raises what is wrong with a reply, apart from its media."""
    if not cleaned(wanted.words):
        raise Invalid(words=Text("请填写关键词", "give at least one keyword"))
    check_message(Welcome(wanted.text, list(wanted.attachments)))


def check_guard(wanted: WantedGuard) -> None:
    """Raises what is wrong with a guard."""
    if not wanted.name.strip():
        raise Invalid(name=Text("请填写名称", "give it a name"))
    watches = wanted.links or wanted.codes or wanted.miniprograms or wanted.cards
    if not (watches or wanted.flood) and not cleaned(wanted.words):
        raise Invalid(words=Text("至少选择一项要拦的内容", "choose at least one thing to act on"))


def cleaned(words: list[str]) -> list[str]:
    """Without blanks around them, each once."""
    return list(dict.fromkeys(clean for word in words if (clean := word.strip())))
