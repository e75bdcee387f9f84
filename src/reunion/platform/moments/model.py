"""Moments: shapes and limits."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from reunion.platform.welcome.model import Attachment
from reunion.restraint.model import Purpose, Touch

TEXT = 2000
"""Characters."""
PICTURES = 9
LINK_TITLE_BYTES = 64
VIDEO_BYTES = 10 * 1024 * 1024
VIDEO_MS = 30_000
COMMENT = 500
"""Characters."""
TASKS_A_MINUTE = 10
"""That apps make, a corp."""
JOB_LIFETIME = timedelta(hours=24)
EARLIER = timedelta(days=30)
"""A new customer sees what her member posted to all within this time."""
REMINDERS = 3
REMINDERS_WITHIN = timedelta(hours=24)
CHANNEL = "moments"
"""Notified in the transaction that leaves something for the worker."""
HINT = {"type": "changed", "what": "moments"}

State = Literal["preparing", "open", "finished", "cancelled", "failed", "deleted"]
Origin = Literal["console", "api", "desk"]
PostState = Literal["pending", "publishing", "published", "cancelled", "deleted"]
PostOrder = Literal["name", "shown", "likes", "comments", "confirmed_at"]
NoticeKind = Literal["like", "comment"]

Wire = Annotated[str, Meta(min_length=1, max_length=64)]
Wires = Annotated[list[Wire], Meta(max_length=100)]
Content = Annotated[str, Meta(max_length=TEXT)]
Attachments = Annotated[list[Attachment], Meta(max_length=PICTURES)]


class TaggedCustomers(msgspec.Struct, frozen=True):
    """Of a member's customers: with all of these tags, any of these, none of these. All empty:
    every customer."""

    tags_all: Wires = []
    tags_any: Wires = []
    tags_none: Wires = []

    @property
    def everybody(self) -> bool:
        """Whether it leaves nobody out."""
        return not (self.tags_all or self.tags_any or self.tags_none)


class Range(TaggedCustomers, frozen=True):
    """Whose customers see it: of these members and of the members of these departments; both empty:
    of all members. Of them those with the tags."""

    userids: Annotated[list[Wire], Meta(max_length=100_000)] = []
    department_ids: Annotated[list[int], Meta(max_length=1000)] = []


class Resolved(msgspec.Struct, frozen=True):
    """A range by keys. `member_ids` None: all."""

    member_ids: list[int] | None = None
    all_of: list[int] = []
    any_of: list[int] = []
    none_of: list[int] = []


class Unknown(msgspec.Struct, frozen=True):
    """What an app named and the company does not have."""

    userids: list[str] = []
    department_ids: list[int] = []
    tags: list[str] = []


class Draft(msgspec.Struct, frozen=True):
    """A Moment to be made. `scope`: departments that its maker is held to."""

    text: str
    attachments: list[Attachment]
    range: Range
    purpose: Purpose = "marketing"
    origin: Origin = "console"
    scope: tuple[int, ...] | None = None
    jobid: str | None = None


class MomentRow(msgspec.Struct, frozen=True):
    """A Moment as it is kept."""

    corp_id: int
    id: int
    wire_id: str
    jobid: str | None
    state: State
    origin: Origin
    purpose: Purpose
    text: str
    attachments: list[Attachment]
    range: Range
    scope: list[int] | None
    unknown: Unknown
    created_at: datetime
    creator_id: int
    created_by: str
    members: int
    reminded: list[datetime]

    @property
    def touch(self) -> Touch:
        """What restraint is asked about."""
        return Touch("moment", self.purpose, "moment", self.id)

    @property
    def key(self) -> str:
        """Orders its events."""
        return f"moment:{self.id}"


class Post(msgspec.Struct, frozen=True):
    """One member's part of a Moment as it is kept."""

    corp_id: int
    id: int
    moment_id: int
    member_id: int
    state: PostState
    shown: int
    refused: int
    elsewhere: int
    published_to: int
    confirmed_at: datetime | None
    published_at: datetime | None
    done_at: datetime | None
    quiet_until: datetime | None
    liked_at: datetime | None
