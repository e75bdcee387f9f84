"""Members as the console shows and sends them."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from reunion.platform.directory.model import Member, MemberPatch, Role, Status, avatar_url

Short = Annotated[str, msgspec.Meta(max_length=256)]


class MemberView(msgspec.Struct):
    """`customer_cap`: his own, or the company's. `role_departments`: what a scoped one administers."""

    member_id: int
    userid: str
    name: str
    alias: str
    english_name: str
    mobile: str | None
    email: str | None
    biz_mail: str | None
    telephone: str
    address: str
    position: str
    external_position: str
    gender: int
    departments: list[int]
    main_department: int
    leader_of: list[int]
    direct_leaders: list[str]
    status: Status
    role: Role
    role_departments: list[int]
    can_contact: bool
    customers: int
    customer_cap: int
    own_customer_cap: int | None
    avatar_url: str | None
    created_at: datetime
    resigned_at: datetime | None


class MemberFields(msgspec.Struct, kw_only=True):
    """What may be given. `customer_cap` null: the company's."""

    alias: Short | UnsetType = UNSET
    english_name: Short | UnsetType = UNSET
    mobile: Short | UnsetType | None = UNSET
    email: Short | UnsetType | None = UNSET
    biz_mail: Short | UnsetType | None = UNSET
    telephone: Short | UnsetType = UNSET
    address: Short | UnsetType = UNSET
    position: Short | UnsetType = UNSET
    external_position: Short | UnsetType = UNSET
    gender: int | UnsetType = UNSET
    main_department: int | UnsetType = UNSET
    leader_of: list[int] | UnsetType = UNSET
    direct_leaders: list[str] | UnsetType = UNSET
    can_contact: bool | UnsetType = UNSET
    customer_cap: int | UnsetType | None = UNSET
    avatar_media_id: Short | UnsetType | None = UNSET


class MemberChange(MemberFields, kw_only=True):
    """Only what is given is changed."""

    name: Short | UnsetType = UNSET
    departments: list[int] | UnsetType = UNSET


class NewMember(MemberFields, kw_only=True):
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
        userid=member.userid,
        name=member.name,
        alias=member.alias,
        english_name=member.english_name,
        mobile=member.mobile,
        email=member.email,
        biz_mail=member.biz_mail,
        telephone=member.telephone,
        address=member.address,
        position=member.position,
        external_position=member.external_position,
        gender=member.gender,
        departments=member.departments,
        main_department=member.main_department,
        leader_of=[d for d, lead in zip(member.departments, member.leads, strict=True) if lead],
        direct_leaders=member.direct_leaders,
        status=member.status,
        role=member.role,
        role_departments=member.role_departments,
        can_contact=member.can_contact,
        customers=member.customers,
        customer_cap=min(member.customer_cap or corp_cap, corp_cap),
        own_customer_cap=member.customer_cap,
        avatar_url=avatar_url(member),
        created_at=member.created_at,
        resigned_at=member.resigned_at,
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
