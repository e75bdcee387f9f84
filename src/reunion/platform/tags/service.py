"""The verbs on tag groups and tags."""

from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.tags import store
from reunion.platform.tags.model import (
    CORP,
    Among,
    Draft,
    GroupRow,
    Made,
    TagGroup,
    TagNameTaken,
    TagRef,
    TagRow,
    TagUnknown,
    clean,
    clean_name,
    grouped,
)

_KEY = "tags"


async def groups(ctx: Context, *, with_usage: bool = False, among: Among = CORP) -> list[TagGroup]:
    """All groups with their tags, in order."""
    found = await rows(ctx, with_usage=with_usage, among=among)
    return grouped(found, with_usage=with_usage)


async def rows(
    ctx: Context,
    *,
    group_ids: list[str] | None = None,
    tag_ids: list[str] | None = None,
    with_usage: bool = False,
    among: Among = CORP,
) -> list[TagRow]:
    """Groups and tags as rows; with ids only those."""
    return await store.rows(
        ctx, groups=group_ids or [], tags=tag_ids or [], with_usage=with_usage, among=among
    )


async def used(ctx: Context) -> int:
    """How many of the corp's 3000 tags are in use."""
    return await store.used(ctx)


async def require(ctx: Context, wire_ids: list[str]) -> list[TagRef]:
    """The tags of these wire ids; raises TagUnknown for the first that does not exist."""
    found = await store.refs(ctx, wire_ids=wire_ids)
    missing = set(wire_ids) - {ref.id for ref in found}
    if missing:
        raise TagUnknown(id=min(missing))
    return found


async def by_wire_ids(ctx: Context, wire_ids: list[str]) -> list[TagRef]:
    """Those of these wire ids that are tags."""
    return await store.refs(ctx, wire_ids=wire_ids)


async def by_keys(ctx: Context, keys: list[int]) -> list[TagRef]:
    """Tags by their keys in the database; deleted ones are left out."""
    return await store.refs(ctx, keys=keys)


async def add(
    ctx: Context,
    drafts: list[Draft],
    *,
    group_id: str | None = None,
    group_name: str | None = None,
    group_order: int | None = None,
    must_be_new: bool = False,
    strategy_id: int | None = None,
) -> tuple[GroupRow, list[Made]]:
    """Adds tags to a group, or a group with its first tags; to the corp's, or to a rule group's.

    Raises TagLimitReached, TagUnknown (group), TagNameTaken, TagNameInvalid, NothingToAdd.
    """
    drafts = clean(drafts)
    await store.take_quota(ctx, len(drafts))
    group = await _group(ctx, group_id, group_name, group_order, must_be_new, strategy_id)
    try:
        async with ctx.tx.transaction():
            made = await store.insert_tags(ctx, group.key, drafts)
    except store.NameInUse:
        both = Among(True, () if strategy_id is None else (strategy_id,))
        rows = await store.rows(ctx, groups=[group.id], tags=[], with_usage=False, among=both)
        taken = {row.tag_name for row in rows} & {draft.name for draft in drafts}
        raise TagNameTaken(name=min(taken, default=drafts[0].name)).at("tags") from None
    await outbox.append_many(
        ctx,
        "tag.created",
        [(tag.id, _KEY, _about(tag.id, "tag", tag.name, strategy_id)) for tag in made],
    )
    return group, made


def _about(wire_id: str, kind: str, name: str, strategy_id: int | None) -> dict[str, Any]:
    data: dict[str, Any] = {"id": wire_id, "tag_type": kind, "name": name}
    return data if strategy_id is None else {**data, "strategy_id": strategy_id}


async def _group(
    ctx: Context,
    wire_id: str | None,
    name: str | None,
    order: int | None,
    must_be_new: bool,
    strategy_id: int | None,
) -> GroupRow:
    if wire_id:
        group = await store.find_group(ctx, wire_id=wire_id, strategy_id=strategy_id)
        if group is None:
            raise TagUnknown(id=wire_id)
        return group
    name = clean_name(name or "")
    group = await store.find_group(ctx, name=name, strategy_id=strategy_id)
    if group is not None:
        if must_be_new:
            raise TagNameTaken(name=name)
        return group
    group = await store.insert_group(ctx, name, order, strategy_id)
    data = _about(group.id, "tag_group", name, strategy_id)
    await outbox.append(ctx, "tag.created", subject=group.id, key=_KEY, data=data)
    return group


async def owners(ctx: Context, wire_ids: list[str]) -> dict[str, int | None]:
    """The rule group of each tag and tag group, None where it is the corp's; unknown ones are left out."""
    return await store.owners(ctx, wire_ids)


