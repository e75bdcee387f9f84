"""Whom a code names, and whom of them it can give now."""

from reunion.core.context import Context
from reunion.platform.contact_ways import store
from reunion.platform.contact_ways.model import MEMBERS, Shown
from reunion.platform.contact_ways.refusals import (
    DepartmentsUnknown,
    MembersCannotContact,
    MembersUnknown,
    TooManyMembers,
)


async def named(
    ctx: Context, userids: tuple[str, ...], departments: tuple[int, ...]
) -> tuple[list[int], list[int]]:
    """Keys of the members, and the departments. Raises MembersUnknown, MembersCannotContact,
    DepartmentsUnknown, which say who does not fit."""
    found = await store.members_by_userid(ctx, list(userids))
    missing = [userid for userid in userids if userid.lower() not in found]
    if missing:
        raise MembersUnknown(userids=", ".join(missing))
    unable = [one.userid for one in found.values() if not one.may_contact]
    if unable:
        raise MembersCannotContact(userids=", ".join(unable))
    unknown = set(departments) - await store.departments_known(ctx, list(departments))
    if unknown:
        raise DepartmentsUnknown(departments=", ".join(str(one) for one in sorted(unknown)))
    members = list(dict.fromkeys(found[userid.lower()].id for userid in userids))
    return members, list(dict.fromkeys(departments))


async def limited(
    ctx: Context, userids: tuple[str, ...], departments: tuple[int, ...]
) -> tuple[list[int], list[int]]:
    """The same, of a contact way: at most 100 with the departments counted out (TooManyMembers)."""
    if len(userids) > MEMBERS:
        raise TooManyMembers(limit=MEMBERS)
    members, places = await named(ctx, userids, departments)
    if await store.pool_size(ctx, members, places) > MEMBERS:
        raise TooManyMembers(limit=MEMBERS)
    return members, places


async def able(ctx: Context, member_ids: list[int], department_ids: list[int]) -> list[Shown]:
    """Who of these, and of the departments and below, can have customers now; the least loaded first."""
    return await store.pool(ctx, member_ids, department_ids)
