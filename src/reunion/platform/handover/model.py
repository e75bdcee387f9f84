"""Handovers, their states, and how many each taker gets; no I/O."""

import heapq
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec

from reunion.platform.contacts.handed import Room
from reunion.platform.contacts.model import FollowTag
from reunion.platform.promises.model import Promise
from reunion.restraint.model import Touch

Kind = Literal["onjob", "resigned"]
State = Literal["waiting", "done", "refused", "full", "ended"]
Why = Literal["resigned", "disabled", "unable"]
GroupState = Literal["done", "failed"]
Origin = Literal["console", "api", "desk"]
PlanState = Literal["running", "done", "stopped"]
Among = Literal["store", "departments", "members"]
Spread = Literal["load", "even"]

AT_ONCE = 100
"""Customers in one call."""
AGAIN = 2
WITHIN_DAYS = 90
"""A customer of an active member is handed over twice within so many natural days."""
WAITS = timedelta(hours=24)
GONE_FOR = timedelta(days=366)
"""Who left longer ago gives nothing any more; who has not signed in for so long neither gives nor takes."""
MESSAGE_LENGTH = 200
CHANNEL = "handover_due"
HINT = {"type": "changed", "what": "handovers"}

Message = Annotated[str, msgspec.Meta(max_length=MESSAGE_LENGTH)]
Userids = Annotated[list[str], msgspec.Meta(max_length=1000)]


class Side(msgspec.Struct, frozen=True):
    """A member in a handover."""

    member_id: int
    userid: str
    name: str
    department: str
    avatar_url: str | None


class Handover(msgspec.Struct):
    """`due_at`: when it takes effect by itself. `reason` of one that ended: parted, unable, withdrawn."""

    id: int
    kind: Kind
    contact_id: int
    external_userid: str
    customer_name: str
    avatar_url: str | None
    giver: Side
    taker: Side
    state: State
    reason: str
    message: str
    greeting: str
    created_by: str
    created_at: datetime
    due_at: datetime
    settled_at: datetime | None
    plan_id: int | None
    promises: int = 0


class HandoverRow(msgspec.Struct, frozen=True):
    """One under its lock."""

    id: int
    kind: Kind
    contact_id: int
    external_userid: str
    from_id: int
    from_userid: str
    from_name: str
    to_id: int
    to_userid: str
    to_name: str
    state: State
    message: str
    greeting: str
    origin: str
    creator_id: int
    created_by: str
    oper_userid: str
    due_at: datetime

    @property
    def touch(self) -> Touch:
        """What the taker's first words are to the restraint engine."""
        return Touch("automated", "service", "handover", self.id)


class Started(msgspec.Struct, frozen=True):
    """What became of one customer: `errcode` 0, or why it was not begun, with a text for people."""

    external_userid: str
    errcode: int
    reason: str = ""


class Rule(msgspec.Struct, frozen=True):
    """Who takes over: those of the giver's own store, of departments with all below, or members by name;
    and how: `load` fills up whoever has the fewest, `even` gives everybody alike."""

    among: Among = "store"
    departments: list[int] = []
    userids: Userids = []
    spread: Spread = "load"


class Share(msgspec.Struct):
    """One taker's part: what he has, may have, and gets."""

    member_id: int
    userid: str
    name: str
    department: str
    has: int
    cap: int
    gets: int
    given: int = 0
    has_groups: int = 0
    gets_groups: int = 0
    given_groups: int = 0


class Preview(msgspec.Struct):
    """`unplaced`: for whom nobody has a place; `groups_unplaced`: beyond what a taker may get today."""

    customers: int
    unplaced: int
    shares: list[Share]
    groups: int = 0
    groups_unplaced: int = 0


class Plan(msgspec.Struct):
    """A job that gives out a member's customers, then his groups; `left_out` by reason."""

    id: int
    kind: Kind
    giver: Side
    state: PlanState
    rule: Rule
    message: str
    customers: int
    started: int
    left_out: dict[str, int]
    groups: int
    groups_given: int
    groups_left_out: dict[str, int]
    created_by: str
    created_at: datetime
    done_at: datetime | None
    states: dict[str, int] = {}
    shares: list[Share] = []


class Leaver(msgspec.Struct):
    """A member who looks after nobody any more, since he left, was disabled, or may have no customers
    (`unable`): customers that wait for somebody, those on their way, and groups that wait."""

    member: Side
    resigned_at: datetime | None
    unassigned: int
    waiting: int
    groups: int
    why: Why


class Unassigned(msgspec.Struct):
    """What nobody looks after: `customers` and `groups` of members who have left, `idle` and `idle_groups` of
    those who are disabled or may have no customers."""

    customers: int
    groups: int
    idle: int
    idle_groups: int


class Left(msgspec.Struct):
    """What one member has, or leaves behind. `todos`: what waits for his hand at the desk, by kind; of one
    who has left nobody will do it."""

    member: Side
    resigned: bool
    customers: int
    waiting: int
    groups: int
    todos: dict[str, int]


class GroupRecord(msgspec.Struct):
    """A group that changed hands, or did not (`reason`: the refusal's code). `origin` desk: its owner
    passed it on himself."""

    id: int
    kind: Kind
    group_id: int
    chat_id: str
    group_name: str
    giver: Side
    taker: Side
    state: GroupState
    reason: str
    origin: Origin
    created_by: str
    at: datetime
    plan_id: int | None


class GroupGiven(msgspec.Struct, frozen=True):
    """What became of one group: `errcode` 0, or why it stays, with a text for people."""

    chat_id: str
    errcode: int
    reason: str = ""


class Line(msgspec.Struct):
    """One line of a talk, with its place: the source."""

    at: datetime
    mine: bool
    by: str
    kind: str
    text: str
    conversation_id: int
    seq: int


class Pack(msgspec.Struct):
    """交接包 What the next person must know of a customer, from the records. `waits`: who waits for an
    answer, "us" or "customer", since `waits_since`."""

    contact_id: int
    external_userid: str
    name: str
    remark: str
    description: str
    company: str
    mobiles: list[str]
    tags: list[FollowTag]
    member_name: str
    since: datetime | None
    add_way_name: str
    source_name: str
    last_talk: list[Line]
    waits: str | None
    waits_since: datetime | None
    promises: list[Promise]


def distribute(rooms: Sequence[Room], customers: int, spread: Spread) -> dict[int, int]:
    """How many each taker gets; nobody more than he has room for. What is left over has no place.

    `load`: whoever has the fewest gets the next; `even`: whoever has got the fewest. Ties go by member.
    """
    heap = [
        (room.customers if spread == "load" else 0, room.member_id, room.cap - room.customers)
        for room in rooms
        if room.cap > room.customers
    ]
    heapq.heapify(heap)
    gets = {room.member_id: 0 for room in rooms}
    for _ in range(customers):
        if not heap:
            break
        level, member_id, free = heapq.heappop(heap)
        gets[member_id] += 1
        if free > 1:
            heapq.heappush(heap, (level + 1, member_id, free - 1))
    return gets
