"""Departments, members and member tags, as verbs and screens see them."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from reunion.platform.corps.model import CorpCard, picture_url

ROOT = 1
MOST_LEVELS = 15
MOST_NODES = 30_000
MOST_DEPARTMENTS = 100
MOST_DIRECT_LEADERS = 5

Status = Literal["active", "disabled", "resigned", "pending"]
Role = Literal["super_admin", "admin", "scoped", "member"]

WIRE_STATUS: dict[str, int] = {"active": 1, "disabled": 2, "pending": 4, "resigned": 5}
"""WeCom's status numbers (endpoint user/get)."""


class Reach(msgspec.Struct, frozen=True):
    """What somebody may see: these departments with all below them, and these members. None:
    the whole company."""

    departments: tuple[int, ...] | None = None
    members: tuple[int, ...] = ()


EVERYTHING = Reach()


class Authority(msgspec.Struct, frozen=True):
    """On whose authority the directory is changed. `member_id` 0: an app or the system."""

    role: Role
    reach: Reach = EVERYTHING
    member_id: int = 0


FULL = Authority("super_admin")
"""The contacts app's and the system's."""


class Department(msgspec.Struct):
    """`member_count`: members in it and below it, each counted once; resigned ones are not."""

    id: int
    parent_id: int
    name: str
    order: int
    member_count: int = 0
    name_en: str = ""
    leaders: list[str] = []


class Departments(msgspec.Struct):
    items: list[Department]


class DeskDirectory(msgspec.Struct):
    departments: list[Department]
    corp: CorpCard


Short = Annotated[str, msgspec.Meta(max_length=256)]


class MemberFacts(msgspec.Struct, kw_only=True):
    """What verbs and screens both know of a member. `customers` is kept by contacts."""

    userid: str
    name: str
    alias: str
    english_name: str
    mobile: str | None
    email: str | None
    biz_mail: str | None
    telephone: str
    address: str
    position: str
    external_position: str
    gender: int
    departments: list[int]
    main_department: int
    direct_leaders: list[str]
    status: Status
    role: Role
    role_departments: list[int]
    can_contact: bool
    customers: int
    created_at: datetime
    resigned_at: datetime | None


class Member(MemberFacts, kw_only=True):
    """`departments`, `orders` and `leads` run parallel. `customer_cap` None: the company's. `seen_at`: when
    he last used desk or console, to a day; None: he never signed in."""

    id: int
    seen_at: datetime | None
    name_pinyin: str
    avatar_media_id: str | None
    extattr: dict[str, Any]
    external_profile: dict[str, Any]
    customer_cap: int | None
    orders: list[int]
    leads: list[bool]

    @property
    def key(self) -> str:
        """Events of one member keep their order by this."""
        return f"member:{self.id}"


class MemberFields(msgspec.Struct, kw_only=True):
    """Fields to set; what is UNSET stays as it is. `customer_cap` None: the company's."""

    alias: Short | UnsetType = UNSET
    english_name: Short | UnsetType = UNSET
    mobile: Short | UnsetType | None = UNSET
    email: Short | UnsetType | None = UNSET
    biz_mail: Short | UnsetType | None = UNSET
    telephone: Short | UnsetType = UNSET
    address: Short | UnsetType = UNSET
    position: Short | UnsetType = UNSET
    external_position: Short | UnsetType = UNSET
    gender: int | UnsetType = UNSET
    main_department: int | UnsetType = UNSET
    direct_leaders: list[str] | UnsetType = UNSET
    can_contact: bool | UnsetType = UNSET
    customer_cap: int | UnsetType | None = UNSET
    avatar_media_id: Short | UnsetType | None = UNSET


class MemberPatch(MemberFields, kw_only=True):
    """With those that not every caller may set."""

    name: str | UnsetType = UNSET
    departments: list[int] | UnsetType = UNSET
    orders: list[int] | UnsetType = UNSET
    leads: list[bool] | UnsetType = UNSET
    extattr: dict[str, Any] | UnsetType = UNSET
    external_profile: dict[str, Any] | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET
    new_userid: str | UnsetType = UNSET


class MemberFilter(msgspec.Struct, frozen=True):
    """`recursive`: members of the departments below as well. Resigned members only where asked for."""

    department_id: int | None = None
    recursive: bool = True
    status: Status | None = None
    q: str = ""
    administrators: bool = False


class Colleague(msgspec.Struct):
    """A member as other staff see him."""

    member_id: int
    userid: str
    name: str
    alias: str
    title: str
    departments: list[str]
    mobile: str | None
    email: str | None
    avatar_url: str | None
    online: bool


class MemberTag(msgspec.Struct):
    """`members`: how many members and departments it holds."""

    id: int
    name: str
    members: int = 0


def avatar_url(member: Member) -> str | None:
    return picture_url(member.avatar_media_id)
