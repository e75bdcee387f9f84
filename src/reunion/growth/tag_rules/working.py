"""Batches, a piece a transaction: what was begun goes on from where it was, also after a kill -9."""

from collections import defaultdict
from collections.abc import Sequence

from pyroaring import BitMap

from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.core.db import Database, plan_by_keys
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import TagChange, TagDone, WornSince
from reunion.growth.tag_rules import tags, telling
from reunion.growth.tag_rules.store import batches as store
from reunion.growth.tag_rules.store import changes
from reunion.growth.tag_rules.store.batches import Open
from reunion.growth.tag_rules.store.changes import Change


class Batcher:
    """Keeps the people of the batch at hand, who never change."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._of: Open | None = None
        self._people = BitMap()

    async def step(self, most: int) -> bool:
        """The next piece of some batch; whether there was one."""
        async with self._db.transaction() as tx:
            await plan_by_keys(tx)
            found = await store.next_open(tx)
            if found is None:
                return False
            ctx = Context(found.corp_id, Actor("system", 0, "批量打标"), tx, clock.now())
            await profiles.hold(ctx)
            row = await store.get(ctx, found.id, lock=True)
            if row is not None and row.state == "running":
                await self._tag(ctx, row, most)
            elif row is not None and row.state == "undoing":
                await undo_piece(ctx, row, most)
        return True

    async def _tag(self, ctx: Context, row: store.Row, most: int) -> None:
        if self._of != (mine := Open(ctx.corp_id, row.id)):
            self._people = BitMap.deserialize(await store.people(ctx, row.id))
            self._of = mine
        first = self._people.rank(row.done_to) if row.done_to >= 0 else 0
        piece = self._people[first : first + most]
        if not piece:
            await store.finish(ctx, row.id, "done")
            return
        add, wecom_add = await tags.split(ctx, row.add_nos)
        remove, wecom_remove = await tags.split(ctx, row.remove_nos)
        origin = f"batch:{row.id}"
        changed = await profiles.change_tags(
            ctx, [TagChange(no, tuple(add), tuple(remove), origin=origin) for no in piece]
        )
        await telling.tell(ctx, changed)
        if wecom_add or wecom_remove:
            marks = [(no, wecom_add, wecom_remove) for no in piece]
            await mirror.mark_tags(ctx, marks, reason=origin, userids=row.userids)
        await store.reached(ctx, row.id, piece[-1], len(piece))


async def undo_piece(ctx: Context, row: store.Row, most: int) -> None:
    """The next so many people whose tags it had changed."""
    found = await changes.following(ctx, row.id, row.done_to, most)
    if not found:
        await store.finish(ctx, row.id, "undone")
        return
    restored = await put_back(ctx, row.id, found)
    people = len({one.profile_no for one in found})
    await store.reached(ctx, row.id, found[-1].profile_no, people, restored, len(found) - restored)


async def put_back(ctx: Context, batch_id: int, found: Sequence[Change]) -> int:
    """As it was before the batch, what nobody has changed since; answers how many tags."""
    now = await profiles.current(ctx, {one.profile_no for one in found})
    worn = await profiles.tags_of(ctx, set(now.values()))
    origin = f"batch:{batch_id}"

    def untouched(one: Change) -> bool:
        if one.overtaken or one.profile_no not in now:
            return False
        there = worn[now[one.profile_no]].get((one.tag_no, one.userid))
        return there is not None and there.origin == origin if one.added else there is None

    back = [one for one in found if untouched(one)]
    own = [one for one in back if not one.userid]
    changed = await profiles.change_tags(ctx, [_reverse(one, batch_id) for one in own])
    await telling.tell(ctx, changed)
    for userid, marks in _marks(back).items():
        await mirror.mark_tags(ctx, marks, reason=f"undo:{batch_id}", userids=[userid])
    await changes.give_back(ctx, batch_id, back)
    return len(back)


def _marks(back: Sequence[Change]) -> dict[str, list[tuple[int, list[int], list[int]]]]:
    """By member, what is to be written on his follows: (person, tags to add, tags to remove)."""
    of_follow: dict[tuple[str, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in back:
        if one.userid:
            add, remove = of_follow[one.userid, one.profile_no]
            (remove if one.added else add).append(one.tag_no)
    marks: dict[str, list[tuple[int, list[int], list[int]]]] = defaultdict(list)
    for (userid, profile_no), (add, remove) in of_follow.items():
        marks[userid].append((profile_no, add, remove))
    return marks


def _reverse(one: Change, batch_id: int) -> TagChange:
    origin = f"undo:{batch_id}"
    if one.added:
        return TagChange(one.profile_no, remove=(one.tag_no,), origin=origin)
    was = WornSince(one.since, one.origin) if one.since else None
    return TagChange(one.profile_no, add=(one.tag_no,), origin=origin, restored=was)


async def put_back_late(ctx: Context, done: Sequence[tuple[int, TagDone]]) -> None:
    """What WeCom took of a batch after its undo had come by."""
    for batch_id in {one for one, _ in done}:
        row = await store.get(ctx, batch_id)
        if row is None or row.state not in ("undoing", "undone"):
            continue
        late = [
            Change(
                one.profile_no, one.tag_no, one.userid, one.added, one.was and one.was.since,
                one.was.origin if one.was else "", overtaken=False,
            )
            for of, one in done
            if of == batch_id and (row.state == "undone" or one.profile_no <= row.done_to)
        ]  # fmt: skip
        await store.restored(ctx, batch_id, await put_back(ctx, batch_id, late))
