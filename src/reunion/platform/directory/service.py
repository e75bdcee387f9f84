"""The door of the directory: what other modules ask of departments and members."""

from reunion.core.context import Context
from reunion.platform.access import service as access
from reunion.platform.corps.model import Founding
from reunion.platform.corps.service import founds
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.departments import store as department_store
from reunion.platform.directory.departments.service import below, names
from reunion.platform.directory.member_tags import service as member_tags
from reunion.platform.directory.members import service as members
from reunion.platform.directory.members.roles import assign
from reunion.platform.directory.members.service import (
    by_ids,
    by_userids,
    create,
    require,
    require_all,
    require_id,
    require_seen,
)
from reunion.platform.directory.model import EVERYTHING, FULL, ROOT, MemberPatch, Reach
from reunion.platform.directory.scope import authority_of, span

__all__ = [
    "EVERYTHING",
    "FULL",
    "Reach",
    "assign",
    "authority_of",
    "below",
    "by_ids",
    "by_userids",
    "create",
    "members_of_departments",
    "names",
    "require",
    "require_all",
    "require_id",
    "require_seen",
    "span",
    "strangers",
    "within",
]


@founds
async def begin(ctx: Context, founding: Founding) -> None:
    """A new corp has a root department and a super admin."""
    await department_store.begin(ctx, founding.name)
    made = [await departments.require(ctx, ROOT)]
    await departments.announce_created(ctx, made)
    patch = MemberPatch(
        name=founding.admin_name,
        mobile=founding.admin_mobile,
        email=founding.admin_email,
        departments=[ROOT],
    )
    admin = await members.create(ctx, FULL, founding.admin_userid, patch)
    await assign(ctx, FULL, admin.userid, "super_admin", [])
    if founding.admin_password is not None:
        await access.set_password(ctx, admin.id, founding.admin_password)


async def members_of_departments(ctx: Context, ids: list[int]) -> list[int]:
    """Ids of the members of these departments and all below them, who have not left."""
    return await members.ids_in_departments(ctx, await below(ctx, ids))


async def strangers(
    ctx: Context, department_ids: list[int], member_ids: list[int], tag_ids: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """Those of these ids that name no department, nobody who works here, no member tag."""
    places = await department_store.known(ctx, department_ids)
    people = {one.id for one in await by_ids(ctx, member_ids) if one.status != "resigned"}
    tags = await member_tags.known(ctx, tag_ids)
    return (
        [i for i in department_ids if i not in places],
        [i for i in member_ids if i not in people],
        [i for i in tag_ids if i not in tags],
    )


async def within(
    ctx: Context,
    member_id: int,
    department_ids: list[int],
    member_ids: list[int],
    tag_ids: list[int],
) -> bool:
    """Whether a member who works here is among these: by name, by department or above, by member tag."""
    member = await require_id(ctx, member_id)
    if member.status == "resigned":
        return False
    people, places = await member_tags.under(ctx, tuple(tag_ids))
    if member_id in member_ids or member_id in people:
        return True
    under = await below(ctx, [*department_ids, *places])
    return not set(member.departments).isdisjoint(under)
