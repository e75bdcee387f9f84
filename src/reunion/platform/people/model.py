"""A customer's own account. It belongs to no corp: one person may be a contact of many."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from reunion.core.errors import AppError, Invalid, Text, TooMany
from reunion.core.phone import e164
from reunion.platform.corps.model import picture_url

CODE_DIGITS = 6
CODE_LIFETIME = timedelta(minutes=5)
CODE_ATTEMPTS = 5
RESEND_AFTER = timedelta(seconds=60)


class WrongCode(AppError):
    """The code is wrong, used, expired, or was guessed at too often."""

    errcode = 40029
    status = 422
    code = "wrong_code"
    title_zh = "验证码不对或已过期，请检查，或重新获取"
    title_en = "The code is wrong or has expired; check it, or ask for a new one"


class TooManyCodes(TooMany):
    """Codes are asked for too often, by one phone or from one address."""

    code = "too_many_codes"
    title_zh = "验证码获取太频繁，请 {retry_after} 秒后再试"
    title_en = "Too many codes asked for; try again in {retry_after} seconds"


class CodeNotSent(AppError):
    """The SMS gateway did not take the message."""

    errcode = -1
    status = 503
    code = "code_not_sent"
    title_zh = "短信暂时发不出去，请稍后再试"
    title_en = "The text message could not be sent; try again later"


class Person(msgspec.Struct, frozen=True):
    """`phone` is E.164, None once the account has left. `gender`: 0 unknown, 1 male, 2 female."""

    id: int
    phone: str | None
    unionid: str
    name: str
    gender: int
    avatar_media_id: str | None
    notify_messages: bool
    notify_sound: bool
    notify_preview: bool
    left_at: datetime | None
    created_at: datetime


class CodeRequest(msgspec.Struct):
    """A mainland number as people write it, or `+` with country."""

    phone: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]


class CodeSent(msgspec.Struct):
    """Both in seconds."""

    expires_in: int
    resend_in: int


class AppSignIn(msgspec.Struct):
    """`name` is taken when the account is new."""

    phone: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=16)]
    name: Annotated[str, msgspec.Meta(max_length=32)] | None = None


class Profile(msgspec.Struct):
    name: str
    phone: str
    gender: int
    avatar_url: str | None
    notify_messages: bool
    notify_sound: bool
    notify_preview: bool


class ProfilePatch(msgspec.Struct):
    """Only what is given is changed; `avatar_media_id` "" takes the avatar away."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=32)] | None = None
    gender: Annotated[int, msgspec.Meta(ge=0, le=2)] | None = None
    avatar_media_id: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    notify_messages: bool | None = None
    notify_sound: bool | None = None
    notify_preview: bool | None = None


class SentCode(msgspec.Struct):
    """A row of the console's outbox; `code` is null once it is used, expired, or not ours to show."""

    id: int
    phone: str
    code: str | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


class SentCodes(msgspec.Struct):
    items: list[SentCode]


def shown_phone(phone: str | None) -> str:
    """Mainland numbers without their +86."""
    return (phone or "").removeprefix("+86")


def require_phone(text: str) -> str:
    """E.164; raises Invalid."""
    number = e164(text)
    if number is None:
        raise Invalid(
            phone=Text(
                "手机号不对，请填 11 位手机号；境外号码以 + 和国家码开头",
                "not a phone number: use 11 digits, or + and the country code",
            )
        )
    return number


def profile(person: Person) -> Profile:
    return Profile(
        name=person.name,
        phone=shown_phone(person.phone),
        gender=person.gender,
        avatar_url=picture_url(person.avatar_media_id),
        notify_messages=person.notify_messages,
        notify_sound=person.notify_sound,
        notify_preview=person.notify_preview,
    )


def default_name(phone: str) -> str:
    """What a customer is called before he says his name."""
    return "用户" + phone[-4:]
