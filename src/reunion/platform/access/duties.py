"""Duties beside a role: who has one may enter the console for it, and nobody has one by his role."""

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.access import store
from reunion.platform.access.sessions import end_all
from reunion.surfaces.access import Duty


async def holders(ctx: Context, duty: Duty) -> list[int]:
    """Members who have it, by id."""
    return await store.duty_holders(ctx, duty)


async def of_members(ctx: Context, member_ids: list[int]) -> set[int]:
    """Those of these members who have any duty."""
    return await store.with_duty(ctx, member_ids)


async def grant(ctx: Context, member_id: int, subject: str, duty: Duty) -> None:
    """Again is no error."""
    if await store.grant_duty(ctx, member_id, duty):
        key = f"member:{member_id}"
        await outbox.append(ctx, "duty.granted", subject=subject, key=key, data={"duty": duty})


async def revoke(ctx: Context, member_id: int, subject: str, duty: Duty) -> None:
    """Holds at once; a member who only came in for it is signed out."""
    if await store.revoke_duty(ctx, member_id, duty):
        await end_all(ctx, [member_id])
        key = f"member:{member_id}"
        await outbox.append(ctx, "duty.revoked", subject=subject, key=key, data={"duty": duty})
