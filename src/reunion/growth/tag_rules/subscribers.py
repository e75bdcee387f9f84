"""Whoever changes a tag: what batches did is kept, and what they did is no longer theirs once it changes."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.hooks import on_tags_changed
from reunion.growth.profiles.model import TagDone
from reunion.growth.tag_rules import acting, working
from reunion.growth.tag_rules import personal as personal  # registers what it keeps
from reunion.growth.tag_rules.model import CHANNEL
from reunion.growth.tag_rules.store import batches, changes
from reunion.growth.tag_rules.store import rules as store
from reunion.outbox import Event, subscribe


@on_tags_changed
async def keep_track(ctx: Context, done: Sequence[TagDone]) -> None:
    """What an undo puts back is nobody's change."""
    others = [one for one in done if not one.origin.startswith("undo:")]
    if not others:
        return
    await changes.overtake(ctx, others)
    mine = [(int(one.origin.removeprefix("batch:")), one) for one in others if _of_batch(one)]
    if mine:
        counts = await changes.keep(ctx, mine)
        await batches.add_changed(ctx, counts)
        await working.put_back_late(ctx, mine)
    await acting.take_back_late(ctx, [one for one in others if one.origin.startswith("rule:")])


def _of_batch(one: TagDone) -> bool:
    return one.origin.startswith("batch:")


@subscribe("segment.members_changed")
async def follow(ctx: Context, event: Event) -> None:
    """A rule acts as soon as its condition begins or ceases to hold for somebody."""
    for rule_id in await store.of_segment(ctx, event.data["segment_id"]):
        await profiles.hold(ctx)
        rule = await store.get(ctx, rule_id, lock=True)
        if rule is not None and rule.enabled:
            entered, left = event.data["entered"], event.data["left"]
            await acting.act(ctx, rule, inside=entered, outside=left, cause="change")


@subscribe("segment.settled")
async def begin(ctx: Context, event: Event) -> None:
    """The segment of a rule has looked at everybody: now the rule may."""
    if await store.of_segment(ctx, event.data["segment_id"]):
        await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
