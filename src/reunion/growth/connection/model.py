"""A corp's connection to its WeCom, how it is set, and what may be wrong with it."""

import re
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from reunion.core.errors import Conflict, Invalid, NotFound

SECRET_PURPOSE = "wecom-connection-secret"  # noqa: S105
ARCHIVE_PURPOSE = "wecom-connection-archive-secret"
ARCHIVE_KEY_PURPOSE = "wecom-connection-archive-key"
NO_KEY_FOR_IT = 10007
"""As the archive's SDK says that the private key of an entry is missing."""
CALLBACK_PURPOSE = "wecom-connection-callback-key"
CALLBACK_PATH = "/wecom/callbacks"

Line = Annotated[str, msgspec.Meta(max_length=200)]
Hours = Annotated[int, msgspec.Meta(ge=0, le=720)]


class Connected(msgspec.Struct, frozen=True):
    """A corp whose WeCom is read. `base_url` empty: the embedded platform."""

    corp_id: int
    base_url: str
    corpid: str
    agentid: int | None
    address: str
    callback_token: str
    has_key: bool
    verified_at: datetime | None
    heard_at: datetime | None
    every_hours: int
    has_archive: bool
    since: datetime

    @property
    def embedded(self) -> bool:
        return not self.base_url


def address_of(given: str) -> str | None:
    """What a base address comes to; '' where none is given, None where it cannot be one. People copy it with
    the path of a call behind it."""
    text = given.strip().rstrip("/").removesuffix("/cgi-bin").rstrip("/")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        named = parts.hostname and parts.port != 0
    except ValueError:
        return None
    plain = not (parts.query or parts.fragment or parts.username or re.search(r"[\s\\]", text))
    return text if named and plain and parts.scheme in {"http", "https"} else None


class ConnectionSetting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`base_url` empty: the embedded platform, of which nothing else is asked. A secret or key that is
    null stays as it is. `archive_key`: the private key that the archive is sealed for, PEM; empty: chats are
    not counted any more. `archive_secret`: the archive's, of which the embedded platform needs none."""

    base_url: Line = ""
    corpid: Line = ""
    agentid: Annotated[int, msgspec.Meta(ge=1)] | None = None
    secret: Line | None = None
    callback_token: Annotated[str, msgspec.Meta(max_length=32)] = ""
    encoding_aes_key: Annotated[str, msgspec.Meta(max_length=43)] | None = None
    every_hours: Hours = 24
    archive_secret: Line | None = None
    archive_key: Annotated[str, msgspec.Meta(max_length=10_000)] | None = None


class CallbackKeys(msgspec.Struct, frozen=True):
    """What the callbacks of a corp are verified and decrypted with."""

    corp_id: int
    corpid: str
    token: str
    encoding_aes_key: str


CheckName = Literal[
    "token", "members", "customers", "tags", "groups", "directory", "archive", "callback"
]


class ConnectionCheck(msgspec.Struct, frozen=True):
    """One thing that the connection needs. `advice`: what is missing and what to do, in the reader's
    language; empty where all is well."""

    name: CheckName
    state: Literal["ok", "failed", "skipped"]
    errcode: int = 0
    errmsg: str = ""
    advice: str = ""


class NotConnected(Conflict):
    """The corp's WeCom is not read yet."""

    code = "wecom_not_connected"
    title_zh = "还没有连接企业微信，请先在「企业微信连接」里开启"
    title_en = "WeCom is not connected yet; switch the connection on first"


class SettingWrong(Invalid):
    """`fields` says which setting, and what is wrong with it."""


class NoSuchAddress(NotFound):
    """No corp receives callbacks at this address."""

    code = "no_such_callback_address"
    title_zh = "没有这个回调地址，请到「企业微信连接」页面重新复制"
    title_en = "There is no such callback address; copy it again from the connection page"
