"""Partner companies and their people: shapes and limits."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from reunion.core.errors import Text
from reunion.platform.corps.model import CorpCard

NAME_LENGTH = 20
FULL_NAME_LENGTH = 64
CUSTOM_ID_LENGTH = 64
NOTE_LENGTH = 500
POSITION_LENGTH = 32
KEEPERS = 20

PartnerKind = Literal["supplier", "distributor"]
KINDS: dict[str, Text] = {
    "supplier": Text("供应商", "suppliers"),
    "distributor": Text("经销商", "distributors"),
}
Id = Annotated[int, Meta(ge=1, lt=2**53)]
Position = Annotated[str, Meta(max_length=POSITION_LENGTH)]


class Keeper(msgspec.Struct, frozen=True):
    """对接人: a member who looks after a partner."""

    member_id: int
    userid: str
    name: str
    resigned: bool


class Partner(msgspec.Struct, frozen=True):
    """A partner company. `name` stands after @; `people`: how many of its people are contacts;
    `groups`: in how many groups that are not dismissed somebody of it is."""

    id: int
    kind: PartnerKind
    name: str
    full_name: str
    custom_id: str
    note: str
    keepers: list[Keeper]
    people: int
    groups: int
    created_at: datetime
    created_by: str


class PartnerRow(msgspec.Struct, frozen=True):
    """A partner as it is kept."""

    corp_id: int
    id: int
    kind: PartnerKind
    name: str
    full_name: str
    custom_id: str
    note: str
    slug: str


class PartnerDraft(msgspec.Struct):
    """A partner as it shall be; without `full_name` it is the short one."""

    name: Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH)]
    full_name: Annotated[str, Meta(max_length=FULL_NAME_LENGTH)] = ""
    custom_id: Annotated[str, Meta(max_length=CUSTOM_ID_LENGTH)] = ""
    note: Annotated[str, Meta(max_length=NOTE_LENGTH)] = ""
    keepers: Annotated[list[Annotated[str, Meta(max_length=64)]], Meta(max_length=KEEPERS)] = []


class PartnerCard(msgspec.Struct, frozen=True):
    """A partner to choose."""

    id: int
    kind: PartnerKind
    name: str
    full_name: str


class PartnerPerson(msgspec.Struct, frozen=True):
    """Somebody of a partner. `added_by`: who said so; `followed_by`: members whose contact she is."""

    contact_id: int
    external_userid: str
    name: str
    avatar_url: str | None
    position: str
    partner: PartnerCard
    since: datetime
    added_by: str
    followed_by: list[str]


class PartnerInvitation(msgspec.Struct):
    """The address by which people of a partner come, and its picture."""

    url: str
    qr_svg_url: str
    qr_png_url: str


class EmploymentDraft(msgspec.Struct):
    """For whom a contact works, and as what."""

    partner_id: Id
    position: Position = ""


class PartnerPositionDraft(msgspec.Struct):
    """What she does there."""

    position: Position = ""


class PartnerTalk(msgspec.Struct):
    """Where she talks with a member who looks after her; null where nobody had room."""

    conversation_id: int | None


class InvitationCard(msgspec.Struct):
    """The page behind an invitation. `name` and `position`: hers, as far as known; `already`: she is
    one of its people; `reason`: why she cannot become one now."""

    slug: str
    partner: PartnerCard
    corp: CorpCard
    name: str
    position: str
    already: PartnerTalk | None
    reason: str | None


class PartnerJoined(msgspec.Struct):
    """`conversation_id`: with the member who looks after her; null where nobody had room."""

    conversation_id: int | None
    already: bool
