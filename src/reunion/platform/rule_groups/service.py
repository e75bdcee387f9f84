"""The verbs on rule groups, and what their privileges allow."""

from typing import Any, NoReturn

from reunion import outbox
from reunion.core.context import Context
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.platform.directory import service as directory
from reunion.platform.directory.departments import service as departments
from reunion.platform.rule_groups import store
from reunion.platform.rule_groups.model import (
    ADMINS,
    GROUPS,
    PRIVILEGES,
    RANGE,
    AdminsInvalid,
    Change,
    Draft,
    HasChildren,
    Kind,
    Named,
    NotGranted,
    ParentInvalid,
    RangeInvalid,
    RangeItem,
    RangeOutside,
    RuleGroup,
    RuleGroupRow,
    RuleGroupUnknown,
    TooManyGroups,
    check_name,
    title,
    withheld,
)
from reunion.surfaces.access import Caller


async def create(ctx: Context, draft: Draft) -> RuleGroupRow:
    """A new rule group. Raises what is wrong with the draft."""
    name = check_name(draft.name)
    admin_ids = await _admins(ctx, draft.admins)
    items = await _range(ctx, draft.userids, draft.departments)
    if not items:
        raise RangeInvalid(limit=RANGE)
    group_id = await store.next_id(ctx)
    if await store.how_many(ctx) >= GROUPS:
        raise TooManyGroups(limit=GROUPS)
    if draft.parent_id:
        await _within_parent(ctx, draft.kind, draft.parent_id, draft.app_id, items)
    row = await store.insert(
        ctx,
        {
            "id": group_id,
            "kind": draft.kind,
            "parent_id": draft.parent_id or None,
            "name": name,
            "admin_ids": admin_ids,
            "withheld": withheld(draft.kind, draft.privileges),
            "created_by_app": draft.app_id,
            "created_by": ctx.actor.name,
            "created_at": ctx.now,
        },
    )
    await store.add_range(ctx, group_id, items)
    await _announce(ctx, row, "rule_group.created")
    return row


async def _admins(ctx: Context, userids: tuple[str, ...]) -> list[int]:
    found = await directory.require_all(ctx, list(dict.fromkeys(userids)))
    if not 1 <= len(found) <= ADMINS or any(one.role == "super_admin" for one in found):
        raise AdminsInvalid(limit=ADMINS)
    return [one.id for one in found]


async def _range(
    ctx: Context, userids: tuple[str, ...], places: tuple[int, ...]
) -> list[RangeItem]:
    if len(userids) + len(places) > RANGE:
        raise RangeInvalid(limit=RANGE)
    members = await directory.require_all(ctx, list(dict.fromkeys(userids)))
    await departments.require_all(ctx, list(places))
    return [
        *(RangeItem(1, one.id) for one in members),
        *(RangeItem(2, one) for one in dict.fromkeys(places)),
    ]


async def _within_parent(
    ctx: Context, kind: Kind, parent_id: int, app_id: int | None, items: list[RangeItem]
) -> None:
    parent = await store.get(ctx, kind, parent_id)
    if parent is None or (app_id is not None and parent.created_by_app != app_id):
        raise ParentInvalid()
    beyond = await store.outside(ctx, parent_id, items)
    if beyond:
        raise RangeOutside(outside=", ".join(map(str, beyond)))


async def change(ctx: Context, row: RuleGroupRow, wanted: Change) -> RuleGroupRow:
    """Sets what is given. What is taken out of a range goes out of the groups below it, too."""
    await store.lock(ctx)
    values: dict[str, Any] = {}
    if wanted.name is not None:
        values["name"] = check_name(wanted.name)
    if wanted.admins is not None:
        values["admin_ids"] = await _admins(ctx, wanted.admins)
    if wanted.privileges is not None:
        values["withheld"] = withheld(row.kind, wanted.privileges, row.withheld)
    if values:
        row = await store.update(ctx, row.id, values)
    more = await _range(ctx, wanted.add_userids, wanted.add_departments)
    less = await _range(ctx, wanted.del_userids, wanted.del_departments)
    if more and row.parent_id is not None:
        await _within_parent(ctx, row.kind, row.parent_id, None, more)
    if less:
        await store.del_range(ctx, row.id, less)
    if more:
        await store.add_range(ctx, row.id, more)
    size = await store.range_size(ctx, row.id)
    if not 1 <= size <= RANGE:
        raise RangeInvalid(limit=RANGE)
    if less:
        await _shrink_below(ctx, row.id)
    if values or more or less:
        changed = sorted([*values, *(["range"] if more or less else [])])
        await _announce(ctx, row, "rule_group.updated", {"changed": changed})
    return row


async def _shrink_below(ctx: Context, group_id: int) -> None:
    for child in await store.children(ctx, group_id):
        items = [item for _, item, _ in await store.named_range(ctx, [child])]
        beyond = set(await store.outside(ctx, group_id, items))
        gone = [item for item in items if item.subject_id in beyond]
        if gone:
            await store.del_range(ctx, child, gone)
            await _shrink_below(ctx, child)


