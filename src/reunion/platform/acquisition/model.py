"""Acquisition links and their uses: shapes, limits, rules without I/O."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from reunion.core.errors import Invalid, Text
from reunion.platform.acquisition.refusals import PriorityInvalid, RangeEmpty, RangeTooLarge

RANGE = 500
LINKS = 10_000
NAME_LENGTH = 30
CHANNEL_BYTES = 64
LOW = 20
"""limits.md: balance_low comes when fewer are left."""
MESSAGES_TOLD = (3, 5, 10)
TALKING = MESSAGES_TOLD[-1]
DAYS_TOLD = (14, 7, 3, 2, 1)
"""Days before its end on which a grant that is not used up is told of."""
MOST_AT_ONCE = 1_000_000
LONGEST_DAYS = 3660

LinkName = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_LENGTH)]


class LinkMember(msgspec.Struct):
    userid: str
    name: str


class LinkRow(msgspec.Struct, frozen=True):
    """A link as it is kept."""

    id: int
    corp_id: int
    link_id: str
    name: str
    member_ids: list[int]
    department_ids: list[int]
    skip_verify: bool
    mark_source: bool
    priority_type: int
    priority_member_ids: list[int]
    available: bool
    created_by_app: int | None
    created_by: str
    created_at: datetime


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A link to be made. `app_id` None: headquarters'."""

    name: str
    userids: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()
    skip_verify: bool = True
    mark_source: bool = True
    priority_type: int = 0
    priority_userids: tuple[str, ...] = ()
    app_id: int | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is None stays."""

    name: str | None = None
    userids: tuple[str, ...] | None = None
    departments: tuple[int, ...] | None = None
    skip_verify: bool | None = None
    mark_source: bool | None = None
    priority_type: int | None = None
    priority_userids: tuple[str, ...] = ()


class AcquisitionLink(msgspec.Struct):
    """A link as headquarters sees it; sums since it was made. `app`: who made it, null for the console."""

    id: int
    link_id: str
    name: str
    url: str
    qr_svg_url: str
    members: list[LinkMember]
    departments: list[int]
    skip_verify: bool
    priority_type: int
    priority_members: list[LinkMember]
    available: bool
    app: str | None
    created_by: str
    created_at: datetime
    opened: int
    added: int
    chatted: int


class LinkDay(msgspec.Struct):
    day: date
    opened: int
    added: int
    chatted: int


class Sums(msgspec.Struct, frozen=True):
    """Of a link, over some days."""

    opened: int = 0
    added: int = 0
    chatted: int = 0


class Brought(msgspec.Struct):
    """A customer whom a link brought; `chat_status` 1 where she has written."""

    external_userid: str
    name: str
    userid: str
    member_name: str
    state: str
    chat_status: int
    added_at: datetime


class Grant(msgspec.Struct):
    """Uses that were added; they end at midnight before `expires_on`, in the company's time zone."""

    id: int
    amount: int
    balance: int
    expires_at: datetime
    created_by: str
    created_at: datetime


class UseDay(msgspec.Struct):
    """`used`: uses taken that day; `beyond`: customers who began to talk when none was left."""

    day: date
    used: int
    beyond: int


class Quota(msgspec.Struct):
    """`used` since the beginning, `balance` left, `beyond` began to talk when none was left."""

    used: int
    balance: int
    beyond: int
    grants: list[Grant]
    days: list[UseDay]


class Started(msgspec.Struct, frozen=True):
    """A customer of a link who has written, under the lock of her row."""

    contact_id: int
    member_id: int
    link_key: int
    link_id: str
    app_id: int | None
    state: str
    userid: str
    external_userid: str
    before: int
    now: int


def check_name(name: str) -> str:
    """The name without surrounding blanks; raises Invalid."""
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Invalid(link_name=Text(f"1 到 {NAME_LENGTH} 个字", f"1 to {NAME_LENGTH} characters"))
    return name


def check_range(userids: tuple[str, ...], departments: tuple[int, ...]) -> None:
    """Raises RangeEmpty, RangeTooLarge."""
    if not userids and not departments:
        raise RangeEmpty()
    if len(userids) > RANGE or len(departments) > RANGE:
        raise RangeTooLarge(limit=RANGE)


def check_priority(kind: int, userids: tuple[str, ...]) -> None:
    """Raises PriorityInvalid."""
    if kind not in (0, 1, 2) or (kind == 2 and not userids) or len(userids) > RANGE:
        raise PriorityInvalid()


def channel(given: str | None) -> str:
    """`customer_channel` of an address: what is beyond 64 bytes is cut off, whole characters only."""
    cleaned = "".join(one for one in (given or "") if one.isprintable()).strip()
    return cleaned.encode()[:CHANNEL_BYTES].decode(errors="ignore")
