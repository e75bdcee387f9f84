"""Creating, changing and finding members."""

from typing import Any

import asyncpg
import msgspec

from reunion import outbox
from reunion.core import pinyin
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.corps import service as corps
from reunion.platform.directory import rules, scope
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.members import store, wording
from reunion.platform.directory.members.fields import cleaned, placed
from reunion.platform.directory.model import (
    Authority,
    Member,
    MemberFilter,
    MemberPatch,
    Reach,
)
from reunion.platform.directory.refusals import (
    EmailExists,
    MemberNotFound,
    MobileExists,
    NobodyHasThis,
    OutsideScope,
    UseridExists,
)
from reunion.realtime.notify import notify


async def create(ctx: Context, by: Authority, userid: str, patch: MemberPatch) -> Member:
    """A new member; `patch` has at least name and departments."""
    userid = rules.userid(userid)
    values: dict[str, Any] = {
        **dict.fromkeys(store.COLUMNS, ""),
        "mobile": None, "email": None, "biz_mail": None, "gender": 0, "avatar_media_id": None,
        "status": "active", "direct_leaders": [], "extattr": {}, "external_profile": {},
        "can_contact": True, "customer_cap": None,
    }  # fmt: skip
    values |= cleaned(patch) | {"userid": userid}
    values["name"] = rules.name(values["name"])
    values["name_pinyin"] = pinyin.sort_key(values["name"])
    if patch.enabled is False:
        values["status"] = "disabled"
    where = placed(patch, None)
    values["main_department"] = where.main
    await departments.require_all(ctx, where.departments)
    await scope.require_departments(ctx, by, where.departments)
    await _require_leaders(ctx, values["direct_leaders"])
    await _claim_avatar(ctx, values["avatar_media_id"])
    await _free_userid(ctx, userid)
    try:
        async with ctx.tx.transaction():
            member_id = await store.insert(ctx, values)
    except asyncpg.UniqueViolationError as error:
        raise _taken(error, values) from None
    await store.set_departments(ctx, member_id, where.departments, where.orders, where.leads)
    member = await require_id(ctx, member_id)
    await outbox.append(
        ctx, "member.created", subject=userid, key=member.key, data=wording.created(member)
    )
    return member


async def change(ctx: Context, by: Authority, userid: str, patch: MemberPatch) -> Member:
    """Sets the given fields. `enabled` is for `leaving.disable` and `enable`."""
    before = await require(ctx, userid)
    await store.lock(ctx, [before.id])
    before = await require(ctx, userid)
    await scope.require_members(ctx, by, [before])
    values = {column: getattr(before, column) for column in store.COLUMNS} | cleaned(patch)
    if patch.name is not msgspec.UNSET:
        values["name"] = rules.name(values["name"])
        values["name_pinyin"] = pinyin.sort_key(values["name"])
    if patch.new_userid is not msgspec.UNSET:
        values["userid"] = rules.userid(patch.new_userid, "new_userid")
        if values["userid"].lower() != before.userid.lower():
            await _free_userid(ctx, values["userid"])
    where = placed(patch, before)
    values["main_department"] = where.main
    moved = set(where.departments) ^ set(before.departments)
    if moved:
        await departments.require_all(ctx, where.departments)
        await scope.require_departments(ctx, by, moved)
    if values["direct_leaders"] != before.direct_leaders:
        await _require_leaders(ctx, values["direct_leaders"])
    if values["avatar_media_id"] != before.avatar_media_id:
        await _claim_avatar(ctx, values["avatar_media_id"])
    try:
        async with ctx.tx.transaction():
            await store.update(ctx, before.id, values)
    except asyncpg.UniqueViolationError as error:
        raise _taken(error, values) from None
    if (where.departments, where.orders, where.leads) != (
        before.departments, before.orders, before.leads
    ):  # fmt: skip
        await store.set_departments(ctx, before.id, where.departments, where.orders, where.leads)
    after = await require_id(ctx, before.id)
    await announce_change(ctx, before, after)
    return after


async def announce_change(ctx: Context, before: Member, after: Member) -> None:
    """Appends member.updated and lets the member's own screens know; nothing when nothing differs."""
    data = wording.updated(before, after)
    if data is None:
        return
    await outbox.append(ctx, "member.updated", subject=before.userid, key=before.key, data=data)
    await notify(ctx, [before.id], {"type": "changed", "what": "session"})


async def require(ctx: Context, userid: str) -> Member:
    """A member who has not left; raises MemberNotFound."""
    member = await store.by_userid(ctx, userid.strip())
    if member is None or member.status == "resigned":
        raise MemberNotFound(userid=userid)
    return member


async def require_all(ctx: Context, userids: list[str]) -> list[Member]:
    """Members who have not left, each once, by id; raises MemberNotFound for the first unknown."""
    found = await by_userids(ctx, userids)
    present = {m.userid.lower() for m in found}
    for userid in userids:
        if userid.lower() not in present:
            raise MemberNotFound(userid=userid)
    return found


