"""Sign-in as it looks on the wire, its errors, and its rules."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec

from reunion.core.errors import AppError, Invalid, Text, TooMany
from reunion.platform.corps.model import CorpCard
from reunion.surfaces.access import Duty, Role, Surface

PASSWORD_LENGTH = (8, 128)


class Lifetime(msgspec.Struct, frozen=True):
    """A session ends after `idle` without a request, and `absolute` after its start at the latest."""

    idle: timedelta
    absolute: timedelta


LIFETIMES: dict[Surface, Lifetime] = {
    "console": Lifetime(timedelta(hours=8), timedelta(days=7)),
    "desk": Lifetime(timedelta(days=14), timedelta(days=90)),
    "app": Lifetime(timedelta(days=90), timedelta(days=365)),
}
BEARER = Lifetime(timedelta(days=30), timedelta(days=30))


class WrongCredentials(AppError):
    """Says the same whether the account exists or not."""

    errcode = 40001
    status = 401
    code = "wrong_credentials"
    title_zh = "账号或密码不对，请检查后重试；忘记密码请联系管理员重设"
    title_en = "Wrong account or password; check both, or ask an administrator for a new password"


class AccountDisabled(AppError):
    """Said only to somebody who knows the password."""

    errcode = 40001
    status = 403
    code = "account_disabled"
    title_zh = "您的账号已被禁用，请联系管理员"
    title_en = "Your account is disabled; ask an administrator"


class NotAnAdministrator(AppError):
    """A member without a role at the console's door."""

    errcode = 48002
    status = 403
    code = "not_an_administrator"
    title_zh = "您不是管理员，请到工作台（员工端）登录"
    title_en = "You are not an administrator; sign in at the desk instead"


class WhichCorp(AppError):
    """The same account and password fit several companies: `corps` lists them."""

    errcode = 40013
    status = 409
    code = "which_corp"
    title_zh = "您在多家企业有账号，请选择要登录的企业"
    title_en = "You have an account in several companies; choose one"


class TooManySignIns(TooMany):
    """Guessing is slowed per account and per address."""

    code = "too_many_sign_ins"
    title_zh = "尝试次数过多，请 {retry_after} 秒后再试"
    title_en = "Too many attempts; try again in {retry_after} seconds"


class Session(msgspec.Struct):
    """Who is signed in. `csrf_token` goes into the header X-CSRF-Token of every write."""

    csrf_token: str
    principal_id: int
    name: str
    avatar_url: str | None
    corp: CorpCard | None = None
    userid: str | None = None
    role: Role | None = None
    phone: str | None = None
    duties: list[Duty] = []


class Token(msgspec.Struct):
    """For scripts: `Authorization: Bearer <token>` needs neither cookie nor CSRF token."""

    token: str
    expires_at: datetime
    session: Session


class SignIn(msgspec.Struct):
    """`username`: userid, mobile or email. `corp`: the company's id where there are several."""

    username: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    corp: Annotated[str, msgspec.Meta(max_length=64)] | None = None


class PasswordChange(msgspec.Struct):
    old: Annotated[str, msgspec.Meta(max_length=128)]
    new: Annotated[str, msgspec.Meta(max_length=128)]


class OpenSession(msgspec.Struct):
    """One of the caller's own sessions."""

    id: int
    user_agent: str
    ip: str
    created_at: datetime
    seen_at: datetime
    bearer: bool
    current: bool


class OpenSessions(msgspec.Struct):
    items: list[OpenSession]


class Account(msgspec.Struct, frozen=True):
    """A member who could be meant by a username. `exact`: it is his userid."""

    corp_id: int
    member_id: int
    userid: str
    name: str
    status: str
    role: Role
    password_hash: str
    exact: bool


class Signed(msgspec.Struct, frozen=True):
    """A session just begun: the token exists here and at the client, nowhere else."""

    token: str
    csrf_token: str
    expires_at: datetime
    session_id: int


class Client(msgspec.Struct, frozen=True):
    """Where a request came from."""

    ip: str
    user_agent: str


def check_password(password: str, *, field: str, not_like: tuple[str | None, ...] = ()) -> None:
    """Raises Invalid with what is wrong with a new password."""
    low, high = PASSWORD_LENGTH
    problem: Any = None
    if not low <= len(password) <= high:
        problem = Text(f"密码长度为 {low} 到 {high} 个字符", f"use {low} to {high} characters")
    elif len(set(password)) < 4:
        problem = Text(
            "密码太简单，请至少用 4 种不同的字符", "too simple: use at least 4 different characters"
        )
    elif password.lower() in {text.lower() for text in not_like if text}:
        problem = Text(
            "密码不能与帐号、手机或邮箱相同",
            "the password must differ from userid, mobile and email",
        )
    if problem:
        raise Invalid(**{field: problem})
