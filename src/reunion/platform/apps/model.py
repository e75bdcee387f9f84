"""An app: its kind, its secret, its scope and its callback address."""

import re
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from reunion.core.errors import AppError, Conflict, Invalid, NotFound, Text
from reunion.wecom.crypto import CryptoError, aes_key

Kind = Literal["contacts", "customer_contact", "archive", "self_built"]
SYSTEM_APPS: dict[Kind, str] = {
    "contacts": "通讯录同步",
    "customer_contact": "客户联系",
    "archive": "会话内容存档",
}
"""The apps that every corp has, and what they are called."""

FIRST_AGENTID = 1000002
MOST_APPS = 300
"""limits.md: apps, max 300."""
SECRET_LENGTH = 43
SECRET_PURPOSE = "app-secret"  # noqa: S105
CALLBACK_PURPOSE = "app-callback-key"

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
Description = Annotated[str, msgspec.Meta(max_length=200)]


class AppNotFound(NotFound):
    """No app of this corp has the id."""

    errcode = 40056
    code = "app_not_found"
    title_zh = "没有这个应用，可能已被删除"
    title_en = "There is no such app; it may have been deleted"


class SystemApp(Conflict):
    """An app that every corp has cannot be deleted."""

    errcode = 60012
    code = "system_app"
    title_zh = "「{name}」是每家企业都有的应用，不能删除；不再使用时可以停用"
    title_en = "{name} belongs to every company and cannot be deleted; disable it instead"


class TooManyApps(Conflict):
    """The corp has as many apps as WeCom allows."""

    errcode = 45024
    code = "too_many_apps"
    title_zh = "自建应用最多 {limit} 个，请先删除不用的"
    title_en = "{limit} apps are the limit; delete unused ones first"


class SecretWrong(AppError):
    """gettoken: no app of the corp has this secret."""

    errcode = 40001
    status = 401
    code = "secret_wrong"
    title_zh = "corpsecret 不正确：请核对它属于这个企业的哪个应用，重置过的 Secret 立即失效"
    title_en = "corpsecret is wrong: check which app it belongs to; a reset secret stops at once"


class AppDisabled(AppError):
    """gettoken: the app was disabled in the console."""

    errcode = 50003
    status = 403
    code = "app_disabled"
    title_zh = "应用已停用：请在管理后台启用"
    title_en = "The app is disabled: enable it in the console"


class ScopeUnknown(Invalid):
    """可见范围 names what is not there; `fields` says which."""

    errcode = 40058
    code = "scope_unknown"
    title_zh = "可见范围里有已经不存在的部门、成员或标签，请重新选择"
    title_en = "The scope names a department, member or tag that is gone; choose again"


class CallbackRefused(Invalid):
    """The address did not answer the check as WeCom's protocol wants it."""

    errcode = 40057
    code = "callback_refused"
    title_zh = "回调地址验证没有通过"
    title_en = "The callback address did not pass the check"


class Callback(msgspec.Struct, frozen=True):
    """Where an app hears of events; `key` is its EncodingAESKey."""

    url: str
    token: str
    key: str


class App(msgspec.Struct, frozen=True):
    """A row of `app` without its sealed secrets. `agentid` is None for the system's own apps."""

    id: int
    corp_id: int
    kind: Kind
    agentid: int | None
    name: str
    description: str
    enabled: bool
    may_contact: bool
    token_epoch: int
    token_issued_at: datetime | None
    visible_departments: list[int]
    visible_members: list[int]
    visible_tags: list[int]
    callback_url: str | None
    callback_token: str | None
    created_at: datetime


class NewApp(msgspec.Struct):
    """`may_contact` = listed under 可调用应用 of customer contact."""

    name: Name
    description: Description = ""
    may_contact: bool = False


class AppChange(msgspec.Struct):
    """Only what is given is changed. 可见范围: departments with all below them, members by id, and
    whoever is under a member tag."""

    name: Name | None = None
    description: Description | None = None
    may_contact: bool | None = None
    enabled: bool | None = None
    visible_departments: Annotated[list[int], msgspec.Meta(max_length=1000)] | None = None
    visible_members: Annotated[list[int], msgspec.Meta(max_length=1000)] | None = None
    visible_tags: Annotated[list[int], msgspec.Meta(max_length=1000)] | None = None


class CallbackSetting(msgspec.Struct):
    """As entered in the console: Token 1 to 32 letters and digits, EncodingAESKey 43 of them."""

    url: Annotated[str, msgspec.Meta(max_length=1024)]
    token: str
    encoding_aes_key: str


def check_callback(setting: CallbackSetting) -> None:
    """Raises CallbackRefused naming the fields that cannot be used."""
    wrong: dict[str, Text] = {}
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", setting.url):
        wrong["url"] = Text(
            "请填写 http:// 或 https:// 开头的地址", "give an address that starts with http(s)://"
        )
    if not re.fullmatch(r"[A-Za-z0-9]{1,32}", setting.token):
        wrong["token"] = Text("1 到 32 个字母或数字", "1 to 32 letters or digits")
    try:
        aes_key(setting.encoding_aes_key)
    except CryptoError:
        wrong["encoding_aes_key"] = Text("43 个字母或数字", "43 letters or digits")
    if wrong:
        raise CallbackRefused(**wrong)
