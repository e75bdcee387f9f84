"""errcodes: what each means, and what a developer can do about it.

`meanings` holds every code of WeCom; `advice` holds, in Chinese and English, what to do about those
that Reunion answers.
"""

from functools import cache
from importlib.resources import files

OK = 0
BUSY = -1
VERSION_CONFLICT = 6000
SECRET_WRONG = 40001
CORPID_INVALID = 40013
TOKEN_INVALID = 40014
PARAMETER_INVALID = 40058
TOKEN_MISSING = 41001
TOKEN_EXPIRED = 42001
GET_NEEDED = 43001
POST_NEEDED = 43002
BODY_EMPTY = 44002
FILE_TOO_LARGE = 45001
TOO_MANY_CALLS = 45009
TOO_MANY_AT_ONCE = 45033
NOT_JSON = 47001
NOT_ALLOWED = 48002
APP_DISABLED = 50003

STALE_TOKEN = frozenset({SECRET_WRONG, TOKEN_INVALID, TOKEN_EXPIRED})
"""Answers upon which a client fetches a new token and calls once more."""

_OURS = {
    41005: "media file missing",
    GET_NEEDED: "the call must be a GET",
    POST_NEEDED: "the call must be a POST",
    BODY_EMPTY: "request body empty",
    NOT_JSON: "request body is not JSON",
}


class WecomError(Exception):
    """An answer with an errcode other than 0."""

    def __init__(self, errcode: int, errmsg: str) -> None:
        super().__init__(f"{errcode}: {errmsg}")
        self.errcode = errcode
        self.errmsg = errmsg


def table(name: str) -> list[list[str]]:
    """The rows of one of the tab-separated tables in `wecom/data`."""
    text = files("reunion.wecom").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line]


@cache
def meanings() -> dict[int, str]:
    """errcode → meaning in English; "[…]" where only the category is known."""
    return {int(code): meaning for code, meaning in table("errcodes.tsv")} | _OURS


@cache
def advice() -> dict[int, tuple[str, str]]:
    """errcode → what happened and what to do, in Chinese and in English."""
    return {int(code): (chinese, english) for code, chinese, english in table("advice.tsv")}


def says(errcode: int) -> str:
    """Both languages on one line."""
    if errcode in advice():
        return " / ".join(advice()[errcode])
    return meanings().get(errcode, "unknown error")
