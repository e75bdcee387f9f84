"""What is read of a WeCom, what is kept of it, and how far it is."""

from datetime import datetime
from typing import Any, Literal

import msgspec

CHANNEL = "mirror_due"
"""The worker is told here that there is something to read, to write or to carry."""

HintKind = Literal["customer", "group", "tags", "directory"]
FollowState = Literal["active", "lost", "dropped", "ended"]
"""lost: the customer deleted the member · dropped: he deleted her · ended: nobody told how."""
RoundKind = Literal["first", "schedule", "demand"]
Stage = Literal["directory", "tags", "customers", "groups", "done"]
DriftKind = Literal["missing", "gone", "differs", "customer", "group"]
Cause = Literal["untold", "late", "not_heard", "failed"]
"""untold: no callback came (lost, or an app made the change, of which WeCom tells nobody) · late: it came
after the reconciliation · not_heard: no callback ever came · failed: it could not be read again."""


class Hint(msgspec.Struct, frozen=True):
    """Something to read again. `said`: how follows ended, {userid: {"state": …, "at": seconds}}; `told`: by
    a callback."""

    kind: HintKind
    key: str
    said: dict[str, Any] = {}
    version: int = 0
    attempts: int = 0
    told: bool = True


class ReadCustomer(msgspec.Struct, frozen=True):
    """A customer as WeCom shows her."""

    external_userid: str
    name: str
    avatar: str
    gender: int
    type: int
    unionid: str
    company: str


class ReadFollow(msgspec.Struct, frozen=True):
    """A follow as WeCom shows it. `channel` is WeCom's `state`."""

    external_userid: str
    userid: str
    remark: str
    description: str
    company: str
    mobiles: list[str]
    tag_ids: list[str]
    add_way: int
    channel: str
    added_at: datetime


class Follow(ReadFollow, frozen=True, kw_only=True):
    """A follow as it is kept, past ones too."""

    state: FollowState
    ended_at: datetime | None
    known_at: datetime


class Reading(msgspec.Struct, frozen=True):
    """What was read at once, of which nothing is older than `began_at`. `whole`: of these customers all
    follows were read, so that one which is not there has ended."""

    began_at: datetime
    customers: dict[str, ReadCustomer]
    follows: list[ReadFollow]
    whole: tuple[str, ...] = ()
    said: dict[str, dict[str, Any]] = {}


class ReadMember(msgspec.Struct, frozen=True):
    """`has_customers`: may have them (客户联系)."""

    userid: str
    name: str
    departments: list[int]
    has_customers: bool


class Department(msgspec.Struct, frozen=True):
    department_id: int
    parent_id: int
    name: str


class GroupMember(msgspec.Struct, frozen=True):
    """`outsider`: not a member of the company."""

    userid: str
    outsider: bool
    join_scene: int
    joined_at: datetime


class Group(msgspec.Struct, frozen=True):
    """A customer group as WeCom shows it."""

    chat_id: str
    name: str
    owner: str
    version: str
    made_at: datetime
    members: list[GroupMember]


class Refusal(msgspec.Struct, frozen=True):
    """A stage that WeCom did not let us read."""

    stage: Stage
    errcode: int
    errmsg: str


class Round(msgspec.Struct, frozen=True):
    """A reading of everything."""

    round_no: int
    kind: RoundKind
    repairs: bool
    began_at: datetime
    finished_at: datetime | None
    stage: Stage
    members: int
    members_done: int
    follows: int
    groups: int
    drifts: int
    refusals: list[Refusal]


class Part(msgspec.Struct, frozen=True):
    """What of a stage is still to be read: these members' customers, or the groups."""

    part_no: int
    userids: list[str]
    cursor: str


class Drift(msgspec.Struct, frozen=True):
    """One difference that a reconciliation found; `fields` {name: [ours, WeCom's]}; `name` the customer's,
    `member` that of whom she has or had. Of a group `external_userid` is the chat_id and `name` its name."""

    id: int
    round_no: int
    kind: DriftKind
    external_userid: str
    userid: str
    fields: dict[str, Any]
    cause: Cause
    since: datetime | None
    found_at: datetime
    repaired_at: datetime | None
    name: str
    member: str


class NewDrift(msgspec.Struct, frozen=True):
    kind: DriftKind
    external_userid: str
    userid: str
    fields: dict[str, Any]
    known_at: datetime | None


class Marking(msgspec.Struct, frozen=True):
    """Tags to be written to one follow."""

    corp_id: int
    id: int
    reason: str
    profile_no: int
    external_userid: str
    userid: str
    add_ids: list[str]
    remove_ids: list[str]
    attempts: int


class Marked(msgspec.Struct, frozen=True):
    """How far the writing of tags for one reason is, in follows."""

    queued: int = 0
    done: int = 0
    refused: int = 0


class Member(msgspec.Struct, frozen=True):
    userid: str
    name: str
    departments: list[int]
    has_customers: bool


class LeaseLost(Exception):
    """Another process has taken over."""
