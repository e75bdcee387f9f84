"""Making member tags, and putting members and departments under them."""

import asyncpg
import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.directory import rules
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.member_tags import store
from reunion.platform.directory.members import service as members
from reunion.platform.directory.model import Department, Member, MemberTag
from reunion.platform.directory.refusals import (
    NobodyValid,
    TagExists,
    TagFull,
    TagNotFound,
    TooManyItems,
    TooManyTags,
    invalid,
)
from reunion.platform.directory.scope import ALL, Span

MOST_TAGS = 3000
MOST_ITEMS = 30_000
MOST_MEMBERS_A_CALL = 1000
MOST_DEPARTMENTS_A_CALL = 100
_LARGEST_ID = 2**31 - 1


class Unknown(msgspec.Struct):
    """What was not taken, though the rest was."""

    userids: list[str]
    departments: list[int]


async def create(ctx: Context, name: str, tag_id: int | None = None) -> MemberTag:
    """Its id is chosen unless given."""
    name = rules.tag_name(name)
    first = await store.lock(ctx)
    if await store.number(ctx) >= MOST_TAGS:
        raise TooManyTags(limit=MOST_TAGS)
    if tag_id is None:
        tag_id = await store.free_id(ctx, first)
        await store.count_on(ctx, tag_id + 1)
    elif not 1 <= tag_id <= _LARGEST_ID:
        raise invalid(40058, "tagid", f"1 … {_LARGEST_ID}")
    try:
        async with ctx.tx.transaction():
            await store.insert(ctx, tag_id, name)
    except asyncpg.UniqueViolationError:
        raise TagExists(name=name) from None
    await outbox.append(
        ctx, "member_tag.created", subject=name, key=_key(tag_id), data={"tagid": tag_id}
    )
    return MemberTag(tag_id, name)


async def rename(ctx: Context, tag_id: int, name: str) -> MemberTag:
    """Raises TagNotFound, TagExists."""
    name = rules.tag_name(name)
    await store.lock(ctx)
    before = await require(ctx, tag_id)
    if before.name == name:
        return before
    try:
        async with ctx.tx.transaction():
            await store.rename(ctx, tag_id, name)
    except asyncpg.UniqueViolationError:
        raise TagExists(name=name) from None
    await outbox.append(
        ctx,
        "member_tag.updated",
        subject=name,
        key=_key(tag_id),
        data={"tagid": tag_id, "changed": {"name": name}, "before": {"name": before.name}},
    )
    return MemberTag(tag_id, name)


async def delete(ctx: Context, tag_id: int) -> None:
    """Comes off everybody."""
    await store.lock(ctx)
    tag = await require(ctx, tag_id)
    await store.delete(ctx, tag_id)
    await outbox.append(
        ctx, "member_tag.deleted", subject=tag.name, key=_key(tag_id), data={"tagid": tag_id}
    )


async def require(ctx: Context, tag_id: int) -> MemberTag:
    """Raises TagNotFound."""
    tag = await store.get(ctx, tag_id)
    if tag is None:
        raise TagNotFound(id=tag_id)
    return tag


async def listed(ctx: Context) -> list[MemberTag]:
    return await store.listed(ctx)


async def holders(ctx: Context, tag_id: int) -> tuple[MemberTag, list[Member], list[Department]]:
    """A tag with its members and departments."""
    tag = await require(ctx, tag_id)
    member_ids, department_ids = await store.items(ctx, [tag_id])
    present = {d.id: d for d in await departments.listed_of(ctx, department_ids)}
    return tag, await members.by_ids(ctx, member_ids), [present[i] for i in department_ids]


async def under(ctx: Context, ids: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(member ids, department ids) under any of these tags."""
    if not ids:
        return (), ()
    members, departments = await store.items(ctx, list(ids))
    return tuple(members), tuple(departments)


async def known(ctx: Context, ids: list[int]) -> set[int]:
    """Those of these ids that are tags."""
    return await store.known(ctx, ids)


async def add(
    ctx: Context, tag_id: int, userids: list[str], ids: list[int], span: Span = ALL
) -> Unknown:
    """Puts members and departments under a tag. What is unknown or out of reach is answered and
    the rest is done; raises NobodyValid when nothing is left, TooManyItems, TagFull."""
    return await _change(ctx, tag_id, userids, ids, span, adding=True)


async def remove(
    ctx: Context, tag_id: int, userids: list[str], ids: list[int], span: Span = ALL
) -> Unknown:
    """Takes members and departments off a tag, under the same rules as `add`."""
    return await _change(ctx, tag_id, userids, ids, span, adding=False)


async def _change(
    ctx: Context, tag_id: int, userids: list[str], ids: list[int], span: Span, *, adding: bool
) -> Unknown:
    userids, ids = list(dict.fromkeys(userids)), list(dict.fromkeys(ids))
    if len(userids) > MOST_MEMBERS_A_CALL or len(ids) > MOST_DEPARTMENTS_A_CALL:
        raise TooManyItems
    await store.lock(ctx)
    tag = await require(ctx, tag_id)
    found = [m for m in await members.by_userids(ctx, userids) if span.has_member(m)]
    by_userid = {m.userid.lower(): m for m in found}
    known = {d.id for d in await departments.listed_of(ctx, ids) if span.has_department(d.id)}
    unknown = Unknown(
        [u for u in userids if u.lower() not in by_userid], [i for i in ids if i not in known]
    )
    if not by_userid and not known:
        raise NobodyValid
    member_ids = [m.id for m in by_userid.values()]
    act = store.add if adding else store.remove
    changed_members, changed_departments = await act(ctx, tag_id, member_ids, sorted(known))
    if adding and sum(map(len, await store.items(ctx, [tag_id]))) > MOST_ITEMS:
        raise TagFull(limit=MOST_ITEMS)
    if changed_members or changed_departments:
        wire = {m.id: m.userid for m in found}
        side = "add" if adding else "remove"
        await outbox.append(
            ctx,
            "member_tag.changed",
            subject=tag.name,
            key=_key(tag_id),
            data={
                "tagid": tag_id,
                f"{side}_userids": [wire[i] for i in changed_members],
                f"{side}_departments": changed_departments,
            },
        )
    return unknown


def _key(tag_id: int) -> str:
    return f"member_tag:{tag_id}"
