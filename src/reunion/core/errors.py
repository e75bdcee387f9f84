"""Errors as classes: one per reason, with the WeCom errcode, the HTTP status and a text for people.

A module declares its own in `model.py`. The open surface answers 200 with `errcode`; our own surfaces
answer problem JSON in the reader's language. The text says what happened and what to do.
"""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Self

from reunion.core.context import Context


class Text(str):
    """A text in both languages: the string itself is Chinese, `en` is English."""

    __slots__ = ("en",)

    def __new__(cls, zh: str, en: str) -> "Text":
        text = super().__new__(cls, zh)
        text.en = en
        return text

    def said(self, language: str) -> str:
        """In the reader's language, "zh" or "en"."""
        return self.en if language == "en" else str(self)


class Unmet(Exception):
    """Something on the machine that a command needs is missing or wrong: the text, in Chinese and
    English, says what and how to mend it. It is shown without a traceback."""


class AppError(Exception):
    """`fields` travel with the answer (for example {"limit": 3000}) and fill `{names}` in the texts.
    `places` are the inputs that it is about, as a form's request names them: the form marks them.
    `leaves` is done in a transaction of its own after that of the request was rolled back: what is kept
    of a request although it is refused (our own surfaces)."""

    errcode: ClassVar[int] = -1
    status: ClassVar[int] = 400
    code: ClassVar[str] = "error"
    title_zh: ClassVar[str] = "请求没有成功"
    title_en: ClassVar[str] = "The request did not succeed"
    places: tuple[str, ...] = ()

    def __init__(self, detail: str | None = None, /, **fields: Any) -> None:
        self.detail = detail
        self.fields = fields
        self.leaves: Callable[[Context], Awaitable[None]] | None = None
        super().__init__(detail or self.text("en"))

    def at(self, *places: str) -> Self:
        """The same, about these inputs: `raise Taken(name=name).at("tags")`."""
        self.places = places
        return self

    def text(self, language: str) -> str:
        """What happened and what to do; `language` is "zh" or "en"."""
        if self.detail is not None:
            return self.detail.said(language) if isinstance(self.detail, Text) else self.detail
        template = self.title_en if language == "en" else self.title_zh
        return template.format_map(self.fields) if self.fields else template


class NotFound(AppError):
    """The thing named does not exist in this corp."""

    errcode = 40058
    status = 404
    code = "not_found"
    title_zh = "没有找到，可能已被删除"
    title_en = "Not found; it may have been deleted"


class Invalid(AppError):
    """Bad input; `fields` maps a field's name to what is wrong with it."""

    errcode = 40058
    status = 422
    code = "invalid"
    title_zh = "填写的内容有误"
    title_en = "The input is not valid"


class Conflict(AppError):
    """The state does not allow it."""

    errcode = 40058
    status = 409
    code = "conflict"
    title_zh = "当前状态不能这样操作"
    title_en = "The present state does not allow this"


class Forbidden(AppError):
    """Signed in, but not allowed."""

    errcode = 48002
    status = 403
    code = "forbidden"
    title_zh = "您没有这项权限，请联系管理员"
    title_en = "You may not do this; ask an administrator"


class NotSignedIn(AppError):
    """No valid session."""

    errcode = 40014
    status = 401
    code = "not_signed_in"
    title_zh = "登录已失效，请重新登录"
    title_en = "You are not signed in"


class TooMany(AppError):
    """A rate limit; `retry_after` in seconds."""

    errcode = 45009
    status = 429
    code = "too_many"
    title_zh = "操作太频繁，请 {retry_after} 秒后再试"
    title_en = "Too many attempts; try again in {retry_after} seconds"

    def __init__(self, retry_after: int, **fields: Any) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after=retry_after, **fields)
