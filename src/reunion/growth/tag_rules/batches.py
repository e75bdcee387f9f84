"""批量打标: tags for many people at once. What a batch changes is kept, so that it can be undone."""

from collections.abc import Sequence

from pyroaring import BitMap

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, NotFound, Text
from reunion.core.folding import one_line
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.engine.client import Engine
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.segments import asking, words
from reunion.growth.segments import definition as d
from reunion.growth.segments import service as segments
from reunion.growth.tag_rules import tags
from reunion.growth.tag_rules.model import (
    CHANNEL,
    BatchOver,
    BatchSource,
    NobodyToTag,
    TagBatch,
    WantedBatch,
    check_batch,
)
from reunion.growth.tag_rules.store import batches as store


async def create(
    ctx: Context, engine: Engine, wanted: WantedBatch, reach: Reach = EVERYBODY
) -> TagBatch:
    """Begins at once, for people whom he may see. Raises Invalid, NoSuchSegment, BadDefinition,
    NobodyToTag."""
    check_batch(wanted)
    await tags.require(ctx, [*wanted.add, *wanted.remove])
    people, source = await _people(ctx, engine, wanted.source, reach)
    if not people:
        raise NobodyToTag
    batch_id = await store.insert(
        ctx, name=one_line(wanted.name) or source, source=source,
        add=sorted(set(wanted.add)), remove=sorted(set(wanted.remove)),
        people=people.serialize(), total=len(people), reach=reach,
    )  # fmt: skip
    await _tell(ctx, "tag_batch.started", batch_id, {"people": len(people)})
    return await get(ctx, batch_id, reach)


async def get(ctx: Context, batch_id: int, reach: Reach = EVERYBODY) -> TagBatch:
    """One. Raises NotFound."""
    return (await _shown(ctx, [await _require(ctx, batch_id, reach)]))[0]


async def page(
    ctx: Context, cursor: str | None, limit: int, reach: Reach = EVERYBODY
) -> Page[TagBatch]:
    """The latest first. Raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    rows = await store.page(ctx, reach, before, limit + 1)
    more = encode_cursor(rows[limit - 1].id) if len(rows) > limit else None
    return Page(await _shown(ctx, rows[:limit]), more)


async def stop(ctx: Context, batch_id: int, reach: Reach = EVERYBODY) -> TagBatch:
    """It stays where it is: who has been seen to keeps her tags. Raises NotFound, BatchOver."""
    if (await _require(ctx, batch_id, reach, lock=True)).state != "running":
        raise BatchOver
    await store.set_state(ctx, batch_id, "stopped")
    await _tell(ctx, "tag_batch.stopped", batch_id)
    return await get(ctx, batch_id, reach)


async def go_on(ctx: Context, batch_id: int, reach: Reach = EVERYBODY) -> TagBatch:
    """From where it was stopped. Raises NotFound, BatchOver."""
    if (await _require(ctx, batch_id, reach, lock=True)).state != "stopped":
        raise BatchOver
    await store.set_state(ctx, batch_id, "running")
    await _tell(ctx, "tag_batch.resumed", batch_id)
    return await get(ctx, batch_id, reach)


async def undo(ctx: Context, batch_id: int, reach: Reach = EVERYBODY) -> TagBatch:
    """Puts back what it changed, except where somebody changed it since. Raises NotFound, BatchOver."""
    await _require(ctx, batch_id, reach)
    # Rows of the mirror's queue come before those of batches wherever both are locked.
    await mirror.withdraw(ctx, f"batch:{batch_id}")
    row = await _require(ctx, batch_id, reach, lock=True)
    if row.state not in ("running", "stopped", "done"):
        raise BatchOver
    await store.begin_undo(ctx, batch_id)
    await _tell(ctx, "tag_batch.undone", batch_id)
    return await get(ctx, batch_id, reach)


async def _people(
    ctx: Context, engine: Engine, source: BatchSource, reach: Reach
) -> tuple[BitMap, str]:
    if source.segment_id is not None:
        kept = await segments.get(ctx, source.segment_id, reach)
        return await asking.members(ctx, engine, d.read(kept.definition), reach), kept.name
    if source.definition is not None:
        definition = await asking.read(ctx, source.definition, reach)
        said = words.told(definition, await words.names_in(ctx, [definition]))
        return await asking.members(ctx, engine, definition, reach), one_line(said.zh)[:64]
    now = await profiles.current(ctx, source.profile_nos)
    seen = await reach.among(ctx, now.values())
    strangers = [no for no in source.profile_nos if now.get(no) not in seen]
    if strangers:
        wrong = Text(f"没有这位客户的档案：{strangers[0]}", f"no such profile: {strangers[0]}")
        raise Invalid(profile_nos=wrong)
    return BitMap(set(now.values())), f"{len(now)} 人的名单"


async def _require(ctx: Context, batch_id: int, reach: Reach, *, lock: bool = False) -> store.Row:
    row = await store.get(ctx, batch_id, lock=lock)
    if row is None or not reach.changes(row.own_of):
        raise NotFound
    return row


async def _shown(ctx: Context, rows: Sequence[store.Row]) -> list[TagBatch]:
    known = await tags.shown(ctx, {no for row in rows for no in (*row.add_nos, *row.remove_nos)})
    reasons = {row.id: (f"batch:{row.id}", f"undo:{row.id}") for row in rows}
    marked = await mirror.marked(ctx, [one for both in reasons.values() for one in both])
    shown = []
    for row in rows:
        writing = [marked[one] for one in reasons[row.id] if one in marked]
        undoing = row.state in ("undoing", "undone")
        shown.append(
            TagBatch(
                row.id, row.name, row.source, [known[no] for no in row.add_nos],
                [known[no] for no in row.remove_nos], row.state,
                row.undo_total if undoing else row.total, row.done, row.changed, row.restored,
                row.kept, sum(one.queued for one in writing), sum(one.refused for one in writing),
                row.created_by, row.created_at, row.finished_at, row.undone_by, row.undone_at,
            )
        )  # fmt: skip
    return shown


async def _tell(ctx: Context, name: str, batch_id: int, data: dict[str, int] | None = None) -> None:
    await outbox.append(
        ctx, name, subject=str(batch_id), key=f"tag_batch:{batch_id}", data=data or {}
    )
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
