"""What an administrator or an app may see and change: departments with all below them."""

from collections.abc import Iterable

import msgspec

from reunion.core.context import Context
from reunion.platform.directory.departments import store
from reunion.platform.directory.model import EVERYTHING, Authority, Member, Reach, Role
from reunion.platform.directory.refusals import HigherRole, OutsideScope
from reunion.surfaces.access import Caller

_RANK: dict[Role, int] = {"member": 0, "scoped": 1, "admin": 2, "super_admin": 3}


class Span(msgspec.Struct, frozen=True):
    """A reach with its departments spelled out. `departments` None: all of them."""

    departments: list[int] | None = None
    members: tuple[int, ...] = ()

    def has_department(self, department_id: int) -> bool:
        return self.departments is None or department_id in self.departments

    def has_member(self, member: Member) -> bool:
        """A resigned member belongs where he was last."""
        if self.departments is None or member.id in self.members:
            return True
        places = member.departments or [member.main_department]
        return not set(places).isdisjoint(self.departments)


ALL = Span()


def authority_of(caller: Caller) -> Authority:
    """An administrator's authority; only `scoped` ones are held to departments."""
    role: Role = "member"
    if caller.role in ("super_admin", "admin", "scoped"):
        role = caller.role
    reach = Reach(caller.departments) if role in ("scoped", "member") else EVERYTHING
    return Authority(role, reach, caller.principal_id)


async def span(ctx: Context, reach: Reach) -> Span:
    """Reads the tree where the reach is not everything."""
    if reach.departments is None:
        return ALL
    return Span(await store.below(ctx, list(reach.departments)), reach.members)


async def require_departments(ctx: Context, by: Authority, ids: Iterable[int]) -> None:
    """Raises OutsideScope when one of the departments is not the authority's."""
    wanted = set(ids)
    if not wanted:
        return
    allowed = await span(ctx, by.reach)
    if not all(allowed.has_department(i) for i in wanted):
        raise OutsideScope


async def require_members(ctx: Context, by: Authority, members: Iterable[Member]) -> None:
    """Raises OutsideScope or HigherRole when the authority may not change one of these members."""
    allowed = await span(ctx, by.reach)
    for member in members:
        if not allowed.has_member(member):
            raise OutsideScope
        if by.member_id == member.id:
            continue
        if _RANK[member.role] > _RANK[by.role] or (by.role == "scoped" and member.role != "member"):
            raise HigherRole
