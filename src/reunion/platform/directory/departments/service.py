"""Making, changing, moving and deleting departments. Every change of the tree holds its lock."""

import asyncpg
import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.directory import rules, scope
from reunion.platform.directory.departments import store
from reunion.platform.directory.model import (
    MOST_LEVELS,
    MOST_NODES,
    ROOT,
    Authority,
    Department,
    Reach,
)
from reunion.platform.directory.refusals import (
    DepartmentCycle,
    DepartmentExists,
    DepartmentFull,
    DepartmentHasChildren,
    DepartmentHasMembers,
    DepartmentNotFound,
    OutsideScope,
    ParentNotFound,
    RootDepartment,
    TooDeep,
    invalid,
)

_LARGEST_ID = 2**31 - 1


class DepartmentPatch(msgspec.Struct, kw_only=True):
    """Only what is given is changed."""

    name: str | None = None
    name_en: str | None = None
    parent_id: int | None = None
    order: int | None = None


async def create(
    ctx: Context,
    by: Authority,
    *,
    name: str,
    parent_id: int,
    name_en: str = "",
    order: int | None = None,
    department_id: int | None = None,
) -> Department:
    """A department below `parent_id`; its id is chosen unless given (above 1)."""
    name = rules.department_name(name)
    name_en = rules.text(name_en, "name_en", 64)
    next_id = await store.lock(ctx)
    path = await store.path(ctx, parent_id)
    if not path:
        raise ParentNotFound(id=parent_id)
    await scope.require_departments(ctx, by, [parent_id])
    if len(path) >= MOST_LEVELS:
        raise TooDeep(limit=MOST_LEVELS)
    if sum(await store.contents(ctx, parent_id)) >= MOST_NODES:
        raise DepartmentFull(limit=MOST_NODES)
    if department_id is None:
        department_id = (await store.free_ids(ctx, next_id, 1))[0]
    elif not ROOT < department_id <= _LARGEST_ID:
        raise invalid(60123, "id", f"2 … {_LARGEST_ID}")
    made = Department(department_id, parent_id, name, _order(order), name_en=name_en)
    try:
        async with ctx.tx.transaction():
            await store.insert(ctx, [made])
    except asyncpg.UniqueViolationError:
        raise DepartmentExists(name=name) from None
    await announce_created(ctx, [made])
    return made


async def lock(ctx: Context) -> int:
    """Holds the tree until the end of the transaction; answers the next id to try."""
    return await store.lock(ctx)


async def free_ids(ctx: Context, first: int, count: int) -> list[int]:
    """Takes `count` ids that no department has; the caller holds the lock."""
    return await store.free_ids(ctx, first, count)


async def insert(ctx: Context, made: list[Department]) -> None:
    """Departments that an import has planned, parents first; the caller holds the lock."""
    await store.insert(ctx, made)
    await announce_created(ctx, made)


async def everything(ctx: Context) -> list[Department]:
    """The whole tree, without counts and leaders."""
    return await store.everything(ctx)


async def announce_created(ctx: Context, made: list[Department]) -> None:
    """One event for each new department."""
    await outbox.append_many(
        ctx, "department.created", [(str(d.id), _key(d.id), _wire(d)) for d in made]
    )


async def change(
    ctx: Context, by: Authority, department_id: int, patch: DepartmentPatch
) -> Department:
    """Renames, reorders or moves a department with all below it."""
    await store.lock(ctx)
    before = await require(ctx, department_id)
    await scope.require_departments(ctx, by, [department_id])
    after = msgspec.structs.replace(before)
    if patch.name is not None:
        after.name = rules.department_name(patch.name)
    if patch.name_en is not None:
        after.name_en = rules.text(patch.name_en, "name_en", 64)
    if patch.order is not None:
        after.order = _order(patch.order)
    if patch.parent_id is not None and patch.parent_id != before.parent_id:
        await _check_move(ctx, by, before, patch.parent_id)
        after.parent_id = patch.parent_id
    if after == before:
        return before
    try:
        async with ctx.tx.transaction():
            await store.update(ctx, after)
    except asyncpg.UniqueViolationError:
        raise DepartmentExists(name=after.name) from None
    old, new = _wire(before), _wire(after)
    changed = {k: v for k, v in new.items() if v != old[k]}
    await outbox.append(
        ctx,
        "department.updated",
        subject=str(department_id),
        key=_key(department_id),
        data={"id": department_id, "changed": changed, "before": {k: old[k] for k in changed}},
    )
    return after


