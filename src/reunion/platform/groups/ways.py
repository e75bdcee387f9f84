"""进群码: made, changed, shown and taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.contact_ways import quota
from reunion.platform.groups.coming import checked_name
from reunion.platform.groups.model import GroupRow, JoinWay, JoinWayRow, WayGroup
from reunion.platform.groups.refusals import (
    Dismissed,
    GroupsDiffer,
    GroupUnknown,
    JoinWayUnknown,
    TooManyGroups,
)
from reunion.platform.groups.store import groups, ways

GROUPS = 5
TEXT_LENGTH = 30
_SLUG_LENGTH = 12


class WayDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A code to be made."""

    group_ids: Sequence[int]
    scene: int = 2
    remark: str = ""
    state: str = ""
    mark_source: bool = True
    auto_create: bool = True
    base_name: str = ""
    next_number: int = 1
    app_id: int | None = None


async def create(ctx: Context, draft: WayDraft) -> JoinWayRow:
    """A new code. Raises Invalid, TooManyGroups, GroupUnknown, Dismissed, QuotaUsedUp."""
    values = _values(draft)
    await _usable(ctx, values["group_ids"], values["group_ids"])
    await quota.take(ctx, 1)
    way = await _insert(ctx, values | {"app_id": draft.app_id})
    if way is None:
        raise RuntimeError("a random id was met twice")
    return way


async def own_of(ctx: Context, group: GroupRow) -> JoinWayRow | None:
    """A group's own code, if it has one."""
    return await ways.get(ctx, own_group_id=group.id)


async def own(ctx: Context, group: GroupRow) -> JoinWayRow:
    """A group's own code, made at first use; it counts for nothing."""
    found = await ways.get(ctx, own_group_id=group.id)
    if found is None:
        values = {
            "scene": 2, "auto_create": False, "group_ids": [group.id], "own_group_id": group.id,
        }  # fmt: skip
        found = await _insert(ctx, values) or await ways.get(ctx, own_group_id=group.id)
    if found is None:
        raise JoinWayUnknown
    return found


async def change(ctx: Context, way_id: int, draft: WayDraft) -> JoinWayRow:
    """All of it anew, as WeCom has it. Raises JoinWayUnknown, and what `create` raises."""
    way = await ways.get(ctx, way_id=way_id, lock=True)
    if way is None or way.own_group_id is not None:
        raise JoinWayUnknown
    values = _values(draft)
    new = [one for one in values["group_ids"] if one not in way.group_ids]
    await _usable(ctx, values["group_ids"], new)
    way = await ways.update(ctx, way_id, values)
    await _announce(ctx, way, "join_way.updated")
    return way


async def delete(ctx: Context, way_id: int) -> None:
    """The code stops working. Raises JoinWayUnknown."""
    way = await ways.get(ctx, way_id=way_id, lock=True)
    if way is None or way.own_group_id is not None:
        raise JoinWayUnknown
    await ways.update(ctx, way_id, {"deleted_at": ctx.now})
    await quota.take(ctx, -1)
    await _announce(ctx, way, "join_way.deleted")


async def require(
    ctx: Context, *, way_id: int | None = None, config_id: str | None = None
) -> JoinWayRow:
    """One by key or wire id; raises JoinWayUnknown."""
    found = await ways.get(ctx, way_id=way_id, config_id=config_id)
    if found is None:
        raise JoinWayUnknown
    return found


async def page(
    ctx: Context, public_url: str, *, q: str, cursor: str | None, scope: Sequence[int] | None,
    limit: int,
) -> Page[JoinWay]:  # fmt: skip
    """The latest first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await ways.page(ctx, q.strip(), after, scope, limit + 1)
    more, found = len(found) > limit, found[:limit]
    next_cursor = encode_cursor(found[-1].created_at, found[-1].id) if more else None
    return Page(await shown(ctx, found, public_url), next_cursor)


async def shown(ctx: Context, found: Sequence[JoinWayRow], public_url: str) -> list[JoinWay]:
    """Codes as the console and the desk have them."""
    rows = await groups.several(ctx, sorted({i for way in found for i in way.group_ids}))
    return [_shown(way, rows, public_url) for way in found]


def _shown(way: JoinWayRow, rows: dict[int, GroupRow], public_url: str) -> JoinWay:
    url = landing_url(public_url, way.slug)
    return JoinWay(
        id=way.id, config_id=way.config_id, slug=way.slug, remark=way.remark, state=way.state,
        auto_create=way.auto_create, base_name=way.base_name, next_number=way.next_number,
        groups=[
            WayGroup(
                row.id, row.chat_id, row.name, row.size, row.size_limit, row.dismissed_at is not None
            )
            for row in (rows[i] for i in way.group_ids)
        ],
        url=url, qr_svg_url=f"{url}.svg", qr_png_url=f"{url}.png", opened=way.opened,
        joined=way.joined, created_by=way.created_by, created_at=way.created_at,
    )  # fmt: skip


def landing_url(public_url: str, slug: str) -> str:
    """What the code's picture says."""
    return f"{public_url}/g/{slug}"


def _values(draft: WayDraft) -> dict[str, Any]:
    group_ids = list(dict.fromkeys(draft.group_ids))
    if not group_ids:
        raise Invalid(chat_id_list=Text("至少关联一个群", "name at least one group"))
    if len(group_ids) > GROUPS:
        raise TooManyGroups
    if draft.scene not in (1, 2):
        raise Invalid(scene=Text("须为 1 或 2", "must be 1 or 2"))
    for name, value in (("remark", draft.remark), ("state", draft.state)):
        if len(value) > TEXT_LENGTH:
            wrong = Text(f"最多 {TEXT_LENGTH} 个字", f"at most {TEXT_LENGTH} characters")
            raise Invalid(**{name: wrong})
    if not 1 <= draft.next_number < 2**31:
        raise Invalid(room_base_id=Text("须从 1 起", "from 1 on"))
    return {
        "scene": draft.scene, "remark": draft.remark, "state": draft.state,
        "mark_source": draft.mark_source, "auto_create": draft.auto_create,
        "base_name": checked_name(draft.base_name), "next_number": draft.next_number,
        "group_ids": group_ids,
    }  # fmt: skip


async def _usable(ctx: Context, group_ids: Sequence[int], new: Sequence[int]) -> None:
    found = await groups.several(ctx, group_ids)
    if len(found) < len(group_ids):
        raise GroupUnknown
    if any(found[one].dismissed_at is not None for one in new):
        raise Dismissed
    if len({one.kind for one in found.values()}) > 1:
        raise GroupsDiffer


async def _insert(ctx: Context, values: dict[str, Any]) -> JoinWayRow | None:
    made = {"config_id": ids.alphanumeric(32).lower(), "slug": ids.alphanumeric(_SLUG_LENGTH)}
    way = await ways.insert(ctx, made | values)
    if way is not None:
        await _announce(ctx, way, "join_way.created")
    return way


async def _announce(ctx: Context, way: JoinWayRow, name: str) -> None:
    data = {"id": way.id, "remark": way.remark, "state": way.state, "group_ids": way.group_ids}
    await outbox.append(ctx, name, subject=way.config_id, key=f"join_way:{way.id}", data=data)
