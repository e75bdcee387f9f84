"""Making, changing, listing and showing acquisition links."""

from datetime import date, datetime, timedelta
from typing import Any

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.acquisition.model import (
    LINKS,
    AcquisitionLink,
    Brought,
    Change,
    Draft,
    LinkDay,
    LinkRow,
    Sums,
    check_name,
    check_priority,
    check_range,
)
from reunion.platform.acquisition.refusals import LinkUnknown, SpanInvalid, TooManyLinks
from reunion.platform.acquisition.store import customers, figures, links
from reunion.platform.contact_ways import pools
from reunion.platform.corps import service as corps

_KEPT_DAYS = 180
_LONGEST_SPAN = 30


async def create(ctx: Context, draft: Draft) -> LinkRow:
    """A new link. Raises what is wrong with the draft, TooManyLinks."""
    name = check_name(draft.name)
    check_range(draft.userids, draft.departments)
    check_priority(draft.priority_type, draft.priority_userids)
    members, departments = await pools.named(ctx, draft.userids, draft.departments)
    preferred, _ = await pools.named(ctx, draft.priority_userids, ())
    await links.lock_account(ctx)
    if await links.how_many(ctx) >= LINKS:
        raise TooManyLinks(limit=LINKS)
    link = await links.insert(
        ctx,
        {
            "link_id": f"cawcde{ids.alphanumeric(14).lower()}",
            "name": name,
            "member_ids": members,
            "department_ids": departments,
            "skip_verify": draft.skip_verify,
            "mark_source": draft.mark_source,
            "priority_type": draft.priority_type,
            "priority_member_ids": preferred,
            "created_by_app": draft.app_id,
            "created_by": ctx.actor.name,
            "created_at": ctx.now,
        },
    )
    await announce(ctx, link, "acquisition_link.created")
    return link


async def change(ctx: Context, link: LinkRow, wanted: Change) -> LinkRow:
    """Sets what is given. Raises LinkUnknown, and what `create` raises."""
    if await links.get(ctx, key=link.id, lock=True) is None:
        raise LinkUnknown()
    values: dict[str, Any] = {}
    if wanted.name is not None:
        values["name"] = check_name(wanted.name)
    for field in ("skip_verify", "mark_source"):
        if getattr(wanted, field) is not None:
            values[field] = getattr(wanted, field)
    if wanted.priority_type is not None:
        check_priority(wanted.priority_type, wanted.priority_userids)
        preferred, _ = await pools.named(ctx, wanted.priority_userids, ())
        values |= {"priority_type": wanted.priority_type, "priority_member_ids": preferred}
    if wanted.userids is not None or wanted.departments is not None:
        values |= await _new_range(ctx, link, wanted)
    if values:
        link = await links.update(ctx, link.id, values)
        await announce(ctx, link, "acquisition_link.updated", {"changed": sorted(values)})
        await refresh_available(ctx)
    return link


async def _new_range(ctx: Context, link: LinkRow, wanted: Change) -> dict[str, Any]:
    userids, departments = wanted.userids, wanted.departments
    if userids is None:
        names = await links.names(ctx, link.member_ids)
        userids = tuple(names[i].userid for i in link.member_ids if i in names)
    if departments is None:
        departments = tuple(link.department_ids)
    check_range(userids, departments)
    members, places = await pools.named(ctx, userids, departments)
    return {"member_ids": members, "department_ids": places}


async def delete(ctx: Context, link: LinkRow) -> None:
    """The link stops working; customers keep it as their source. Raises LinkUnknown."""
    if await links.get(ctx, key=link.id, lock=True) is None:
        raise LinkUnknown()
    await links.update(ctx, link.id, {"deleted_at": ctx.now})
    await announce(ctx, link, "acquisition_link.deleted")


async def require(
    ctx: Context, *, key: int | None = None, link_id: str | None = None, app_id: int | None = None
) -> LinkRow:
    """One by key or by wire id; with an app only its own. Raises LinkUnknown."""
    link = await links.get(ctx, key=key, link_id=link_id)
    if link is None or (app_id is not None and link.created_by_app != app_id):
        raise LinkUnknown()
    return link


async def refresh_available(ctx: Context) -> None:
    """Says by which links nobody can be added any more, or somebody again."""
    for link in await links.refresh_available(ctx):
        name = "acquisition_link.available" if link.available else "acquisition_link.unavailable"
        await announce(ctx, link, name)