async def require_id(ctx: Context, member_id: int) -> Member:
    """A member by id, resigned or not; raises MemberNotFound."""
    members = await store.by_ids(ctx, [member_id])
    if not members:
        raise MemberNotFound(userid=str(member_id))
    return members[0]


async def by_ids(ctx: Context, ids: list[int]) -> list[Member]:
    """Members by id, resigned ones too, in one query."""
    return await store.by_ids(ctx, ids)


async def by_userids(ctx: Context, userids: list[str]) -> list[Member]:
    """Those of these userids who have not left, in one query."""
    return [m for m in await store.by_userids(ctx, userids) if m.status != "resigned"]


async def require_seen(ctx: Context, reach: Reach, userid: str, *, left: bool = False) -> Member:
    """A member within reach; `left` finds resigned ones too. Raises MemberNotFound, OutsideScope."""
    member = await store.by_userid(ctx, userid.strip())
    if member is None or (member.status == "resigned" and not left):
        raise MemberNotFound(userid=userid)
    if not (await scope.span(ctx, reach)).has_member(member):
        raise OutsideScope
    return member


async def page(
    ctx: Context, reach: Reach, wanted: MemberFilter, *, cursor: str | None, limit: int
) -> Page[Member]:
    """Members within reach, by name, with their number."""
    span = await scope.span(ctx, reach)
    inside: list[int] | None = None
    if wanted.department_id is not None:
        await departments.require(ctx, wanted.department_id)
        roots = [wanted.department_id]
        inside = await departments.below(ctx, roots) if wanted.recursive else roots
    after = decode_cursor(cursor, tuple[str, int]) if cursor else None
    found = await store.page(ctx, span, wanted, inside, after, limit + 1)
    total = await store.count(ctx, span, wanted, inside)
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Page(shown, encode_cursor(last.name_pinyin, last.id) if last else None, total)


async def of_department(
    ctx: Context, reach: Reach, department_id: int, *, recursive: bool
) -> list[Member]:
    """Members of a department (and below it) within reach; raises DepartmentNotFound, OutsideScope."""
    await departments.require(ctx, department_id)
    span = await scope.span(ctx, reach)
    inside = await departments.below(ctx, [department_id]) if recursive else [department_id]
    found = await store.in_departments(ctx, span, inside)
    if not found and not span.has_department(department_id):
        raise OutsideScope
    return found


async def changed_since(ctx: Context, member_id: int, since: int) -> bool:
    """Whether the member was changed by a transaction at or after this one (an xid8)."""
    return await store.changed_since(ctx, member_id, since)


async def everybody(ctx: Context, reach: Reach) -> list[Member]:
    """All members within reach who have not left, by id."""
    return await store.in_departments(ctx, await scope.span(ctx, reach), None)


async def ids_in_departments(ctx: Context, ids: list[int]) -> list[int]:
    """Ids of members who have not left and are in one of exactly these departments."""
    return await store.ids_in_departments(ctx, ids)


async def places(ctx: Context, after: tuple[int, int], limit: int) -> list[tuple[int, int, str]]:
    """(member id, department id, userid) of everybody, after the given pair of ids."""
    return await store.places(ctx, after, limit)


async def userid_by_mobile(ctx: Context, mobile: str) -> str:
    """Raises InvalidMobile, NobodyHasThis."""
    number = rules.mobile(mobile)
    userid = await store.userid_by_mobile(ctx, number) if number else None
    if userid is None:
        raise NobodyHasThis
    return userid


async def userid_by_email(ctx: Context, email: str, *, business: bool) -> str:
    """Raises InvalidEmail, NobodyHasThis."""
    address = rules.email(email)
    userid = await store.userid_by_email(ctx, address, business=business) if address else None
    if userid is None:
        raise NobodyHasThis
    return userid


async def _require_leaders(ctx: Context, userids: list[str]) -> None:
    if userids:
        await require_all(ctx, userids)


async def _claim_avatar(ctx: Context, media_id: str | None) -> None:
    if media_id:
        await corps.claim_picture(ctx, media_id)


async def _free_userid(ctx: Context, userid: str) -> None:
    """The userid of somebody who left may be given again."""
    renamed = await store.free_userid(ctx, userid)
    if renamed:
        await outbox.append(
            ctx,
            "member.userid_freed",
            subject=userid,
            key=f"member:{renamed}",
            data={"userid": userid, "member_id": renamed},
        )


def _taken(error: asyncpg.UniqueViolationError, values: dict[str, Any]) -> Exception:
    constraint = getattr(error, "constraint_name", None)
    if constraint == "member_userid":
        return UseridExists(userid=values["userid"])
    if constraint == "member_mobile":
        return MobileExists(mobile=values["mobile"])
    if constraint == "member_email":
        return EmailExists(email=values["email"])
    return Invalid(Text("成员资料与其他成员冲突", "the member conflicts with another one"))
