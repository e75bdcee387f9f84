"""The sidebar: who has it open, follow-up notes, refusals."""

from datetime import datetime, timedelta
from typing import Annotated, Self

import msgspec
from msgspec import UNSET, UnsetType

from reunion.core.errors import AppError, Conflict, NotFound, Text
from reunion.growth.connection.advice import about
from reunion.growth.predictions.model import Prediction
from reunion.growth.profiles.model import Card, ProfileTag
from reunion.growth.profiles.page import Attribute, Owned
from reunion.wecom.errors import WecomError

SESSION = timedelta(hours=8)
MOST_OPEN = 200
"""Open follow-up notes of a member about one customer."""

NoteText = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class NoSidebar(Conflict):
    """The corp has no app for the sidebar, or does not know this page."""

    code = "no_sidebar"
    title_zh = "企业还没有可用的侧边栏应用，请管理员在「应用管理」或「企业微信连接」里检查"
    title_en = (
        "There is no app for the sidebar; an administrator checks apps and the WeCom connection"
    )


class NotAMember(AppError):
    """The code is that of somebody who does not work here, or it is worth nothing."""

    errcode = 40029
    status = 403
    code = "not_a_member"
    title_zh = "没有认出您是哪位成员，请重新打开侧边栏"
    title_en = "We could not tell which member you are; open the sidebar again"


class NotKnownYet(NotFound):
    """WeCom has the customer, and she was not read yet."""

    code = "not_known_yet"
    title_zh = "刚添加的客户，档案正在同步，请稍候"
    title_en = "A customer who was just added; their profile is being read, one moment"


class GroupNotKnownYet(NotKnownYet):
    """WeCom has the group, and it was not read yet."""

    title_zh = "刚建的客户群，正在同步，请稍候"
    title_en = "A group that was just made; it is being read, one moment"


class NotInGroup(NotFound):
    """The member is not in this group."""

    code = "not_in_group"
    title_zh = "您不在这个客户群里"
    title_en = "You are not in this group"


class WecomRefused(AppError):
    """WeCom gave no ticket of the JS-SDK; the text says why."""

    status = 503
    code = "wecom_refused"

    @classmethod
    def of(cls, error: WecomError) -> Self:
        """In the words of the page that tests the connection."""
        why = about(error.errcode)
        text = Text(
            f"企业微信没有答应（{error.errcode}）：{why}",
            f"WeCom refused ({error.errcode}): {why.en}",
        )
        return cls(text)


class NoSuchNote(NotFound):
    """No note of the member's with this number."""

    code = "no_such_follow_up"
    title_zh = "没有这条跟进记录，可能已被删除"
    title_en = "There is no such follow-up note; it may have been deleted"


class SidebarDoor(msgspec.Struct, frozen=True):
    """Where the page asks who opened it, and as which app it speaks to the JS-SDK."""

    corpid: str
    agentid: int
    authorize: str


class SidebarSession(msgspec.Struct, frozen=True):
    """`token` goes as a bearer token with every call; it is kept in the page alone."""

    token: str
    userid: str
    name: str
    expires_at: datetime


class PageSigned(msgspec.Struct, frozen=True, rename="camel"):
    """As the JS-SDK takes it."""

    timestamp: int
    nonce_str: str
    signature: str


class OwnFollow(msgspec.Struct, frozen=True):
    """What the member himself has noted in WeCom."""

    remark: str
    description: str
    added_at: datetime | None


class Portrait(msgspec.Struct, frozen=True):
    """`attributes`: those of which something is known; `others`: who else follows her. `prediction` is null
    while she has bought nothing, or nothing was computed."""

    card: Card
    follow: OwnFollow
    others: list[str]
    identities: list[Owned]
    attributes: list[Attribute]
    prediction: Prediction | None


class SidebarGuest(msgspec.Struct, frozen=True):
    """A customer in a group. `profile_no` is null where she is not the member's own: then there is her name
    alone."""

    name: str
    avatar: str
    joined_at: datetime
    profile_no: int | None
    tags: list[ProfileTag]


class SidebarGroup(msgspec.Struct, frozen=True):
    """The group beside which the page stands. `owner` and `colleagues` are names of members; the owner is
    not among the colleagues."""

    name: str
    owner: str
    made_at: datetime
    colleagues: list[str]
    guests: list[SidebarGuest]


class SidebarTags(msgspec.Struct, frozen=True):
    items: list[ProfileTag]


class FollowUp(msgspec.Struct, frozen=True):
    """One note. `name` is the customer's; `external_userid` is null where WeCom does not know her."""

    id: int
    profile_no: int
    name: str
    external_userid: str | None
    text: str
    due_at: datetime | None
    done_at: datetime | None
    created_at: datetime


class FollowUps(msgspec.Struct, frozen=True):
    """`now` is the server's time, and `tomorrow` when the company's next day begins: what is late, and
    what is due today, is told by these, whatever clock a phone has."""

    items: list[FollowUp]
    now: datetime
    tomorrow: datetime


class NewFollowUp(msgspec.Struct):
    """`due_at` null: a note without a date."""

    text: NoteText
    due_at: datetime | None = None


class FollowUpChange(msgspec.Struct):
    """Only what is given is changed."""

    text: NoteText | UnsetType = UNSET
    due_at: datetime | UnsetType | None = UNSET
    done: bool | UnsetType = UNSET
