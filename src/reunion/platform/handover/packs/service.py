"""Asking for packs as a file, and the files that are there."""

from typing import Literal

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.handover.model import CHANNEL
from reunion.platform.handover.packs import store
from reunion.platform.handover.packs.model import (
    Format,
    Language,
    NothingToPack,
    PackFile,
    WantedPacks,
)
from reunion.platform.handover.store import lists

Surface = Literal["console", "desk"]


async def ask(
    ctx: Context, member_id: int, surface: Surface, wanted: WantedPacks, title: str, form: Format,
    language: str,
) -> PackFile:  # fmt: skip
    """The worker writes it; the audit log keeps who asked. Raises NothingToPack."""
    total = await lists.packed(ctx, wanted.plan_id, wanted.from_id, wanted.to_id, wanted.scope)
    if not total:
        raise NothingToPack
    spoken: Language = "en" if language == "en" else "zh"
    made = await store.insert(ctx, member_id, surface, wanted, title, form, spoken, total)
    data = {"title": title, "rows": total, "format": form}
    await outbox.append(ctx, "handover.packs_exported", data=data)
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
    return made


async def files(ctx: Context, member_id: int, surface: Surface) -> list[PackFile]:
    """Those that somebody asked for, the latest first."""
    return await store.of_member(ctx, member_id, surface)
