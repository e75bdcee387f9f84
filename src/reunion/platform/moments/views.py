"""What people are shown of Moments: headquarters, members, customers."""

from datetime import datetime
from typing import Literal

import msgspec

from reunion.platform.moments.model import NoticeKind, Origin, PostState, Range, State
from reunion.platform.welcome.model import Attachment
from reunion.restraint.model import Purpose


class Refused(msgspec.Struct, frozen=True):
    """How many customers one rule refuses."""

    rule: str
    count: int


class RefusedBy(msgspec.Struct, frozen=True):
    """The rule, what it counted and what it allows."""

    rule: str
    counted: int | None
    allowed: int | None


class Reach(msgspec.Struct, frozen=True):
    """What would come of it now, as things stand."""

    customers: int
    members: int
    reachable: int
    refusals: list[Refused]


class MomentSums(msgspec.Struct, frozen=True):
    """`shown`: customers in whose feed it is; `refused` by a rule; `elsewhere`: they had it from a
    colleague already. `published`: members; likes and comments are those of customers, `answers` those
    of members."""

    published: int = 0
    shown: int = 0
    refused: int = 0
    elsewhere: int = 0
    likes: int = 0
    comments: int = 0
    answers: int = 0


class Moment(msgspec.Struct):
    """As headquarters sees it."""

    id: int
    state: State
    origin: Origin
    purpose: Purpose
    text: str
    attachments: list[Attachment]
    range: Range
    created_at: datetime
    created_by: str
    members: int
    sums: MomentSums
    refusals: list[Refused]
    quiet_until: datetime | None
    reminders_left: int


class PostLine(msgspec.Struct, frozen=True):
    """A member's part as headquarters sees it."""

    post_id: int
    member_id: int
    userid: str
    name: str
    department: str
    state: PostState
    shown: int
    refused: int
    likes: int
    comments: int
    confirmed_at: datetime | None


class MomentViewer(msgspec.Struct, frozen=True):
    """A customer whom a post was meant for. `refusal`: why she does not see it; before it is published
    what would refuse her now. `earlier`: she came afterwards, and it counts as no touch."""

    contact_id: int
    external_userid: str
    name: str
    avatar_url: str | None
    remark: str
    member_name: str
    at: datetime | None
    earlier: bool
    liked: bool
    comments: int
    refusal: RefusedBy | None


class MomentDay(msgspec.Struct, frozen=True):
    """What happened on one day of the company's time zone."""

    day: str
    shown: int
    likes: int
    comments: int


class MomentComment(msgspec.Struct, frozen=True):
    """`by` says who wrote it; `contact_id`: the customer whose talk with the member it belongs to, null
    where the member says it to all who see the post."""

    id: int
    by: Literal["customer", "member"]
    name: str
    avatar_url: str | None
    contact_id: int | None
    to: str | None
    text: str
    at: datetime
    own: bool


class Liker(msgspec.Struct, frozen=True):
    """A customer who likes a post."""

    contact_id: int
    name: str
    avatar_url: str | None
    at: datetime


class FeedPost(msgspec.Struct, frozen=True):
    """A post in a customer's feed. She sees her own comments, the member's answers to her, what he says to
    all and that he likes it himself; never what other customers say."""

    post_id: int
    member_id: int
    name: str
    avatar_url: str | None
    company: str
    text: str
    attachments: list[Attachment]
    at: datetime
    liked: bool
    member_likes: bool
    comments: list[MomentComment]


class Glance(msgspec.Struct, frozen=True):
    """What is new for a customer: answers to her, and whose post came since she looked last."""

    notices: int
    fresh: bool
    avatar_url: str | None


class MomentNotice(msgspec.Struct, frozen=True):
    """A like, a comment or an answer that somebody is told of. `text` null: a like, or a comment that
    was deleted since. `post_text` and `picture_url` remind which post it is about."""

    id: int
    kind: NoticeKind
    post_id: int
    name: str
    avatar_url: str | None
    text: str | None
    at: datetime
    read: bool
    post_text: str
    picture_url: str | None


class MomentPart(msgspec.Struct):
    """What waits for a member's confirmation: how many of his customers would see it now, and how many
    are refused."""

    moment_id: int
    post_id: int
    text: str
    attachments: list[Attachment]
    state: PostState
    created_by: str
    at: datetime
    customers: int
    refused: int
    quiet_until: datetime | None


class DeskPost(msgspec.Struct):
    """A member's post with what came of it; `liked`: by himself."""

    post_id: int
    moment_id: int
    origin: Origin
    state: PostState
    text: str
    attachments: list[Attachment]
    at: datetime
    shown: int
    refused: int
    elsewhere: int
    refusals: list[Refused]
    quiet_until: datetime | None
    liked: bool
    likes: list[Liker]
    comments: list[MomentComment]
