"""Choosing columns; keeping, changing, sharing and deleting views."""

import asyncpg
import msgspec
from msgspec import UNSET

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.list_views import store
from reunion.platform.list_views.model import (
    MOST_VIEWS,
    ListSettings,
    NewView,
    SomebodyElsesView,
    TooManyViews,
    View,
    ViewChange,
    ViewExists,
    ViewUnknown,
    checked_columns,
    checked_filters,
    checked_name,
    shape_of,
)
from reunion.platform.list_views.store import ViewRow
from reunion.surfaces.access import Caller


async def settings(ctx: Context, caller: Caller, list_name: str) -> ListSettings:
    """How the caller looks at a list; raises ListUnknown."""
    shape_of(list_name)
    rows = await store.visible(ctx, caller.principal_id, list_name)
    columns = await store.columns(ctx, caller.principal_id, list_name)
    return ListSettings(columns, [_shown(row, caller) for row in rows])


async def choose_columns(
    ctx: Context, caller: Caller, list_name: str, columns: list[str] | None
) -> None:
    """For the caller alone, on every device; raises ListUnknown, Invalid."""
    chosen = checked_columns(shape_of(list_name), columns)
    await store.set_columns(ctx, caller.principal_id, list_name, chosen)


async def create(ctx: Context, caller: Caller, list_name: str, new: NewView) -> View:
    """Raises ListUnknown, Invalid, TooManyViews, ViewExists."""
    shape = shape_of(list_name)
    name, columns = checked_name(new.name), checked_columns(shape, new.columns)
    filters = checked_filters(shape, new.filters)
    if await store.count(ctx, caller.principal_id, list_name) >= MOST_VIEWS:
        raise TooManyViews(limit=MOST_VIEWS)
    try:
        async with ctx.tx.transaction():
            view_id = await store.insert(
                ctx, caller.principal_id, list_name,
                name=name, filters=filters, columns=columns, shared=new.shared,
            )  # fmt: skip
    except asyncpg.UniqueViolationError:
        raise ViewExists(name=name) from None
    made = await _require(ctx, caller, list_name, view_id)
    if made.shared:
        await outbox.append(
            ctx, "list_view.created", subject=name, key=_key(made), data=_data(made)
        )
    return _shown(made, caller)


async def change(
    ctx: Context, caller: Caller, list_name: str, view_id: int, wanted: ViewChange
) -> View:
    """Raises ListUnknown, ViewUnknown, SomebodyElsesView, Invalid, ViewExists."""
    shape = shape_of(list_name)
    before = await _require_mine(ctx, caller, list_name, view_id)
    values = msgspec.structs.asdict(before)
    if wanted.name is not UNSET:
        values["name"] = checked_name(wanted.name)
    if wanted.filters is not UNSET:
        values["filters"] = checked_filters(shape, wanted.filters)
    if wanted.columns is not UNSET:
        values["columns"] = checked_columns(shape, wanted.columns)
    if wanted.shared is not UNSET:
        values["shared"] = wanted.shared
    try:
        async with ctx.tx.transaction():
            await store.update(ctx, view_id, values)
    except asyncpg.UniqueViolationError:
        raise ViewExists(name=values["name"]) from None
    after = ViewRow(**values)
    if after != before and (before.shared or after.shared):
        await outbox.append(
            ctx, "list_view.updated", subject=after.name, key=_key(after), data=_data(after)
        )
    return _shown(after, caller)


async def delete(ctx: Context, caller: Caller, list_name: str, view_id: int) -> None:
    """Raises ListUnknown, ViewUnknown, SomebodyElsesView."""
    shape_of(list_name)
    gone = await _require_mine(ctx, caller, list_name, view_id)
    await store.delete(ctx, view_id)
    if gone.shared:
        await outbox.append(
            ctx, "list_view.deleted", subject=gone.name, key=_key(gone), data=_data(gone)
        )


async def _require(
    ctx: Context, caller: Caller, list_name: str, view_id: int, *, lock: bool = False
) -> ViewRow:
    """One that the caller sees."""
    row = await store.get(ctx, list_name, view_id, lock=lock)
    if row is None or not (row.shared or row.member_id == caller.principal_id):
        raise ViewUnknown
    return row


async def _require_mine(ctx: Context, caller: Caller, list_name: str, view_id: int) -> ViewRow:
    row = await _require(ctx, caller, list_name, view_id, lock=True)
    if not _may_change(row, caller):
        raise SomebodyElsesView(owner=row.owner)
    return row


def _may_change(row: ViewRow, caller: Caller) -> bool:
    return row.member_id == caller.principal_id or caller.role in ("super_admin", "admin")


def _shown(row: ViewRow, caller: Caller) -> View:
    return View(
        id=row.id,
        name=row.name,
        filters=row.filters,
        columns=row.columns,
        shared=row.shared,
        owner=row.owner,
        mine=row.member_id == caller.principal_id,
        may_change=_may_change(row, caller),
    )


def _key(row: ViewRow) -> str:
    return f"list_view:{row.id}"


def _data(row: ViewRow) -> dict[str, object]:
    return {
        "id": row.id, "list": row.list, "filters": row.filters, "columns": row.columns,
        "shared": row.shared,
    }  # fmt: skip
