"""Customer groups: shapes, limits and what goes over the wire about them."""

import hashlib
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from reunion.platform.corps.model import CorpCard
from reunion.platform.partners.model import PartnerKind
from reunion.platform.welcome.model import Attachment

SIZE = 500
"""limits.md: any group that a WeCom user made."""
SIZE_BY_CODE = 200
"""Above this nobody joins by a code any more, only by invitation."""
NAME_LENGTH = 40
NOTICE_LENGTH = 2000
NICKNAME_LENGTH = 20
ADMINS = 10
FORMER = 200
"""Of those who left, how many are shown."""

Id = Annotated[int, Meta(ge=1, lt=2**53)]
Name = Annotated[str, Meta(max_length=NAME_LENGTH)]
Role = Literal["owner", "admin", "member"]
Kind = Literal["member", "contact"]
InviteBy = Literal["all", "leaders"]
GroupKind = Literal["customer"] | PartnerKind
Status = Literal["open", "dismissed", "all"]
INVITED, BY_LINK, BY_CODE = 1, 2, 3
LEFT, REMOVED = 0, 1


class GroupLabel(msgspec.Struct):
    """`groups`: how many have it."""

    id: int
    name: str
    groups: int = 0


class GroupRow(msgspec.Struct, frozen=True):
    """A group as it is kept. `kind`: for whom, customers or people of partners; `addressee`: under
    which restraint counts what is sent to it."""

    corp_id: int
    id: int
    kind: GroupKind
    chat_id: str
    open_gid: str
    addressee: int
    name: str
    owner_id: int
    notice: str
    notice_by: str
    notice_at: datetime | None
    size: int
    customers: int
    size_limit: int
    invite_by: InviteBy
    version: int
    template_id: int | None
    welcome: dict | None
    created_at: datetime
    created_by: str
    dismissed_at: datetime | None

    @property
    def key(self) -> str:
        """Orders its events."""
        return f"group:{self.id}"

    @property
    def room_by_code(self) -> bool:
        """Whether somebody may still join by a code."""
        return self.dismissed_at is None and self.size < min(self.size_limit, SIZE_BY_CODE)


class Group(msgspec.Struct):
    """A group as our own surfaces have it. `kind`: for customers, or for people of partner companies
    (供应商群, 经销商群); `size_limit`: at most 500; `invite_by`: who may bring
    others; `my_role` null for headquarters. Customers get no `chat_id` and no `labels`."""

    id: int
    kind: GroupKind
    chat_id: str
    name: str
    owner_id: int
    owner_name: str
    owner_userid: str
    owner_resigned: bool
    size: int
    size_limit: int
    customers: int
    notice: str
    notice_by: str
    notice_at: datetime | None
    created_at: datetime
    created_by: str
    dismissed_at: datetime | None
    invite_by: InviteBy
    last_at: datetime
    my_role: Role | None = None
    labels: list[GroupLabel] = []


class GroupMember(msgspec.Struct):
    """Somebody who is in a group or was. `join_scene`: 1 invited, 2 by a link, 3 by a code;
    `quit_scene`: 0 left, 1 removed. `mine`: a colleague, or a customer of the caller's; `corp_name`:
    the partner company that she works for, null for colleagues and customers."""

    principal_id: int
    kind: Kind
    name: str
    nickname: str
    avatar_url: str | None
    userid: str | None
    external_userid: str | None
    title: str
    corp_name: str | None
    role: Role
    joined_at: datetime
    join_scene: int
    inviter_name: str
    mine: bool
    left_at: datetime | None
    quit_scene: int | None
    removed_by: str
    reason: str


class GroupMembers(msgspec.Struct):
    """`items`: the owner, admins, then in the order of joining; `former`: the latest 200 who left."""

    items: list[GroupMember]
    former: list[GroupMember]


class Newcomer(msgspec.Struct, frozen=True):
    """Who comes in. `wire_id`: userid or external_userid; `account_id`: who signs in for it."""

    principal_id: int
    kind: Kind
    account_id: int
    wire_id: str
    name: str


class Coming(msgspec.Struct, frozen=True):
    """How somebody comes in."""

    scene: int = INVITED
    inviter_id: int | None = None
    way_id: int | None = None
    state: str = ""


class GroupCard(msgspec.Struct, frozen=True):
    """A group in few words, for other modules."""

    id: int
    chat_id: str
    name: str
    owner_id: int
    size: int


class NoticeRefusal(msgspec.Struct, frozen=True):
    """The rule of restraint, what it counted and what it allows."""

    rule: str
    counted: int | None
    allowed: int | None


class NoticeSaved(msgspec.Struct):
    """`told`: everybody got it as a message; if not though it was asked for, `refusal` says why."""

    group: Group
    told: bool
    refusal: NoticeRefusal | None


class GroupWelcome(msgspec.Struct):
    """What a customer hears who joins: the group's own, or a template."""

    source: Literal["own", "template", "none"]
    template_id: str | None
    text: str
    attachment: Attachment | None
    enabled: bool


class WelcomeTemplate(msgspec.Struct):
    """`used`: by how many groups; `mine`: the console may change it, what an app made only the app."""

    template_id: str
    text: str
    attachment: Attachment | None
    made_by: str
    mine: bool
    created_at: datetime
    used: int


class WayGroup(msgspec.Struct):
    id: int
    chat_id: str
    name: str
    size: int
    size_limit: int
    dismissed: bool


class JoinWay(msgspec.Struct):
    """`auto_create`: when all its groups are full the next one is opened, called `base_name` and
    `next_number`; `opened` and `joined` since it was made."""

    id: int
    config_id: str
    slug: str
    remark: str
    state: str
    auto_create: bool
    base_name: str
    next_number: int
    groups: list[WayGroup]
    url: str
    qr_svg_url: str
    qr_png_url: str
    opened: int
    joined: int
    created_by: str
    created_at: datetime


class JoinWayRow(msgspec.Struct, frozen=True):
    """A code as it is kept."""

    corp_id: int
    id: int
    config_id: str
    slug: str
    scene: int
    remark: str
    state: str
    mark_source: bool
    auto_create: bool
    base_name: str
    next_number: int
    group_ids: list[int]
    own_group_id: int | None
    opened: int
    joined: int
    app_id: int | None
    created_by: str
    created_at: datetime


class AlreadyIn(msgspec.Struct):
    conversation_id: int


class JoinCard(msgspec.Struct):
    """The page behind a code. `kind`: whom the group is for; `reason`: why nobody, or not she, can
    join now."""

    slug: str
    kind: GroupKind
    group_name: str
    size: int
    corp: CorpCard
    reason: str | None
    already: AlreadyIn | None


class Joined(msgspec.Struct):
    conversation_id: int
    group_name: str
    already: bool


def version_of(chat_id: str, version: int) -> str:
    """A state of the list of members, as the wire names it."""
    return hashlib.sha256(f"{chat_id}:{version}".encode()).hexdigest()[:32]
