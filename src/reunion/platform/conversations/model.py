"""Conversations as they are shown, and the reasons why something cannot be done in them."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from reunion.core.errors import AppError
from reunion.platform.corps.model import CorpCard

Kind = Literal["external", "internal", "room", "group"]
PartyKind = Literal["member", "contact"]
MessageKind = Literal[
    "text", "image", "file", "voice", "video", "link", "card", "location", "miniprogram",
    "system", "recall",
]  # fmt: skip
Surface = Literal["app", "desk"]

RECALL_WITHIN = timedelta(minutes=2)
RECALL_PREFIX = "recall:"
"""Of the client_id of a recall; clients' own have no colon."""
UNREAD_CAP = 999
SHOWN_PARTICIPANTS = 10
ROOM_SIZE = 500


class Party(msgspec.Struct, frozen=True):
    """One side: `principal_id` is the member's or the contact's id, `account_id` who signs in for
    it (the member itself, or the person behind the contact). In a group, what was said up to
    `from_seq` is not for this side, and `leads` says whether it may speak to all."""

    principal_id: int
    kind: PartyKind
    account_id: int
    from_seq: int = 0
    leads: bool = False


class Message(msgspec.Struct):
    """`content` by kind as in the API guide; `recalled` leaves it empty. `seq` has no gaps."""

    conversation_id: int
    seq: int
    sender_id: int
    client_id: str
    kind: MessageKind
    content: Any
    reply_to: int | None
    sent_at: datetime
    recalled: bool = False


class Participant(msgspec.Struct, omit_defaults=True):
    """A side as the other sees it. `corp_name`: of a member the company, of a contact the partner
    company that she works for, null where she works for none; `title`: what they do there."""

    principal_id: int
    kind: PartyKind
    name: str
    avatar_url: str | None
    corp_name: str | None
    read_seq: int
    userid: str | None = None
    external_userid: str | None = None
    title: str | None = None


class Conversation(msgspec.Struct):
    """One conversation as one participant sees it. `open` = this participant may write; if not,
    `closed_reason`: deleted, blocked (by the other side), blocked_by_me, resigned, ended, dismissed.
    Of a room or a group, `participants` are up to ten: the caller, who spoke last, and others.
    Messages up to `from_seq` are not shown; `mentioned`: something unread is for the caller by name
    or for all; `leads`: owner or admin of the group."""

    id: int
    kind: Kind
    title: str
    participants: list[Participant]
    member_count: int
    last_message: Message | None
    last_seq: int
    last_at: datetime
    read_seq: int
    unread: int
    open: bool
    closed_reason: str | None
    muted: bool
    pinned: bool
    hidden: bool
    corp: CorpCard
    from_seq: int = 0
    owner_id: int | None = None
    leads: bool = False
    mentioned: bool = False


class NotAContact(AppError):
    """The two are no longer contacts of each other."""

    errcode = 84061
    status = 409
    code = "not_a_contact"
    title_zh = "你们已不是联系人，消息没有发出。重新添加后可以继续聊天"
    title_en = "You are no longer contacts, so the message was not sent; add each other again"


class Blocked(AppError):
    """The other side does not take messages from this one."""

    errcode = 84061
    status = 409
    code = "blocked"
    title_zh = "对方拒收了你的消息"
    title_en = "The other side does not accept messages from you"


class BlockedByMe(AppError):
    """The sender has blocked the other side."""

    errcode = 84061
    status = 409
    code = "blocked_by_me"
    title_zh = "你已屏蔽对方，解除屏蔽后可以发消息"
    title_en = "You have blocked this contact; unblock to send messages"


class Closed(AppError):
    """The conversation has ended, for example since the member left the company."""

    errcode = 84061
    status = 409
    code = "closed"
    title_zh = "会话已结束，不能再发消息"
    title_en = "This conversation has ended; messages can no longer be sent"


class NoConversation(AppError):
    """There is no such conversation, or the caller is not in it."""

    errcode = 40058
    status = 404
    code = "not_found"
    title_zh = "没有找到这个会话"
    title_en = "There is no such conversation"


class NoMessage(AppError):
    """There is no such message in the conversation."""

    errcode = 40058
    status = 404
    code = "not_found"
    title_zh = "没有找到这条消息"
    title_en = "There is no such message"


class TooLate(AppError):
    """More than two minutes have passed."""

    errcode = 40058
    status = 409
    code = "too_late"
    title_zh = "发送超过 2 分钟的消息不能撤回"
    title_en = "Messages can be recalled within 2 minutes"


class NotYours(AppError):
    """Only the sender may recall."""

    errcode = 48002
    status = 403
    code = "forbidden"
    title_zh = "只能撤回自己发送的消息"
    title_en = "You can only recall messages of your own"


class NotColleagues(AppError):
    """Not everybody who was named works here."""

    errcode = 84061
    status = 409
    code = "not_colleagues"
    title_zh = "群聊只能有在职的同事，请去掉其他人后重试"
    title_en = "A room is for colleagues who work here; leave out the others and try again"


class NotTheOwner(AppError):
    """Only the owner of a room puts others out of it."""

    errcode = 48002
    status = 403
    code = "not_the_owner"
    title_zh = "只有群主可以移出其他成员"
    title_en = "Only the owner of the room can remove others"


class NotALeader(AppError):
    """Only the owner and the admins of a group speak to all of it."""

    errcode = 48002
    status = 409
    code = "not_a_leader"
    title_zh = "只有群主和群管理员可以 @所有人"
    title_en = "Only the owner and the admins of the group can mention everybody"


class CannotTalk(AppError):
    """The two may not have a conversation."""

    errcode = 84061
    status = 409
    code = "not_a_contact"
    title_zh = "对方不是你的联系人，不能发起会话"
    title_en = "This is not a contact of yours, so no conversation can be opened"


REFUSALS: dict[str, type[AppError]] = {
    "deleted": NotAContact,
    "blocked": Blocked,
    "blocked_by_me": BlockedByMe,
}
"""By the reason kept with a closed side; any other reason is `Closed`."""


def refusal(reason: str) -> AppError:
    """The error that a sender gets whose side is closed for `reason`."""
    return REFUSALS.get(reason, Closed)()


def pair_key(a: int, b: int) -> str:
    """A pair of principals has one key, whoever comes first."""
    return f"{min(a, b)}:{max(a, b)}"
