"""Members as the console shows and sends them."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from reunion.platform.directory.model import (
    Member,
    MemberFacts,
    MemberFields,
    MemberPatch,
    Role,
    Short,
    avatar_url,
)


class MemberView(MemberFacts, kw_only=True):
    """`customer_cap`: his own, or the company's. `role_departments`: what a scoped one administers."""

    member_id: int
    leader_of: list[int]
    customer_cap: int
    own_customer_cap: int | None
    avatar_url: str | None


class ConsoleFields(MemberFields, kw_only=True):
    """`leader_of`: those of the member's departments that he leads."""

    leader_of: list[int] | UnsetType = UNSET


class MemberChange(ConsoleFields, kw_only=True):
    """Only what is given is changed."""

    name: Short | UnsetType = UNSET
    departments: list[int] | UnsetType = UNSET


class NewMember(ConsoleFields, kw_only=True):
    """Without a password he cannot sign in until he is given one."""

    userid: str
    name: Short
    departments: list[int]
    password: str | None = None


class NewPassword(msgspec.Struct):
    new: Annotated[str, msgspec.Meta(max_length=128)]


class Resigned(msgspec.Struct):
    """`unassigned`: how many customers wait for a colleague."""

    member: MemberView
    unassigned: int


class RoleChange(msgspec.Struct):
    """`departments`: for `scoped`, what he administers."""

    role: Role
    departments: list[int] = []


class Administrators(msgspec.Struct):
    items: list[MemberView]


def view(member: Member, corp_cap: int) -> MemberView:
    return MemberView(
        member_id=member.id,
        leader_of=[d for d, lead in zip(member.departments, member.leads, strict=True) if lead],
        customer_cap=min(member.customer_cap or corp_cap, corp_cap),
        own_customer_cap=member.customer_cap,
        avatar_url=avatar_url(member),
        **{name: getattr(member, name) for name in MemberFacts.__struct_fields__},
    )


def patch_of(data: NewMember | MemberChange, before: Member | None) -> MemberPatch:
    """The console names the departments that a member leads; the verbs take a list beside them."""
    fields: dict[str, Any] = {
        name: getattr(data, name) for name in MemberChange.__struct_fields__ if name != "leader_of"
    }
    patch = MemberPatch(**fields)
    if data.leader_of is not UNSET:
        where = before.departments if before else []
        if data.departments is not UNSET:
            where = list(dict.fromkeys(data.departments))
        patch.leads = [department in data.leader_of for department in where]
    return patch