async def _check_move(ctx: Context, by: Authority, department: Department, parent_id: int) -> None:
    if department.id == ROOT:
        raise RootDepartment
    path = await store.path(ctx, parent_id)
    if not path:
        raise ParentNotFound(id=parent_id)
    if department.id in path:
        raise DepartmentCycle
    await scope.require_departments(ctx, by, [parent_id])
    if by.reach.departments is not None and department.id in by.reach.departments:
        raise OutsideScope
    if len(path) + await store.height(ctx, department.id) > MOST_LEVELS:
        raise TooDeep(limit=MOST_LEVELS)


async def delete(ctx: Context, by: Authority, department_id: int) -> None:
    """Only a department without members and sub-departments can go."""
    await store.lock(ctx)
    department = await require(ctx, department_id)
    if department_id == ROOT:
        raise RootDepartment
    await scope.require_departments(ctx, by, [department_id])
    if by.reach.departments is not None and department_id in by.reach.departments:
        raise OutsideScope
    children, members = await store.contents(ctx, department_id)
    if members:
        raise DepartmentHasMembers(members=members)
    if children:
        raise DepartmentHasChildren(departments=children)
    await store.delete(ctx, department_id)
    await store.drop_from_scopes(ctx, department_id)
    await outbox.append(
        ctx,
        "department.deleted",
        subject=str(department_id),
        key=_key(department_id),
        data=_wire(department),
    )


async def require(ctx: Context, department_id: int) -> Department:
    """Raises DepartmentNotFound."""
    department = await store.get(ctx, department_id)
    if department is None:
        raise DepartmentNotFound(id=department_id)
    return department


async def counted(ctx: Context, reach: Reach) -> list[Department]:
    """The tree that is in reach, with how many members each department has."""
    return await store.counted(ctx, _roots(reach))


async def listed(ctx: Context, reach: Reach, root: int | None = None) -> list[Department]:
    """The tree that is in reach with leaders, or the part of it at and below `root`. Raises
    DepartmentNotFound, OutsideScope."""
    if root is None:
        return await store.listed(ctx, _roots(reach))
    await require(ctx, root)
    if not (await scope.span(ctx, reach)).has_department(root):
        raise OutsideScope
    return await store.listed(ctx, [root])


async def listed_of(ctx: Context, ids: list[int]) -> list[Department]:
    """Those of these ids that are departments."""
    return await store.of(ctx, ids)


async def below(ctx: Context, roots: list[int]) -> list[int]:
    """Ids of these departments and all below them."""
    return await store.below(ctx, roots)


async def names(ctx: Context) -> dict[int, str]:
    return await store.names(ctx)


async def require_all(ctx: Context, ids: list[int]) -> None:
    """Raises DepartmentNotFound for the first id that is no department."""
    known = await store.known(ctx, ids)
    for department_id in ids:
        if department_id not in known:
            raise DepartmentNotFound(id=department_id)


def _roots(reach: Reach) -> list[int] | None:
    return None if reach.departments is None else list(reach.departments)


def _order(order: int | None) -> int:
    return min(max(order or 0, 0), 2**32 - 1)


def _key(department_id: int) -> str:
    return f"department:{department_id}"


def _wire(d: Department) -> dict[str, object]:
    return {
        "id": d.id, "name": d.name, "name_en": d.name_en, "parentid": d.parent_id, "order": d.order
    }  # fmt: skip
