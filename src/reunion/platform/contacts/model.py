"""Customers and follows as screens and verbs see them, their limits, and what may be refused."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from reunion.core.errors import Invalid, Text
from reunion.core.pinyin import sort_key
from reunion.platform.contacts.states import State

REMARK_LENGTH = 20
DESCRIPTION_LENGTH = 150
COMPANY_LENGTH = 20
MOBILES = 10
MOBILE_LENGTH = 32
CUSTOMER_REMARK_LENGTH = 30
APPLY_TEXT_LENGTH = 50
FOLLOWERS_A_PAGE = 500
UNNAMED = "微信用户"
WECHAT = "微信"

BY_CODE = 1
BY_PHONE_SEARCH = 2


class Arrival(msgspec.Struct, frozen=True):
    """How a customer comes to a member. `tag_keys`: tags that the contact way puts on."""

    add_way: int = 0
    state: str = ""
    contact_way_id: int | None = None
    apply_text: str = ""
    tag_keys: tuple[int, ...] = ()


class FollowRow(msgspec.Struct, frozen=True):
    """A follow under its lock, with the wire ids that events name."""

    contact_id: int
    member_id: int
    person_id: int
    userid: str
    external_userid: str
    state: State
    blocked_by_customer: bool
    remark: str
    description: str
    remark_company: str
    remark_mobiles: list[str]
    remark_media_id: str | None
    remark_by_customer: str
    source_state: str
    add_way: int
    contact_way_id: int | None
    apply_text: str
    added_at: datetime | None
    conversation_id: int | None
    customer_name: str


class MemberFacts(msgspec.Struct, frozen=True):
    """`may_contact`: works here, and has the 客户联系 permission."""

    id: int
    userid: str
    name: str
    may_contact: bool


class Addition(msgspec.Struct, frozen=True):
    """What came of adding. `new`: they became contacts, or the request was made, just now."""

    contact_id: int
    member_id: int
    state: State
    conversation_id: int | None
    new: bool


class FollowTag(msgspec.Struct):
    id: str
    name: str
    group: str


class Follow(msgspec.Struct):
    """One member's relation to the customer. `add_way_name` in words; `source_name`: the contact way;
    `handing`: she is being handed over to a colleague."""

    member_id: int
    userid: str
    member_name: str
    state: State
    blocked_by_customer: bool
    remark: str
    description: str
    company: str
    mobiles: list[str]
    tags: list[FollowTag]
    add_way: int
    add_way_name: str
    source_state: str
    source_name: str
    apply_text: str
    requested_at: datetime | None
    added_at: datetime | None
    handing: bool = False


class Employment(msgspec.Struct, frozen=True):
    """For which partner company (上下游企业) somebody works, and as what."""

    partner_id: int
    kind: Literal["supplier", "distributor"]
    name: str
    full_name: str
    position: str


class Customer(msgspec.Struct):
    """A customer in a list, with one member's follow. `corp_name` is shown after @: where she works,
    or WeChat."""

    contact_id: int
    external_userid: str
    name: str
    gender: int
    avatar_url: str | None
    corp_name: str
    follow: Follow
    conversation_id: int | None
    online: bool
    employment: Employment | None = None


class OtherFollower(msgspec.Struct):
    """A colleague who also has this customer."""

    member_id: int
    name: str
    department: str
    added_at: datetime | None


class PurchaseSummary(msgspec.Struct):
    """Amounts in fen."""

    count: int
    total_fen: int
    last_at: datetime | None


class CustomerCard(msgspec.Struct):
    """A customer beside the chat. `purchases` stays null here: the desk asks for them by wire id."""

    contact_id: int
    external_userid: str
    name: str
    gender: int
    avatar_url: str | None
    corp_name: str
    follow: Follow
    conversation_id: int | None
    online: bool
    others: list[OtherFollower]
    purchases: PurchaseSummary | None = None
    employment: Employment | None = None


class Contact(msgspec.Struct):
    """A customer of the corp, whoever follows. `phone_masked` hides the middle digits."""

    external_userid: str
    name: str
    gender: int
    avatar_url: str | None
    created_at: datetime
    phone_masked: str
    employment: Employment | None = None


class CustomerDetail(msgspec.Struct):
    contact: Contact
    follows: list[Follow]


class TimelineEntry(msgspec.Struct):
    """`kind`: added, requested, remark, tags, deleted, blocked, unblocked, welcome, unassigned …;
    `note` is secondary to `detail`: the `state` of the contact way named there."""

    at: datetime
    kind: str
    title: str
    detail: str
    data: Any
    note: str = ""


class Source(msgspec.Struct):
    """A value of `state` with how many customers it brought."""

    state: str
    name: str
    count: int


Short = Annotated[str, msgspec.Meta(max_length=REMARK_LENGTH)]


class RemarkChange(msgspec.Struct):
    """What a member writes about a customer; what is not given stays."""

    remark: Short | None = None
    description: Annotated[str, msgspec.Meta(max_length=DESCRIPTION_LENGTH)] | None = None
    company: Annotated[str, msgspec.Meta(max_length=COMPANY_LENGTH)] | None = None
    mobiles: (
        Annotated[
            list[Annotated[str, msgspec.Meta(max_length=MOBILE_LENGTH)]],
            msgspec.Meta(max_length=MOBILES),
        ]
        | None
    ) = None


class CustomerFilter(msgspec.Struct, frozen=True):
    """All conditions hold together. `members` and `departments` None: no condition."""

    state: Literal["active", "requested", "deleted"] = "active"
    member_id: int | None = None
    departments: tuple[int, ...] | None = None
    scope: tuple[int, ...] | None = None
    tag: str | None = None
    no_tag: bool = False
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str = ""
    sort: Literal["added_at", "name"] = "added_at"


def shown_name(name: str) -> str:
    """A person who gave no name is still somebody."""
    return name or UNNAMED


def name_key(customer_name: str, remark: str) -> str:
    """Where the customer stands among others by name: the remark comes first, as on the screen."""
    return sort_key(remark or shown_name(customer_name))


def search_text(
    customer_name: str, remark: str, company: str, description: str, mobiles: list[str]
) -> str:
    """Everything that a search for this customer may match, in lower case."""
    parts = [customer_name, remark, company, description, *mobiles]
    for name in {customer_name, remark} - {""}:
        syllables = sort_key(name).split()
        parts += ["".join(syllables), "".join(part[0] for part in syllables)]
    return " ".join(part.lower() for part in parts if part)


def masked(phone: str) -> str:
    """`13800001234` -> `138****1234`."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****"


def check_lengths(
    remark: str | None, description: str | None, company: str | None, mobiles: list[str] | None
) -> None:
    """Raises Invalid with every field that is too long."""
    limits = (
        ("remark", remark, REMARK_LENGTH),
        ("description", description, DESCRIPTION_LENGTH),
        ("remark_company", company, COMPANY_LENGTH),
    )
    wrong = {
        name: Text(f"最多 {limit} 个字", f"at most {limit} characters")
        for name, value, limit in limits
        if value is not None and len(value) > limit
    }
    if mobiles is not None and (
        len(mobiles) > MOBILES or any(len(mobile) > MOBILE_LENGTH for mobile in mobiles)
    ):
        wrong["remark_mobiles"] = Text(f"最多 {MOBILES} 个电话", f"at most {MOBILES} numbers")
    if wrong:
        raise Invalid(**wrong)
