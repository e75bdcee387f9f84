"""What a reconciliation found to be other than we held it: since when, and why."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.connection import service as connections
from reunion.growth.mirror.model import Cause, Drift, HintKind, NewDrift, Round
from reunion.growth.mirror.store import directory, hints
from reunion.growth.mirror.store import rounds as store

ON_ITS_WAY = timedelta(minutes=2)
"""What is younger than that is no drift: its callback may still come."""
_MOST = 10_000
"""So many are kept of a round; the others are counted."""


def read_again_as(drift_kind: str) -> HintKind:
    """What is read again of something that differs."""
    return "group" if drift_kind == "group" else "customer"


async def note(
    ctx: Context, current: Round, found: list[NewDrift], young: set[tuple[str, str]]
) -> int:
    """Keeps what differed, and why; answers how many. What is about to be read anyhow is no drift, nor is a
    follow that is missing and `young`."""
    if current.kind == "first" or not found:
        return 0
    waiting: dict[str, bool] = {}
    kinds: set[HintKind] = {read_again_as(one.kind) for one in found}
    for kind in kinds:
        keys = {one.external_userid for one in found if read_again_as(one.kind) == kind}
        waiting |= await hints.waiting(ctx, kind, sorted(keys))
    connected = await connections.require(ctx)
    told = connected.embedded or connected.heard_at is not None
    before = await store.last_finished(ctx)
    noted: list[tuple[NewDrift, Cause]] = []
    for one in found:
        failed = waiting.get(one.external_userid)
        new = one.kind == "missing" and (one.external_userid, one.userid) in young
        if failed is False or new:
            continue
        cause: Cause = "failed" if failed else "untold" if told else "not_heard"
        since = _later(one.known_at, before)
        noted.append((msgspec.structs.replace(one, known_at=since), cause))
    room = max(_MOST - current.drifts, 0)
    await store.put_drifts(ctx, current.round_no, noted[:room], repaired=current.repairs)
    return len(noted)


async def named(ctx: Context, drifts: list[Drift]) -> list[Drift]:
    """With the names of tags and of owners in place of their ids."""
    tag_ids = sorted({t for one in drifts for side in one.fields.get("tag_ids", ()) for t in side})
    owners = sorted({str(o) for one in drifts for o in one.fields.get("owner", ())})
    tags = await directory.tag_names(ctx, tag_ids) if tag_ids else {}
    members = await directory.names(ctx, owners) if owners else {}

    def shown(fields: dict[str, Any]) -> dict[str, Any]:
        if "tag_ids" in fields:
            sides = [[tags.get(t, t) for t in side] for side in fields["tag_ids"]]
            fields = {**fields, "tag_ids": sides}
        if "owner" in fields:
            fields = {**fields, "owner": [members.get(o, o) for o in fields["owner"]]}
        return fields

    return [msgspec.structs.replace(one, fields=shown(one.fields)) for one in drifts]


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at is not None), default=None)