async def edit(
    ctx: Context, wire_id: str, *, name: str | None = None, order: int | None = None,
    strategy_id: int | None = None,
) -> None:  # fmt: skip
    """Renames or reorders a tag or a group; raises TagUnknown, TagNameTaken, TagNameInvalid."""
    name = None if name is None else clean_name(name)
    await store.take_quota(ctx, 0)
    if (await owners(ctx, [wire_id])).get(wire_id, strategy_id) != strategy_id:
        raise TagUnknown(id=wire_id)
    kind = "tag"
    try:
        async with ctx.tx.transaction():
            now = await store.edit_tag(ctx, wire_id, name, order)
            if now is None:
                kind = "tag_group"
                now = await store.edit_group(ctx, wire_id, name, order)
    except store.NameInUse:
        raise TagNameTaken(name=name) from None
    if now is None:
        raise TagUnknown(id=wire_id)
    data = _about(wire_id, kind, now, strategy_id)
    await outbox.append(ctx, "tag.updated", subject=wire_id, key=_KEY, data=data)


async def usage(ctx: Context, wire_id: str) -> int:
    """How many customers carry this tag, or a tag of this group; raises TagUnknown."""
    await _require_any(ctx, [wire_id])
    return await store.usage(ctx, [wire_id], [wire_id])


async def delete(
    ctx: Context, *, tag_ids: list[str] | None = None, group_ids: list[str] | None = None,
    among: Among = CORP,
) -> int:  # fmt: skip
    """Deletes tags and whole groups, and takes them off every customer; answers how many marks went.

    A group goes with its last tag. Raises TagUnknown.
    """
    tag_ids, group_ids = tag_ids or [], group_ids or []
    await store.take_quota(ctx, 0)
    await _require_among(ctx, [*tag_ids, *group_ids], among)
    await _require_any(ctx, tag_ids, groups=False)
    await _require_any(ctx, group_ids, tags=False, among=among)
    unmarked = await store.usage(ctx, tag_ids, group_ids)
    gone = await store.delete_tags(ctx, tag_ids, group_ids)
    await store.take_quota(ctx, -len(gone))
    empty = await store.delete_empty_groups(ctx)
    for kind, rows in (("tag", gone), ("tag_group", empty)):
        events = [(key, _KEY, _about(key, kind, name, of)) for key, name, of in rows]
        await outbox.append_many(ctx, "tag.deleted", events)
    return unmarked


async def delete_any(ctx: Context, wire_id: str) -> int:
    """Deletes a tag or a group, whichever has this id; answers how many marks went."""
    if await store.find_group(ctx, wire_id=wire_id):
        return await delete(ctx, group_ids=[wire_id])
    return await delete(ctx, tag_ids=[wire_id])


async def _require_among(ctx: Context, wire_ids: list[str], among: Among) -> None:
    for wire_id, strategy_id in (await owners(ctx, wire_ids)).items():
        mine = among.corp if strategy_id is None else strategy_id in among.strategies
        if not mine:
            raise TagUnknown(id=wire_id)


async def delete_of(ctx: Context, strategy_id: int) -> None:
    """All tags of a rule group that is gone."""
    among = Among(False, (strategy_id,))
    group_ids = list(dict.fromkeys(row.group_id for row in await rows(ctx, among=among)))
    if group_ids:
        await delete(ctx, group_ids=group_ids, among=among)


async def _require_any(
    ctx: Context, wire_ids: list[str], *, tags: bool = True, groups: bool = True,
    among: Among = CORP,
) -> None:  # fmt: skip
    if not wire_ids:
        return
    found = set()
    if tags:
        found |= {ref.id for ref in await store.refs(ctx, wire_ids=wire_ids)}
    if groups:
        found |= {row.group_id for row in await rows(ctx, group_ids=wire_ids, among=among)}
    missing = set(wire_ids) - found
    if missing:
        raise TagUnknown(id=min(missing))


async def shuffle_groups(ctx: Context, wire_ids: list[str]) -> None:
    """Puts groups in this order, the first on top; raises TagUnknown."""
    await _require_any(ctx, wire_ids, tags=False)
    await store.reorder_groups(ctx, wire_ids)
    await outbox.append(ctx, "tag.shuffled", subject="", key=_KEY, data={"id": ""})


async def shuffle_tags(ctx: Context, group_id: str, wire_ids: list[str]) -> None:
    """Puts the tags of a group in this order, the first on top; raises TagUnknown."""
    group = await store.find_group(ctx, wire_id=group_id)
    if group is None:
        raise TagUnknown(id=group_id)
    if await store.reorder_tags(ctx, group.key, wire_ids) != len(set(wire_ids)):
        await require(ctx, wire_ids)
        raise TagUnknown(id=wire_ids[0])
    await outbox.append(ctx, "tag.shuffled", subject=group_id, key=_KEY, data={"id": group_id})
