"""Making, changing, listing and showing contact ways."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.contact_ways import pools, store
from reunion.platform.contact_ways.model import (
    OWN_REMARK,
    QUOTA,
    TEMPORARY_A_DAY,
    Change,
    ContactWay,
    Draft,
    WayMember,
    WayRow,
    WayState,
    WayStatistics,
    WayTag,
    check_shape,
    check_texts,
    check_times,
    type_of,
)
from reunion.platform.contact_ways.refusals import (
    QuotaUsedUp,
    TypeInvalid,
    WayUnknown,
)
from reunion.platform.corps import service as corps
from reunion.platform.tags import service as tags
from reunion.platform.welcome import service as welcome

_SLUG_LENGTH = 12


async def create(ctx: Context, draft: Draft) -> WayRow:
    """A new contact way. Raises what is wrong with the draft, TagUnknown, QuotaUsedUp."""
    kind = type_of(draft.type, len(draft.userids), len(draft.departments))
    check_shape(draft.scene, draft.style)
    check_texts(draft.remark, draft.state)
    if draft.is_temp and kind != 1:
        raise TypeInvalid()
    expires_in, chat = check_times(draft.is_temp, draft.expires_in, draft.chat_expires_in)
    members, departments = await pools.limited(ctx, draft.userids, draft.departments)
    tag_ids = [ref.key for ref in await tags.require(ctx, list(draft.tags))]
    if not await store.take_quota(ctx, 1):
        raise QuotaUsedUp(limit=QUOTA)
    if draft.is_temp and await store.temporary_full(ctx, await _today(ctx)):
        raise QuotaUsedUp(limit=TEMPORARY_A_DAY)
    way = await store.insert(
        ctx,
        {
            "config_id": ids.alphanumeric(32).lower(),
            "slug": ids.alphanumeric(_SLUG_LENGTH),
            "type": kind,
            "scene": draft.scene,
            "style": draft.style,
            "remark": draft.remark,
            "skip_verify": draft.skip_verify,
            "state": draft.state,
            "member_ids": members,
            "department_ids": departments,
            "is_temp": draft.is_temp,
            "is_exclusive": draft.is_exclusive,
            "expires_at": ctx.now + timedelta(seconds=expires_in) if expires_in else None,
            "chat_expires_in": chat,
            "unionid": draft.unionid,
            "conclusions": draft.conclusions,
            "tag_ids": tag_ids,
            "created_by_app": draft.app_id,
            "created_by": ctx.actor.name,
            "created_at": ctx.now,
        },
    )
    if way is None:
        raise RuntimeError("a random id was met twice")
    await _announce(ctx, way, "contact_way.created")
    return way


async def states(ctx: Context) -> list[WayState]:
    """What codes bring as the state of a customer, those that have gone too."""
    return await store.states(ctx)


async def own(ctx: Context, member_id: int) -> WayRow:
    """A member's own code, made on first use."""
    way = await store.own(ctx, member_id)
    if way is not None:
        return way
    async with ctx.tx.transaction():
        way = await store.insert(
            ctx,
            {
                "config_id": ids.alphanumeric(32).lower(),
                "slug": ids.alphanumeric(_SLUG_LENGTH),
                "type": 1,
                "scene": 2,
                "remark": OWN_REMARK,
                "member_ids": [member_id],
                "owner_id": member_id,
                "created_by": ctx.actor.name,
                "created_at": ctx.now,
            },
        )
        if way is not None:
            await _announce(ctx, way, "contact_way.created")
            return way
    way = await store.own(ctx, member_id)
    if way is None:
        raise WayUnknown()
    return way


async def change(ctx: Context, way_id: int, wanted: Change) -> WayRow:
    """Sets what is given. Raises WayUnknown, and what `create` raises."""
    way = await store.get(ctx, way_id=way_id, lock=True)
    if way is None:
        raise WayUnknown()
    check_shape(way.scene, way.style if wanted.style is None else wanted.style)
    check_texts(wanted.remark, wanted.state)
    expires_in, chat = check_times(way.is_temp, wanted.expires_in, wanted.chat_expires_in)
    values: dict[str, Any] = {
        name: getattr(wanted, name)
        for name in (
            "style", "remark", "state", "skip_verify", "is_exclusive", "unionid", "conclusions",
        )
        if getattr(wanted, name) is not None
    }  # fmt: skip
    if wanted.expires_in is not None and expires_in:
        values["expires_at"] = ctx.now + timedelta(seconds=expires_in)
    if wanted.chat_expires_in is not None and chat:
        values["chat_expires_in"] = chat
    if wanted.tags is not None:
        values["tag_ids"] = [ref.key for ref in await tags.require(ctx, list(wanted.tags))]
    if wanted.userids is not None or wanted.departments is not None:
        values |= await _new_pool(ctx, way, wanted)
    if values:
        way = await store.update(ctx, way_id, values)
        await _announce(ctx, way, "contact_way.updated", {"changed": sorted(values)})
    return way


