"""The customers of a round: members in parts, each read page by page, several at once."""

from typing import TYPE_CHECKING

from reunion.core.context import Context
from reunion.growth.mirror import applying, drifting, reading
from reunion.growth.mirror.model import (
    NewDrift,
    Part,
    ReadCustomer,
    ReadFollow,
    Reading,
    Round,
)
from reunion.growth.mirror.pace import gathered
from reunion.growth.mirror.store import directory, follows, hints
from reunion.growth.mirror.store import rounds as store
from reunion.wecom.errors import WecomError

if TYPE_CHECKING:
    from reunion.growth.mirror.reader import Reader

_AT_ONCE = 8
_PARTS = 16
_MOST_MEMBERS = 100

Page = tuple[dict[str, ReadCustomer], list[ReadFollow], str]


async def lay(ctx: Context, current: Round) -> None:
    """What is to be read: whoever may have customers, and whoever we believe to have some."""
    may = {one.userid for one in await directory.members(ctx) if one.has_customers}
    everybody = sorted(may | set(await follows.holders(ctx)))
    size = min(max(-(-len(everybody) // _PARTS), 1), _MOST_MEMBERS)
    some = [everybody[n : n + size] for n in range(0, len(everybody), size)]
    await store.expect(ctx, current.round_no, len(everybody))
    await store.add_parts(ctx, current.round_no, some)


async def read(reader: "Reader", current: Round) -> bool:
    """A page of each of several parts; False where all are read. Raises WecomError."""
    async with reader.db.in_corp(reader.corp_id) as ctx:
        left = await store.parts(ctx, current.round_no, _AT_ONCE)
    if not left:
        return False
    began_at = await reader.now()
    answers = await gathered(reading.page(reader.wecom, p.userids, p.cursor) for p in left)
    split: list[Part] = []
    pages: list[tuple[Part, Page]] = []
    for part, answer in zip(left, answers, strict=True):
        if not isinstance(answer, WecomError):
            pages.append((part, answer))
        elif answer.errcode != reading.NO_SUCH_MEMBER:
            raise answer
        elif len(part.userids) > 1:
            split.append(part)
        else:
            pages.append((part, ({}, [], "")))
    ended = [userid for part, page in pages if not page[2] for userid in part.userids]
    missing = await _missing(reader, ended) if current.round_no > 1 else []
    read = Reading(began_at, {}, [])
    for _, page in pages:
        read.customers.update(page[0])
        read.follows.extend(page[1])
    await reader.know_tags(read)
    async with reader.writing() as ctx:
        read, plan = await applying.plan(ctx, read)
        drifts = await drifting.note(ctx, current, [*plan.drifts, *missing], _young(ctx, read))
        if current.repairs:
            await applying.carry_out(ctx, read, plan, first=current.kind == "first")
            await hints.put_again(ctx, "customer", sorted({d.external_userid for d in missing}))
        for part, page in pages:
            if page[2]:
                await store.advance(ctx, current.round_no, part.part_no, page[2])
            else:
                await store.end_part(ctx, current.round_no, part.part_no)
        for part in split:
            await store.end_part(ctx, current.round_no, part.part_no)
            await store.add_parts(ctx, current.round_no, [[one] for one in part.userids])
        await store.count(
            ctx, current.round_no, members=len(ended), follows=len(read.follows), drifts=drifts
        )
    return True


async def _missing(reader: "Reader", userids: list[str]) -> list[NewDrift]:
    """Whom these members do not have any more; the pages say only whom they have."""
    listed_at = await reader.now()
    answers = await gathered(reading.ids_of(reader.wecom, userid) for userid in userids)
    found: list[NewDrift] = []
    async with reader.db.in_corp(reader.corp_id) as ctx:
        for userid, ids in zip(userids, answers, strict=True):
            if isinstance(ids, WecomError):
                raise ids
            found += [
                NewDrift("gone", external_userid, userid, {}, known_at)
                for external_userid, known_at in await follows.held_by(ctx, userid)
                if external_userid not in ids and known_at <= listed_at
            ]
    return found


def _young(ctx: Context, read: Reading) -> set[tuple[str, str]]:
    """Follows of which the callback may still come."""
    return {
        (one.external_userid, one.userid)
        for one in read.follows
        if one.added_at > ctx.now - drifting.ON_ITS_WAY
    }
