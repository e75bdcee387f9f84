"""Whom an administrator may hand over, and what his rule groups grant him."""

from reunion.core.context import Context
from reunion.platform.directory import service as directory
from reunion.platform.directory.model import Member
from reunion.platform.handover.starting import kind_of
from reunion.platform.rule_groups import service as rule_groups
from reunion.platform.rule_groups.model import NotGranted
from reunion.surfaces.access import Caller


async def require_customers(ctx: Context, caller: Caller, giver: Member) -> None:
    """A scoped administrator whose rule groups do not grant it is refused."""
    left = kind_of(giver) == "resigned"
    privilege = "oper_resign_customer" if left else "onjob_customer_transfer"
    await rule_groups.require_granted(ctx, caller, privilege)


async def require_groups(ctx: Context, caller: Caller, giver: Member) -> None:
    """The same for groups: WeCom has a privilege for those of members who have left alone."""
    if kind_of(giver) == "resigned":
        await rule_groups.require_granted(ctx, caller, "oper_resign_group")


async def may_groups(ctx: Context, caller: Caller, giver: Member) -> bool:
    """Whether a plan may give his groups out, too."""
    try:
        await require_groups(ctx, caller, giver)
    except NotGranted:
        return False
    return True


async def seen(ctx: Context, caller: Caller, userid: str, *, left: bool) -> Member:
    """A member within the administrator's departments; raises MemberNotFound, OutsideScope."""
    reach = directory.authority_of(caller).reach
    return await directory.require_seen(ctx, reach, userid, left=left)