async def _new_pool(ctx: Context, way: WayRow, wanted: Change) -> dict[str, Any]:
    names = await store.member_names(ctx, way.member_ids)
    userids = wanted.userids
    if userids is None:
        userids = tuple(names[i].userid for i in way.member_ids if i in names)
    departments = wanted.departments
    if departments is None:
        departments = tuple(way.department_ids)
    kind = type_of(way.type if way.type == 1 else 2, len(userids), len(departments))
    members, places = await pools.limited(ctx, userids, departments)
    return {"type": kind, "member_ids": members, "department_ids": places}


async def delete(ctx: Context, way_id: int) -> None:
    """The code stops working. Raises WayUnknown."""
    way = await store.get(ctx, way_id=way_id, lock=True)
    if way is None:
        raise WayUnknown()
    await store.delete(ctx, way_id)
    if way.owner_id is None:
        await store.take_quota(ctx, -1)
    await _announce(ctx, way, "contact_way.deleted")


async def require(
    ctx: Context, *, way_id: int | None = None, config_id: str | None = None
) -> WayRow:
    """One by key or by wire id; raises WayUnknown."""
    way = await store.get(ctx, way_id=way_id, config_id=config_id)
    if way is None:
        raise WayUnknown()
    return way


async def page(
    ctx: Context, public_url: str, *, q: str, cursor: str | None, limit: int
) -> Page[ContactWay]:
    """Headquarters' ways, the latest first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    rows = await store.page(ctx, q, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    next_cursor = encode_cursor(rows[-1].created_at, rows[-1].id) if more else None
    return Page(await shown(ctx, rows, public_url), next_cursor)


async def config_ids(
    ctx: Context, start: datetime | None, end: datetime | None, cursor: str, limit: int
) -> tuple[list[str], str]:
    """Wire ids of the ways made in a span (default: the last 90 days), and the next cursor."""
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    start = start or ctx.now - timedelta(days=90)
    rows = await store.config_ids(ctx, start, end or ctx.now, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    return [config_id for _, config_id in rows], encode_cursor(rows[-1][0]) if more else ""


async def names_of(ctx: Context, way: WayRow) -> list[WayMember]:
    """The members named in a way, in its order."""
    names = await store.member_names(ctx, way.member_ids)
    return [names[i] for i in way.member_ids if i in names]


async def shown(ctx: Context, rows: list[WayRow], public_url: str) -> list[ContactWay]:
    """Rows as the console and the desk get them."""
    names = await store.member_names(ctx, sorted({i for row in rows for i in row.member_ids}))
    refs = await tags.by_keys(ctx, sorted({i for row in rows for i in row.tag_ids}))
    labels = {ref.key: WayTag(ref.id, ref.name) for ref in refs}
    welcomes = await welcome.of_ways(ctx, [row.id for row in rows])
    found = []
    for row in rows:
        landing = landing_url(public_url, row.slug)
        found.append(
            ContactWay(
                id=row.id,
                config_id=row.config_id,
                slug=row.slug,
                type=row.type,
                scene=row.scene,
                remark=row.remark,
                state=row.state,
                skip_verify=row.skip_verify,
                members=[names[i] for i in row.member_ids if i in names],
                departments=row.department_ids,
                is_temp=row.is_temp,
                is_exclusive=row.is_exclusive,
                expires_at=row.expires_at,
                welcome=welcomes.get(row.id),
                tags=[labels[i] for i in row.tag_ids if i in labels],
                landing_url=landing,
                qr_svg_url=f"{landing}.svg",
                qr_png_url=f"{landing}.png",
                created_at=row.created_at,
                opened=row.opened,
                added=row.added,
                created_by=row.created_by,
            )
        )
    return found


async def statistics(ctx: Context, way_id: int, days: int) -> WayStatistics:
    """The last days with today; raises WayUnknown."""
    await require(ctx, way_id=way_id)
    today = await _today(ctx)
    first = today - timedelta(days=days - 1)
    return WayStatistics(
        await store.days(ctx, way_id, first, today), await store.added_by_member(ctx, way_id)
    )


async def _today(ctx: Context) -> date:
    zone = await corps.zone(ctx)
    return ctx.now.astimezone(UTC).astimezone(zone).date()


def landing_url(public_url: str, slug: str) -> str:
    """What the code's picture says."""
    return f"{public_url}/c/{slug}"


async def _announce(
    ctx: Context, way: WayRow, name: str, more: dict[str, Any] | None = None
) -> None:
    data = {"id": way.id, "remark": way.remark, "state": way.state, **(more or {})}
    await outbox.append(ctx, name, subject=way.config_id, key=f"way:{way.id}", data=data)
