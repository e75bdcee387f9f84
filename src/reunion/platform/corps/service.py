"""Founding, reading and changing companies."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from reunion import outbox
from reunion.core import ids
from reunion.core.context import SYSTEM, Context
from reunion.core.errors import Conflict, Invalid, Text
from reunion.platform.corps import store
from reunion.platform.corps.model import Corp, CorpCard, CorpNotFound, CorpPatch, Founding, card

Founder = Callable[[Context, Founding], Awaitable[None]]
ClaimPicture = Callable[[Context, str], Awaitable[None]]

_founders: list[Founder] = []
_claims: list[ClaimPicture] = []


def founds(make: Founder) -> Founder:
    """Registers what a module gives to every new corp (root department, system apps …). They run
    in the transaction of the founding, in the order of the modules."""
    _founders.append(make)
    return make


def claims_pictures(claim: ClaimPicture) -> ClaimPicture:
    """Registers the check that an uploaded picture may become a logo or an avatar. The media
    module stands above the ones that have pictures, so it gives them its check."""
    _claims.append(claim)
    return claim


async def claim_picture(ctx: Context, media_id: str) -> None:
    """Lets everybody see a picture that the actor uploaded; raises when it is not one of his."""
    for claim in _claims:
        await claim(ctx, media_id)


async def found(tx: Any, founding: Founding, now: datetime) -> Corp:
    """Makes a company with its root department, super admin and system apps."""
    if not founding.name.strip():
        raise Invalid(Text("请填写企业名称", "give the company a name"))
    wire_id = founding.wire_id or ids.corp_wire_id()
    corp = await store.insert(tx, wire_id, founding.name, founding.full_name)
    if corp is None:
        raise Conflict(
            Text(
                f"企业 ID {wire_id} 已被使用，请换一个",
                f"the company id {wire_id} is taken; choose another",
            )
        )
    ctx = Context(corp.id, SYSTEM, tx, now)
    await outbox.append(ctx, "corp.founded", subject=corp.wire_id, data={"name": corp.name})
    for make in _founders:
        await make(ctx, founding)
    return corp


async def require(ctx: Context, *, lock: bool = False) -> Corp:
    """The corp of the context, held against others who would change it when `lock`; raises CorpNotFound."""
    corp = await store.get(ctx.tx, ctx.corp_id, lock=lock)
    if corp is None:
        raise CorpNotFound
    return corp


async def zone(ctx: Context) -> ZoneInfo:
    """The company's time zone: where its days begin."""
    return ZoneInfo((await require(ctx)).time_zone)


async def by_wire_id(tx: Any, wire_id: str) -> Corp | None:
    return await store.by_wire_id(tx, wire_id)


async def cards(tx: Any, corp_ids: set[int]) -> dict[int, CorpCard]:
    """Cards of several corps by id, in one query."""
    return {corp.id: card(corp) for corp in await store.many(tx, sorted(corp_ids))}


async def runs_this_server(ctx: Context) -> bool:
    """Whether this corp is the first one founded here: it alone sees what belongs to no corp."""
    return await store.first(ctx.tx) == ctx.corp_id


async def change(ctx: Context, patch: CorpPatch) -> Corp:
    """Changes the given settings."""
    before = await require(ctx, lock=True)
    wanted = {
        name: value
        for name, value in msgspec.structs.asdict(patch).items()
        if value is not None and value != getattr(before, name)
    }
    if "logo_media_id" in wanted:
        wanted["logo_media_id"] = wanted["logo_media_id"] or None
        if wanted["logo_media_id"]:
            await claim_picture(ctx, wanted["logo_media_id"])
    if not wanted:
        return before
    after = await store.update(ctx, msgspec.structs.asdict(before) | wanted)
    await outbox.append(
        ctx,
        "corp.updated",
        subject=before.wire_id,
        data={"changed": wanted, "before": {name: getattr(before, name) for name in wanted}},
    )
    return after