async def page(
    ctx: Context, public_url: str, *, q: str, cursor: str | None, limit: int
) -> Page[AcquisitionLink]:
    """All of the corp, the latest first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    rows = await links.page(ctx, q, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    next_cursor = encode_cursor(rows[-1].created_at, rows[-1].id) if more else None
    return Page(await shown(ctx, rows, public_url), next_cursor)


async def of_app(ctx: Context, app_id: int, cursor: str, limit: int) -> tuple[list[str], str]:
    """Wire ids of the links that an app made, and the next cursor."""
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    rows = await links.of_app(ctx, app_id, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    return [link_id for _, link_id in rows], encode_cursor(rows[-1][0]) if more else ""


async def customers_of(
    ctx: Context, link: LinkRow, cursor: str | None, limit: int
) -> tuple[list[Brought], str | None]:
    """Customers whom a link brought, in the order of their coming to the company."""
    after = decode_cursor(cursor, tuple[int, int]) if cursor else (0, 0)
    rows = await customers.of_link(ctx, link.id, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    return [one for _, one in rows], encode_cursor(*rows[-1][0]) if more else None


async def userids_of(ctx: Context, member_ids: list[int]) -> list[str]:
    """Userids in this order."""
    names = await links.names(ctx, member_ids)
    return [names[i].userid for i in member_ids if i in names]


async def shown(ctx: Context, rows: list[LinkRow], public_url: str) -> list[AcquisitionLink]:
    """Rows as the console gets them."""
    everybody = {i for row in rows for i in (*row.member_ids, *row.priority_member_ids)}
    names = await links.names(ctx, sorted(everybody))
    apps = await links.app_names(ctx, [row.created_by_app for row in rows if row.created_by_app])
    figured = await figures.sums(ctx, [row.id for row in rows])
    found = []
    for row in rows:
        address = url_of(public_url, row.link_id)
        total = figured.get(row.id, Sums())
        found.append(
            AcquisitionLink(
                id=row.id,
                link_id=row.link_id,
                name=row.name,
                url=address,
                qr_svg_url=f"{address}.svg",
                members=[names[i] for i in row.member_ids if i in names],
                departments=row.department_ids,
                skip_verify=row.skip_verify,
                priority_type=row.priority_type,
                priority_members=[names[i] for i in row.priority_member_ids if i in names],
                available=row.available,
                app=apps.get(row.created_by_app) if row.created_by_app else None,
                created_by=row.created_by,
                created_at=row.created_at,
                opened=total.opened,
                added=total.added,
                chatted=total.chatted,
            )
        )
    return found


async def days(ctx: Context, link: LinkRow, days: int) -> list[LinkDay]:
    """The last days with today."""
    today = ctx.now.astimezone(await corps.zone(ctx)).date()
    return await figures.days(ctx, link.id, today - timedelta(days=days - 1), today)


async def sums(ctx: Context, link: LinkRow, start: datetime, end: datetime) -> Sums:
    """Of the days from start to end, both counted. Raises SpanInvalid."""
    zone = await corps.zone(ctx)
    first, last, today = (one.astimezone(zone).date() for one in (start, end, ctx.now))
    _check_span(first, last, today)
    found = await figures.days(ctx, link.id, first, last)
    return Sums(
        sum(day.opened for day in found),
        sum(day.added for day in found),
        sum(day.chatted for day in found),
    )


def _check_span(first: date, last: date, today: date) -> None:
    oldest = today - timedelta(days=_KEPT_DAYS)
    if not oldest <= first <= last <= first + timedelta(days=_LONGEST_SPAN):
        raise SpanInvalid()


def url_of(public_url: str, link_id: str) -> str:
    """What is put into advertisements; `?customer_channel=` names where."""
    return f"{public_url}/ca/{link_id}"


async def announce(
    ctx: Context, link: LinkRow, name: str, more: dict[str, Any] | None = None, key: str = ""
) -> None:
    """Appends an event about a link."""
    data = {"id": link.id, "name": link.name, "app_id": link.created_by_app, **(more or {})}
    await outbox.append(
        ctx, name, subject=link.link_id, key=key or f"acquisition_link:{link.id}", data=data
    )
