"""Contact ways: shapes, limits, and why one is refused."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from reunion.core.errors import Invalid, Text
from reunion.platform.contact_ways.refusals import SceneInvalid, StyleInvalid, TypeInvalid
from reunion.platform.corps.model import CorpCard
from reunion.platform.welcome.model import Welcome

MEMBERS = 100
QUOTA = 500_000
TEMPORARY_A_DAY = 100_000
TEXT_LENGTH = 30
DAY = 24 * 3600
LONGEST_TEMPORARY = 14 * DAY
DEFAULT_TEMPORARY = 7 * DAY
DEFAULT_CHAT = DAY
LONGEST = 3660 * DAY
OWN_REMARK = "个人二维码"

Line = Annotated[str, msgspec.Meta(max_length=TEXT_LENGTH)]


class WayMember(msgspec.Struct):
    userid: str
    name: str


class WayTag(msgspec.Struct):
    id: str
    name: str


class ContactWay(msgspec.Struct):
    """`type` 1 one member, 2 several; `opened` and `added` since it was made."""

    id: int
    config_id: str
    slug: str
    type: int
    scene: int
    remark: str
    state: str
    skip_verify: bool
    members: list[WayMember]
    departments: list[int]
    is_temp: bool
    is_exclusive: bool
    expires_at: datetime | None
    welcome: Welcome | None
    tags: list[WayTag]
    landing_url: str
    qr_svg_url: str
    qr_png_url: str
    created_at: datetime
    opened: int
    added: int
    created_by: str


class WayState(msgspec.Struct, frozen=True):
    """What ways bring as the state of a customer; `gone`: none of them is there any more."""

    state: str
    name: str
    gone: bool


class WayRow(msgspec.Struct, frozen=True):
    """A contact way as it is kept."""

    id: int
    corp_id: int
    config_id: str
    slug: str
    type: int
    scene: int
    style: int
    remark: str
    skip_verify: bool
    state: str
    member_ids: list[int]
    department_ids: list[int]
    is_temp: bool
    is_exclusive: bool
    expires_at: datetime | None
    chat_expires_in: int | None
    unionid: str
    conclusions: Any
    tag_ids: list[int]
    owner_id: int | None
    created_by: str
    opened: int
    added: int
    created_at: datetime

    def expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= now


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A contact way to be made."""

    userids: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()
    type: int | None = None
    scene: int = 2
    style: int = 0
    remark: str = ""
    state: str = ""
    skip_verify: bool = True
    is_temp: bool = False
    is_exclusive: bool = False
    expires_in: int | None = None
    chat_expires_in: int | None = None
    unionid: str = ""
    conclusions: Any = None
    tags: tuple[str, ...] = ()
    app_id: int | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is None stays."""

    userids: tuple[str, ...] | None = None
    departments: tuple[int, ...] | None = None
    style: int | None = None
    remark: str | None = None
    state: str | None = None
    skip_verify: bool | None = None
    is_exclusive: bool | None = None
    expires_in: int | None = None
    chat_expires_in: int | None = None
    unionid: str | None = None
    conclusions: Any = None
    tags: tuple[str, ...] | None = None


class Shown(msgspec.Struct, frozen=True):
    """A member of a code's pool. `full`: has as many customers as allowed; `load`: how many."""

    id: int
    name: str
    avatar_media_id: str | None
    title: str
    department: str
    gender: int
    full: bool
    load: int


class WayCardMember(msgspec.Struct):
    name: str
    avatar_url: str | None
    title: str
    department: str
    gender: int


class Already(msgspec.Struct):
    conversation_id: int | None


class WayCard(msgspec.Struct):
    """What a visitor sees: the member whom this visitor gets, always the same one. `reason` says why
    nobody can be added now. `confirm`: the member must accept, so the app asks for words first."""

    slug: str
    member: WayCardMember
    corp: CorpCard
    expired: bool
    reason: str | None
    confirm: bool
    already: Already | None


class WayDay(msgspec.Struct):
    day: date
    opened: int
    added: int
    lost: int


class MemberAdded(msgspec.Struct):
    userid: str
    name: str
    added: int


class WayStatistics(msgspec.Struct):
    """Days in the corp's time zone, the earliest first; members by how many they got in all."""

    days: list[WayDay]
    members: list[MemberAdded]


def check_shape(scene: int, style: int) -> None:
    """Raises SceneInvalid, StyleInvalid."""
    if scene not in (1, 2):
        raise SceneInvalid()
    if not 0 <= style <= 3:
        raise StyleInvalid()


def check_texts(remark: str | None, state: str | None) -> None:
    """Raises Invalid when one of them is longer than 30 characters."""
    wrong = {
        name: Text(f"最多 {TEXT_LENGTH} 个字", f"at most {TEXT_LENGTH} characters")
        for name, value in (("remark", remark), ("state", state))
        if value is not None and len(value) > TEXT_LENGTH
    }
    if wrong:
        raise Invalid(**wrong)


def check_times(
    is_temp: bool, expires_in: int | None, chat_expires_in: int | None
) -> tuple[int | None, int | None]:
    """Lifetimes of the code and of its chats in seconds, with defaults; raises Invalid."""
    longest = LONGEST_TEMPORARY if is_temp else LONGEST
    for name, value, limit in (
        ("expires_in", expires_in, longest),
        ("chat_expires_in", chat_expires_in, LONGEST_TEMPORARY),
    ):
        if value is not None and not 1 <= value <= limit:
            raise Invalid(**{name: Text(f"须为 1 到 {limit} 秒", f"1 to {limit} seconds")})
    if not is_temp:
        return expires_in, None
    return expires_in or DEFAULT_TEMPORARY, chat_expires_in or DEFAULT_CHAT


def type_of(given: int | None, members: int, departments: int) -> Literal[1, 2]:
    """1 for one member, else 2; raises TypeInvalid where the given one does not fit."""
    if members + departments == 0:
        raise Invalid(
            user=Text("至少指定一位成员或一个部门", "name at least one member or department")
        )
    fits: Literal[1, 2] = 1 if members == 1 and departments == 0 else 2
    if given is None:
        return fits
    if given not in (1, 2) or (given == 1 and fits == 2):
        raise TypeInvalid()
    return 1 if given == 1 else 2
