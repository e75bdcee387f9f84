"""Disabling, enabling and resigning: whoever may not come in any more is out at once."""

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.access import service as access
from reunion.platform.directory import scope
from reunion.platform.directory.members import service, store
from reunion.platform.directory.model import Authority, Member
from reunion.platform.directory.refusals import LastSuperAdmin


async def disable(ctx: Context, by: Authority, userid: str) -> Member:
    """Signed out everywhere; his customers stay his."""
    return await _set_status(ctx, by, userid, "disabled")


async def enable(ctx: Context, by: Authority, userid: str) -> Member:
    """May sign in again."""
    return await _set_status(ctx, by, userid, "active")


async def _set_status(ctx: Context, by: Authority, userid: str, status: str) -> Member:
    before = await service.require(ctx, userid)
    await store.lock(ctx, [before.id])
    before = await service.require_id(ctx, before.id)
    await scope.require_members(ctx, by, [before])
    if before.status == status:
        return before
    if status == "disabled":
        await keep_a_super_admin(ctx, {before.id})
    values = {column: getattr(before, column) for column in store.COLUMNS}
    await store.update(ctx, before.id, values | {"status": status})
    after = await service.require_id(ctx, before.id)
    if status == "disabled":
        await access.shut_out(ctx, [before.id])
    await outbox.append(
        ctx,
        "member.disabled" if status == "disabled" else "member.enabled",
        subject=before.userid,
        key=before.key,
        data={
            "userid": before.userid,
            "member_id": before.id,
            "changed": {"status": 2 if status == "disabled" else 1},
        },
    )
    return after


async def resign(ctx: Context, by: Authority, userids: list[str]) -> list[Member]:
    """The members leave, all or none: signed out, mobile, email and userid free again, customers
    waiting for assignment (contacts hears member.resigned). Raises MemberNotFound."""
    found = await service.require_all(ctx, [userid.strip() for userid in userids])
    await store.lock(ctx, [member.id for member in found])
    await scope.require_members(ctx, by, found)
    members = {member.id: member for member in found}
    await keep_a_super_admin(ctx, set(members))
    await store.resign(ctx, list(members))
    await access.shut_out(ctx, members)
    await outbox.append_many(
        ctx,
        "member.resigned",
        [
            (
                member.userid,
                member.key,
                {
                    "userid": member.userid,
                    "member_id": member.id,
                    "name": member.name,
                    "department": member.departments,
                },
            )
            for member in members.values()
        ],
    )
    return await store.by_ids(ctx, list(members))


async def keep_a_super_admin(ctx: Context, leaving: set[int]) -> None:
    """Raises LastSuperAdmin when nobody would be left to administer the company."""
    administrators = await store.lock_super_admins(ctx)
    if administrators and administrators <= leaving:
        raise LastSuperAdmin
