"""A file of packs: whose, how far, and what stands in a line of it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Conflict

Format = Literal["csv", "html"]
FileState = Literal["waiting", "running", "done", "failed"]
Language = Literal["zh", "en"]
KEPT = timedelta(days=7)


class NothingToPack(Conflict):
    """No handover of these waits or is done."""

    code = "nothing_to_pack"
    title_zh = "还没有可以导出的交接：等待生效或已接替的客户才有交接包"
    title_en = "No handover here waits or is done; only those have a pack"


class WantedPacks(msgspec.Struct, frozen=True):
    """Of a plan, of a giver, or of a taker; `scope`: of an administrator of some departments."""

    plan_id: int | None = None
    from_id: int | None = None
    to_id: int | None = None
    scope: tuple[int, ...] | None = None


class PackFile(msgspec.Struct):
    """`done` of `total` customers are written; `media_id`: the file, kept for a week."""

    id: int
    title: str
    format: Format
    state: FileState
    done: int
    total: int
    media_id: str | None
    created_at: datetime


class Asked(msgspec.Struct, frozen=True):
    """One that the worker writes."""

    corp_id: int
    id: int
    member_id: int
    wanted: WantedPacks
    title: str
    format: Format
    language: Language


class Fact(msgspec.Struct, frozen=True):
    """One line of a pack: of which kind, what, when, and where it is written."""

    kind: str
    text: str
    at: datetime | None
    source: str


More = Callable[[Context, str, Language], Awaitable[list[Fact]]]
_more: list[More] = []


def more(ask: More) -> More:
    """Registers `async f(ctx, external_userid, language)`: what others know of a customer."""
    if ask not in _more:
        _more.append(ask)
    return ask


async def known_elsewhere(ctx: Context, external_userid: str, language: Language) -> list[Fact]:
    """What is registered, in its order."""
    return [fact for ask in _more for fact in await ask(ctx, external_userid, language)]
