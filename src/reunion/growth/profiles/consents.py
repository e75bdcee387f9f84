"""同意: what a person agreed to, purpose by purpose, with everything that was ever said about it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from reunion.core.context import Context
from reunion.core.folding import one_line
from reunion.growth.profiles import service
from reunion.growth.profiles.store import consents as store
from reunion.growth.profiles.store import lock
from reunion.outbox.append import append

Purpose = Literal["marketing", "tracking", "profiling", "sharing"]
PURPOSES: tuple[Purpose, ...] = ("marketing", "tracking", "profiling", "sharing")


class Entry(msgspec.Struct, frozen=True):
    """Given or withdrawn: when, by which source (`hand`, a form …), and on what ground."""

    purpose: Purpose
    given: bool
    at: datetime
    source: str
    note: str
    actor_name: str


async def record(
    ctx: Context, profile_no: int, purpose: Purpose, *, given: bool, source: str, note: str = ""
) -> bool:
    """Writes down that she agreed or took it back; False where she had said the same last. Raises
    NoSuchProfile."""
    await lock.lock(ctx)
    await service.require(ctx, profile_no)
    if (await standing(ctx, [profile_no], purpose)).get(profile_no) is given:
        return False
    await store.insert(ctx, profile_no, purpose, given, source, one_line(note)[:500])
    await append(
        ctx, "consent.given" if given else "consent.withdrawn", subject=str(profile_no),
        key=str(profile_no), data={"purpose": purpose, "source": source},
    )  # fmt: skip
    return True


async def standing(ctx: Context, profile_nos: Iterable[int], purpose: Purpose) -> dict[int, bool]:
    """What each said last, also as who she was before a merge; who never said anything is left out."""
    return await store.standing(ctx, list(profile_nos), purpose)


async def history(ctx: Context, profile_nos: Sequence[int]) -> list[Entry]:
    """Everything that was said by these, the latest first."""
    return [Entry(**one) for one in await store.history(ctx, profile_nos)]
