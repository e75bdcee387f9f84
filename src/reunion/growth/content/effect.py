"""使用效果 What was sent, opened, read and passed on: by material, by member, by day, and by link."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from reunion.core.context import Context
from reunion.growth.calendar import service as calendar
from reunion.growth.content import library, posters, senders
from reunion.growth.content.bodies import Kind
from reunion.growth.content.store import effect
from reunion.growth.content.store.effect import NOTHING_SENT, ContentStay, ContentSums, LinkRow
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles.reach import Reach

MOST_LINKS = 500


class MaterialEffect(msgspec.Struct, frozen=True):
    """Of links made in the span. `sent` by members; `opened` of these; `readers`: browsers that read,
    with those whom it was passed on to; `forwarded`: links below another; `leads`: registrations;
    `added`: customers added in the span by a poster's code."""

    content_id: int
    kind: Kind
    title: str
    sums: ContentSums


class MemberEffect(msgspec.Struct, frozen=True):
    userid: str
    name: str
    sums: ContentSums


class DayEffect(msgspec.Struct, frozen=True):
    day: date
    sent: int
    opened: int


class ContentEffect(msgspec.Struct, frozen=True):
    """Days of the company, the earliest first; material and members by who was read most."""

    total: ContentSums
    materials: list[MaterialEffect]
    members: list[MemberEffect]
    days: list[DayEffect]


class ContentLink(LinkRow, frozen=True, kw_only=True):
    """One link; `parent_id` says from which it was opened. `name` is empty while it is not known who
    reads; `refused`: nothing is recorded."""

    member: str
    name: str


async def of_all(ctx: Context, days: int, reach: Reach) -> ContentEffect:
    """Over links made in the last days, today included; of his members alone."""
    now = await calendar.now(ctx)
    first = now.today - timedelta(days=days - 1)
    since = now.begins(first)
    added = [one for one in await posters.added(ctx, since) if reach.has(one[1])]
    brought: Counter[int | str] = Counter()
    for content_id, userid, count in added:
        brought.update({content_id: count, userid: count})

    def whole(sums: ContentSums, key: int | str) -> ContentSums:
        return replace(sums, added=brought[key])

    materials = [
        MaterialEffect(key, kind, title, whole(sums, key))
        for key, kind, title, sums in await effect.by_material(ctx, since, reach.userids)
    ]
    members = await effect.by_member(ctx, since, reach.userids)
    sending = {userid for userid, _ in members}
    members += [(one, NOTHING_SENT) for one in sorted({one[1] for one in added} - sending)]
    total = await effect.total(ctx, since, reach.userids)
    names = await mirror.names(ctx, [userid for userid, _ in members])
    return ContentEffect(
        replace(total, added=sum(count for *_, count in added)),
        materials + await _sent_before(ctx, {one[0] for one in added}, materials, whole),
        [
            MemberEffect(userid, names.get(userid, userid), whole(sums, userid))
            for userid, sums in members
        ],
        [
            DayEffect(*row)
            for row in await effect.by_day(ctx, first, now.today, now.zone.key, reach.userids)
        ],
    )


async def _sent_before(
    ctx: Context,
    brought: set[int],
    materials: Sequence[MaterialEffect],
    whole: Callable[[ContentSums, int], ContentSums],
) -> list[MaterialEffect]:
    """Posters that brought customers in the span and were sent before it alone."""
    missing = sorted(brought - {one.content_id for one in materials})
    return [
        MaterialEffect(key, kind, title, whole(NOTHING_SENT, key))
        for key, kind, title in await effect.titles(ctx, missing)
    ]


async def links(ctx: Context, content_id: int, reach: Reach) -> list[ContentLink]:
    """The latest 500 links of one material, each tree together; of his members alone, and without the names
    of other people to whom they were passed on. Raises ContentUnknown."""
    await library.require(ctx, content_id, reach)
    rows = await effect.links(ctx, content_id, MOST_LINKS, reach.userids)
    seen = await reach.among(ctx, {row.profile_no for row in rows if row.profile_no is not None})
    rows = [row if row.profile_no in seen else replace(row, profile_no=None) for row in rows]
    people = await senders.people(ctx, sorted(seen))
    members = await mirror.names(ctx, sorted({row.userid for row in rows if row.userid}))
    return [_link(row, people, members) for row in rows]


async def stays(ctx: Context, content_id: int, reach: Reach) -> list[ContentStay]:
    """Seconds with each page of a report or tenth of a video, over all readings of what his
    members sent; raises ContentUnknown."""
    await library.require(ctx, content_id, reach)
    return await effect.stays(ctx, content_id, reach.userids)


def _link(row: LinkRow, people: dict[int, str], members: dict[str, str]) -> ContentLink:
    name = people.get(row.profile_no, "") if row.profile_no is not None else ""
    fields = msgspec.structs.asdict(row)
    return ContentLink(**fields, name=name, member=members.get(row.userid, row.userid))