async def delete(ctx: Context, row: RuleGroupRow) -> None:
    """With its tags. Raises HasChildren."""
    await store.lock(ctx)
    if await store.children(ctx, row.id):
        raise HasChildren()
    await store.delete(ctx, row.id)
    await _announce(ctx, row, "rule_group.deleted")


async def require(
    ctx: Context, kind: Kind | None, group_id: int, app_id: int | None = None
) -> RuleGroupRow:
    """One; with an app only its own. Raises RuleGroupUnknown."""
    row = await store.get(ctx, kind, group_id)
    if row is None or (app_id is not None and row.created_by_app != app_id):
        raise RuleGroupUnknown()
    return row


async def ids(
    ctx: Context, kind: Kind, app_id: int | None, cursor: str, limit: int
) -> tuple[list[int], str]:
    """Numbers in order, and the next cursor."""
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    rows = await store.listed(ctx, kind, app_id, after, limit + 1)
    found = [row.id for row in rows[:limit]]
    return found, encode_cursor(found[-1]) if len(rows) > limit else ""


async def range_of(
    ctx: Context, row: RuleGroupRow, cursor: str, limit: int
) -> tuple[list[Named], str]:
    """Members first, then departments; and the next cursor."""
    after = decode_cursor(cursor, tuple[int, int]) if cursor else (0, 0)
    rows = await store.named_range(ctx, [row.id], after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    last = rows[-1][1] if rows else None
    next_cursor = encode_cursor(last.type, last.subject_id) if more and last else ""
    return [named for _, _, named in rows], next_cursor


async def admin_userids(ctx: Context, row: RuleGroupRow) -> list[str]:
    """In the order in which they were named; those who left are left out."""
    names = await store.admins(ctx, row.admin_ids)
    return [names[i].userid for i in row.admin_ids if i in names]


async def everything(ctx: Context) -> list[RuleGroup]:
    """All of the corp, for the console."""
    return await shown(ctx, await store.listed(ctx, None, None, 0, GROUPS))


async def shown(ctx: Context, rows: list[RuleGroupRow]) -> list[RuleGroup]:
    """Rows as the console shows them."""
    names = await store.admins(ctx, sorted({i for row in rows for i in row.admin_ids}))
    apps = await store.app_names(ctx, [row.created_by_app for row in rows if row.created_by_app])
    ranges: dict[int, list[Named]] = {}
    for group_id, _, named in await store.named_range(ctx, [row.id for row in rows]):
        ranges.setdefault(group_id, []).append(named)
    return [
        RuleGroup(
            id=row.id,
            kind=row.kind,
            parent_id=row.parent_id,
            name=row.name,
            admins=[names[i] for i in row.admin_ids if i in names],
            range=ranges.get(row.id, []),
            privileges=row.privileges,
            app=apps.get(row.created_by_app) if row.created_by_app else None,
            created_by=row.created_by,
            created_at=row.created_at,
        )
        for row in rows
    ]


async def require_granted(ctx: Context, caller: Caller, privilege: str) -> None:
    """A scoped administrator who looks after rule groups may do what one of them grants, with all above
    it; who looks after none is held by his role alone. Raises NotGranted."""
    if caller.role != "scoped":
        return
    kind = _kind_of(privilege)
    found = await store.looked_after_by(ctx, caller.principal_id)
    groups = [one for one in found if one.kind == kind]
    if groups and not await _granted(ctx, groups, privilege):
        _refuse(privilege)


async def require_allowed(ctx: Context, member_id: int, privilege: str) -> None:
    """A member may do what rule groups decide for those in their range (send_moment); who is in no range
    may. Raises NotGranted."""
    if not await may(ctx, member_id, privilege):
        _refuse(privilege)


def _refuse(privilege: str) -> NoReturn:
    called = title(privilege)
    raise NotGranted(privilege=str(called), privilege_en=called.en)


async def may(ctx: Context, member_id: int, privilege: str) -> bool:
    """Whether a member may do what rule groups decide for those in their range (send_moment,
    share_customer); who is in no range may."""
    groups = await store.containing(ctx, _kind_of(privilege), member_id)
    return not groups or await _granted(ctx, groups, privilege)


async def _granted(ctx: Context, groups: list[RuleGroupRow], privilege: str) -> bool:
    lines = await store.parents(ctx, [one.id for one in groups])
    return any(all(privilege not in one.withheld for one in line) for line in lines.values())


async def groups_of(ctx: Context, member_id: int) -> list[int]:
    """Customer rule groups in whose range the member is: their tags are for him."""
    return [one.id for one in await store.containing(ctx, "customer", member_id)]


def _kind_of(privilege: str) -> Kind:
    return "moment" if privilege in PRIVILEGES["moment"] else "customer"


async def _announce(
    ctx: Context, row: RuleGroupRow, name: str, more: dict[str, Any] | None = None
) -> None:
    data = {"id": row.id, "kind": row.kind, "name": row.name, **(more or {})}
    await outbox.append(ctx, name, subject=row.name, key=f"rule_group:{row.id}", data=data)
