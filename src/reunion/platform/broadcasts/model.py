"""Broadcasts: shapes and limits."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from reunion.platform.groups.model import GroupKind
from reunion.platform.welcome.model import ATTACHMENTS, Attachment
from reunion.restraint.model import Purpose, Touch

TEXT_BYTES = 4000
_TITLE = 30
NAMED = 10_000
"""External_userids of one call, and customers that the console names."""
REMINDERS = 3
REMINDERS_WITHIN = timedelta(hours=24)
REPLY_WITHIN = timedelta(hours=72)
"""What a customer says later is not counted as an answer."""
AHEAD = timedelta(days=90)
CHANNEL = "broadcasts"
"""Notified in the transaction that leaves something for the worker."""
HINT = {"type": "changed", "what": "broadcasts"}

State = Literal["review", "scheduled", "preparing", "open", "finished", "cancelled", "rejected"]
Origin = Literal["console", "api", "desk"]
ChatType = Literal["single", "group"]
TaskState = Literal["pending", "sending", "done", "cancelled"]
MemberOrder = Literal["name", "customers", "sent", "refused", "confirmed_at"]
RecipientState = Literal["unsent", "sent", "not_friend", "refused", "deselected"]

Wire = Annotated[str, Meta(min_length=1, max_length=64)]
Wires = Annotated[list[Wire], Meta(max_length=100)]
Labels = Annotated[list[Annotated[int, Meta(ge=1, lt=2**53)]], Meta(max_length=50)]
Content = Annotated[str, Meta(max_length=TEXT_BYTES)]
Attachments = Annotated[list[Attachment], Meta(max_length=ATTACHMENTS)]


class Audience(msgspec.Struct, frozen=True):
    """Who gets it; parts are AND-ed, and all empty means every customer. Tags by their ids, on the
    follow of the member who sends. `tag_groups`: one of each, as the open API has it. Dates are
    days of the company's time zone, both included. Of groups, owners (`userids`, departments), the days
    of making, `group_ids`, `group_name` (a part of it) and labels count: all of these, any of these
    (`label_ids`), none of these; of `group_kinds`, of customers where none is named, and beside them the
    groups that are named."""

    userids: Annotated[list[Wire], Meta(max_length=1000)] = []
    department_ids: Annotated[list[int], Meta(max_length=1000)] = []
    tags_all: Wires = []
    tags_any: Wires = []
    tags_none: Wires = []
    source_states: Wires = []
    added_from: date | None = None
    added_until: date | None = None
    external_userids: Annotated[list[Wire], Meta(max_length=NAMED)] = []
    tag_groups: Annotated[list[Wires], Meta(max_length=100)] = []
    group_ids: Annotated[list[int], Meta(max_length=2000)] = []
    label_ids: Labels = []
    labels_all: Labels = []
    labels_none: Labels = []
    group_name: Annotated[str, Meta(max_length=64)] = ""
    group_kinds: list[GroupKind] = []


class Resolved(msgspec.Struct, frozen=True):
    """An audience by keys. None: any."""

    member_ids: list[int] | None = None
    contact_ids: list[int] | None = None
    all_of: list[int] = []
    any_of: list[list[int]] = []
    none_of: list[int] = []
    sources: list[str] = []
    since: datetime | None = None
    until: datetime | None = None


class RuleCount(msgspec.Struct, frozen=True):
    """How many customers one rule refuses."""

    rule: str
    count: int


class Estimate(msgspec.Struct, frozen=True):
    """What would come of it at that time, as things stand."""

    customers: int
    members: int
    reachable: int
    refusals: list[RuleCount]


class Answers(msgspec.Struct, frozen=True):
    """Customers whom it reached: to whom it was sent, or who were in a group when it came, once for each
    group. Among them, who has read it, and who wrote within 72 hours."""

    reached: int = 0
    read: int = 0
    replied: int = 0


class Sums(msgspec.Struct, frozen=True):
    """Customers, or groups, by what became of it; the last three count customers, as Answers does."""

    unsent: int = 0
    sent: int = 0
    not_friend: int = 0
    refused: int = 0
    deselected: int = 0
    reached: int = 0
    read: int = 0
    replied: int = 0


class Broadcast(msgspec.Struct):
    """`prepared` of the customers are found so far while the state is preparing; `customers` and
    `members` grow with it. To groups (`chat_type`), `customers` are groups and `members` their owners.
    `decidable`: the caller may approve or reject it now; `reason`: why it was rejected."""

    id: int
    msgid: str
    state: State
    origin: Origin
    purpose: Purpose
    text: str
    attachments: list[Attachment]
    audience: Audience
    allow_select: bool
    send_at: datetime | None
    created_at: datetime
    created_by: str
    decided_by: str | None
    reason: str | None
    decidable: bool
    prepared: int
    customers: int
    members: int
    sums: Sums
    refusals: list[RuleCount]
    quiet_until: datetime | None
    reminders_left: int
    chat_type: ChatType = "single"


class BroadcastRow(msgspec.Struct, frozen=True):
    """A broadcast as it is kept."""

    corp_id: int
    id: int
    msgid: str
    state: State
    origin: Origin
    purpose: Purpose
    text: str
    attachments: list[Attachment]
    audience: Audience
    scope: list[int] | None
    allow_select: bool
    send_at: datetime | None
    created_at: datetime
    creator_id: int
    created_by: str
    decided_by: str | None
    reason: str | None
    prepared_to: int
    prepared: int
    members: int
    holds: bool
    reminded: list[datetime]
    reached: int
    read: int
    replied: int
    summed_at: datetime | None
    chat_type: ChatType = "single"

    @property
    def touch(self) -> Touch:
        """What restraint is asked about."""
        return Touch("broadcast", self.purpose, "broadcast", self.id)

    @property
    def title(self) -> str:
        """Its first words, for lists; empty when it is attachments only."""
        words = " ".join(self.text.split())
        return words if len(words) <= _TITLE else f"{words[: _TITLE - 1]}…"

    @property
    def key(self) -> str:
        """Orders its events."""
        return f"broadcast:{self.id}"


class Draft(msgspec.Struct, frozen=True):
    """A broadcast to be made. `scope`: departments that its maker is held to."""

    text: str
    attachments: list[Attachment]
    audience: Audience
    purpose: Purpose = "marketing"
    origin: Origin = "console"
    allow_select: bool = False
    send_at: datetime | None = None
    needs_approval: bool = False
    scope: tuple[int, ...] | None = None
    chat_type: ChatType = "single"


class Totals(msgspec.Struct, frozen=True):
    """Sums over the tasks of one broadcast."""

    customers: int = 0
    sent: int = 0
    not_friend: int = 0
    refused: int = 0
    deselected: int = 0
    refusals: dict[str, int] = {}
    quiet_until: datetime | None = None


class Task(msgspec.Struct, frozen=True):
    """One member's part as it is kept."""

    corp_id: int
    broadcast_id: int
    member_id: int
    state: TaskState
    customers: int
    sent: int
    not_friend: int
    refused: int
    deselected: int
    sent_to: int
    confirmed_at: datetime | None
    done_at: datetime | None
    quiet_until: datetime | None


class DeskTask(msgspec.Struct):
    """A member's part as the desk shows it. `at`: since when it waits, or when it was done. While it
    waits, one that is asked for alone foresees `refused` and `quiet_until`; when it is done, it has
    `answers`, unless it went to very many."""

    broadcast_id: int
    text: str
    attachments: list[Attachment]
    state: TaskState
    origin: Origin
    allow_select: bool
    created_by: str
    at: datetime
    customers: int
    sent: int
    refused: int
    quiet_until: datetime | None
    chat_type: ChatType = "single"
    answers: Answers | None = None
