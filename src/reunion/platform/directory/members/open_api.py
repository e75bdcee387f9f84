"""/cgi-bin/user/*."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from reunion.core.errors import Text
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.platform.corps.model import picture_url
from reunion.platform.directory.members import leaving, service
from reunion.platform.directory.model import FULL, WIRE_STATUS, Member, MemberPatch
from reunion.platform.directory.open_reach import reach_of
from reunion.platform.directory.refusals import invalid
from reunion.surfaces.open import OpenContext, serves
from reunion.wecom.endpoints import member_lists as lists
from reunion.wecom.endpoints import members as wire
from reunion.wecom.wire import Done

_MOST_DELETED = 200
_MOST_IDS = 10_000


def patch_of(req: wire.CreateMemberRequest | wire.UpdateMemberRequest) -> MemberPatch:
    """What the request gives; fields that it leaves out stay as they are."""

    def given(value: Any) -> Any:
        return UNSET if value is None else value

    return MemberPatch(
        name=given(req.name),
        alias=given(req.alias),
        english_name=given(req.english_name),
        mobile=given(req.mobile),
        email=given(req.email),
        biz_mail=given(req.biz_mail),
        telephone=given(req.telephone),
        position=given(req.position),
        external_position=given(req.external_position),
        gender=_gender(req.gender),
        address=given(req.address),
        avatar_media_id=given(req.avatar_mediaid),
        departments=given(req.department),
        orders=given(req.order),
        leads=UNSET
        if req.is_leader_in_dept is None
        else [bool(lead) for lead in req.is_leader_in_dept],
        main_department=given(req.main_department),
        direct_leaders=given(req.direct_leader),
        extattr=_plain(req.extattr),
        external_profile=_plain(req.external_profile),
    )


def _plain(value: Any) -> Any:
    return UNSET if value is None else msgspec.to_builtins(value)


def _gender(value: str | None) -> int | UnsetType:
    if value is None:
        return UNSET
    if value not in ("0", "1", "2", ""):
        raise invalid(40058, "gender", Text('"1" 男，"2" 女', '"1" male, "2" female'))
    return int(value or 0)


def shown(ctx: OpenContext, member: Member) -> wire.Member:
    """Private fields go to the contacts secret only."""
    found = wire.Member(
        userid=member.userid,
        name=member.name,
        department=member.departments,
        order=member.orders,
        position=member.position,
        is_leader_in_dept=[int(lead) for lead in member.leads],
        direct_leader=member.direct_leaders,
        telephone=member.telephone,
        alias=member.alias,
        english_name=member.english_name or UNSET,
        status=WIRE_STATUS[member.status],
        enable=0 if member.status == "disabled" else 1,
        main_department=member.main_department,
        extattr=msgspec.convert(member.extattr or {"attrs": []}, wire.Attributes),
        external_position=member.external_position,
    )
    if member.external_profile:
        found.external_profile = msgspec.convert(member.external_profile, wire.ExternalProfile)
    if ctx.caller.sees_private_fields:
        avatar = picture_url(member.avatar_media_id)
        found.mobile = member.mobile or ""
        found.gender = str(member.gender)
        found.email = member.email or ""
        found.biz_mail = member.biz_mail or ""
        found.address = member.address
        found.avatar = f"{ctx.config.public_url}{avatar}" if avatar else ""
        found.thumb_avatar = f"{found.avatar}?w=100" if avatar else ""
    return found


@serves(wire.create)
async def create(ctx: OpenContext, req: wire.CreateMemberRequest) -> Done:
    if not (req.mobile or req.email):
        raise invalid(60129, "mobile", Text("手机和邮箱至少填一个", "mobile or email is needed"))
    patch = patch_of(req)
    patch.enabled = req.enable != 0
    await service.create(ctx, FULL, req.userid, patch)
    return Done(errmsg="created")


@serves(wire.update)
async def update(ctx: OpenContext, req: wire.UpdateMemberRequest) -> Done:
    patch = patch_of(req)
    if req.new_userid:
        patch.new_userid = req.new_userid
    member = await service.change(ctx, FULL, req.userid, patch)
    if req.enable == 0:
        await leaving.disable(ctx, FULL, member.userid)
    elif req.enable == 1 and member.status == "disabled":
        await leaving.enable(ctx, FULL, member.userid)
    return Done(errmsg="updated")


@serves(wire.delete)
async def delete(ctx: OpenContext, req: wire.MemberIdRequest) -> Done:
    await leaving.resign(ctx, FULL, [req.userid])
    return Done(errmsg="deleted")


@serves(wire.batchdelete)
async def batchdelete(ctx: OpenContext, req: wire.BatchDeleteRequest) -> Done:
    if not req.useridlist:
        raise invalid(40031, "useridlist", Text("不能为空", "must not be empty"))
    if len(req.useridlist) > _MOST_DELETED:
        raise invalid(
            40032, "useridlist", Text(f"一次最多 {_MOST_DELETED} 个", f"at most {_MOST_DELETED}")
        )
    await leaving.resign(ctx, FULL, req.useridlist)
    return Done(errmsg="deleted")


@serves(wire.get_)
async def get_(ctx: OpenContext, req: wire.MemberIdRequest) -> wire.GetMemberResponse:
    member = await service.require_seen(ctx, await reach_of(ctx), req.userid)
    return wire.GetMemberResponse(**msgspec.structs.asdict(shown(ctx, member)))


@serves(lists.simplelist)
async def simplelist(
    ctx: OpenContext, req: lists.ListMembersRequest
) -> lists.SimplelistMembersResponse:
    found = await service.of_department(
        ctx, await reach_of(ctx), req.department_id, recursive=bool(req.fetch_child)
    )
    return lists.SimplelistMembersResponse(
        userlist=[lists.SimpleMember(m.userid, m.name, m.departments) for m in found]
    )


@serves(lists.list_)
async def list_(ctx: OpenContext, req: lists.ListMembersRequest) -> lists.ListMembersResponse:
    found = await service.of_department(
        ctx, await reach_of(ctx), req.department_id, recursive=bool(req.fetch_child)
    )
    return lists.ListMembersResponse(userlist=[shown(ctx, member) for member in found])


@serves(lists.list_id)
async def list_id(ctx: OpenContext, req: lists.ListMemberIdsRequest) -> lists.ListMemberIdsResponse:
    if not 1 <= req.limit <= _MOST_IDS:
        raise invalid(40058, "limit", f"1 … {_MOST_IDS}")
    after = decode_cursor(req.cursor, tuple[int, int]) if req.cursor else (0, 0)
    found = await service.places(ctx, after, req.limit + 1)
    page = found[: req.limit]
    more = len(found) > req.limit
    return lists.ListMemberIdsResponse(
        next_cursor=encode_cursor(page[-1][0], page[-1][1]) if more else "",
        dept_user=[lists.MemberPlace(userid, department) for _, department, userid in page],
    )


@serves(lists.getuserid)
async def getuserid(ctx: OpenContext, req: lists.MobileRequest) -> lists.UserIdResponse:
    return lists.UserIdResponse(userid=await service.userid_by_mobile(ctx, req.mobile))


@serves(lists.get_userid_by_email)
async def get_userid_by_email(ctx: OpenContext, req: lists.EmailRequest) -> lists.UserIdResponse:
    userid = await service.userid_by_email(ctx, req.email, business=req.email_type != 2)
    return lists.UserIdResponse(userid=userid)
