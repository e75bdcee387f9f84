"""What the archive is made of, and why something is refused. No I/O."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from reunion.core.errors import Conflict, Forbidden, Invalid, NotFound

Edition = Literal["office", "service", "enterprise"]
Mode = Literal["ask", "tell"]

EDITIONS: dict[int, Edition] = {1: "office", 2: "service", 3: "enterprise"}
"""By the numbers of get_permit_user_list: with colleagues, with customers, both."""
AGREED, DISAGREED = "archive_agreed", "archive_disagreed"
"""Codes of the grey lines by which a customer's word stands in the chat."""
LONGEST_PULL = 1000
CHUNK = 512 * 1024
"""limits.md, 会话内容存档."""
LOOK_LASTS = timedelta(minutes=30)


class Setting(msgspec.Struct):
    """`members`: how many are archived now; `key_version`: 0 without a public key."""

    mode: Mode
    retention_days: int | None
    members: int
    last_seq: int
    entries: int
    key_version: int


class Permitted(msgspec.Struct):
    """A member whose chats are archived since then."""

    member_id: int
    name: str
    userid: str
    department: str
    edition: Edition
    since: datetime


class PublicKey(msgspec.Struct, frozen=True):
    """`fingerprint`: SHA-256 of the key in DER, in hexadecimal."""

    version: int
    public_key: str
    fingerprint: str
    created_by: str
    created_at: datetime


class Consent(msgspec.Struct, frozen=True):
    """What a customer said last; `agreed` null: nothing yet."""

    agreed: bool | None
    at: datetime | None


class Entry(msgspec.Struct, frozen=True):
    """An archived message with what it said, also when it was taken back since. `to`: who got it."""

    seq: int
    conversation_id: int
    message_seq: int
    conversation_kind: str
    sender_id: int
    kind: str
    content: Any
    sent_at: datetime
    recalled: bool
    to: list[int]

    @property
    def msgid(self) -> str:
        return msgid(self.conversation_id, self.message_seq, self.sent_at, self.conversation_kind)


class Look(msgspec.Struct):
    """An officer's look: with its purpose, and until when it may be used."""

    id: int
    member_id: int
    member_name: str
    purpose: str
    at: datetime
    expires_at: datetime
    searched: int = 0
    read: int = 0
    exported: int = 0


class LookStep(msgspec.Struct):
    """What was done in a look."""

    kind: Literal["searched", "read", "exported"]
    detail: str
    at: datetime


class ArchivedMessage(msgspec.Struct):
    """A message as an officer reads it; of a recalled one the content as it was."""

    seq: int
    conversation_id: int
    message_seq: int
    sender_id: int
    sender_name: str
    sender_is_customer: bool
    kind: str
    content: Any
    sent_at: datetime
    recalled: bool


class ArchivedTalk(msgspec.Struct):
    """A conversation with archived messages, by the names of those in it."""

    conversation_id: int
    kind: str
    title: str
    messages: int
    last_at: datetime


class ArchiveFilter(msgspec.Struct, frozen=True):
    """`q`: a part of the text. `member_id`, `external_userid`: who is in the conversation."""

    q: str = ""
    member_id: int | None = None
    external_userid: str | None = None
    conversation_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


class NotEnabled(Conflict):
    """No member of the company is archived."""

    errcode = 301053
    code = "archive_not_enabled"
    title_zh = "企业没有开启会话内容存档"
    title_en = "The company has not switched the archive on"


class NoKey(Conflict):
    """Nothing can be pulled before there is a public key."""

    errcode = 301052
    code = "archive_no_key"
    title_zh = "还没有设置消息加密公钥，请先在管理后台设置"
    title_en = "There is no public key yet; set one in the console"


class KeyInvalid(Invalid):
    errcode = 40058
    code = "archive_key_invalid"
    places = ("public_key",)
    title_zh = "需要 PEM 格式的 RSA 公钥，2048 位"
    title_en = "An RSA public key of 2048 bits in PEM is needed"


class SameKey(Conflict):
    code = "archive_key_known"
    places = ("public_key",)
    title_zh = "这个公钥已是第 {version} 版"
    title_en = "This public key is version {version} already"


class FileUnknown(NotFound):
    errcode = 301048
    code = "archive_file_unknown"
    title_zh = "没有这个存档文件，可能已过保留期限"
    title_en = "The archive has no such file; it may be past its retention"


class NotInternal(Invalid):
    errcode = 301059
    code = "not_internal"
    title_zh = "这不是企业内部群"
    title_en = "This is not a group of colleagues"


class LookNeeded(Forbidden):
    """A look has ended, or was never opened."""

    code = "look_needed"
    title_zh = "查阅已结束，请重新填写查阅目的"
    title_en = "The look has ended; state its purpose anew"


def msgid(conversation_id: int, message_seq: int, sent_at: datetime, kind: str) -> str:
    """One message has one id; as with WeCom that of a chat with customers ends in `_external`."""
    outside = "" if kind in ("internal", "room") else "_external"
    return f"{conversation_id}_{message_seq}_{int(sent_at.timestamp() * 1000)}{outside}"
