"""/cgi-bin/tag/*."""

from reunion.core.errors import Text
from reunion.platform.directory.member_tags import service
from reunion.platform.directory.member_tags.service import Unknown
from reunion.platform.directory.open_reach import reach_of
from reunion.platform.directory.refusals import invalid
from reunion.platform.directory.scope import span
from reunion.surfaces.open import OpenContext, serves
from reunion.wecom.endpoints import member_tags as wire
from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.wire import UNSET, Done


@serves(wire.create)
async def create(
    ctx: OpenContext, req: wire.CreateMemberTagRequest
) -> wire.CreateMemberTagResponse:
    tag = await service.create(ctx, req.tagname, req.tagid)
    return wire.CreateMemberTagResponse(errmsg="created", tagid=tag.id)


@serves(wire.update)
async def update(ctx: OpenContext, req: wire.UpdateMemberTagRequest) -> Done:
    await service.rename(ctx, req.tagid, req.tagname)
    return Done(errmsg="updated")


@serves(wire.delete)
async def delete(ctx: OpenContext, req: wire.MemberTagIdRequest) -> Done:
    await service.delete(ctx, req.tagid)
    return Done(errmsg="deleted")


@serves(wire.get_)
async def get_(ctx: OpenContext, req: wire.MemberTagIdRequest) -> wire.GetMemberTagResponse:
    tag, members, departments = await service.holders(ctx, req.tagid)
    seen = await span(ctx, await reach_of(ctx))
    return wire.GetMemberTagResponse(
        tagname=tag.name,
        userlist=[wire.TaggedMember(m.userid, m.name) for m in members if seen.has_member(m)],
        partylist=[d.id for d in departments if seen.has_department(d.id)],
    )


@serves(wire.addtagusers)
async def addtagusers(ctx: OpenContext, req: wire.TagMembersRequest) -> wire.TagMembersResponse:
    _require_some(req)
    seen = await span(ctx, await reach_of(ctx))
    return _answer(await service.add(ctx, req.tagid, req.userlist, req.partylist, seen), "ok")


@serves(wire.deltagusers)
async def deltagusers(ctx: OpenContext, req: wire.TagMembersRequest) -> wire.TagMembersResponse:
    _require_some(req)
    seen = await span(ctx, await reach_of(ctx))
    done = await service.remove(ctx, req.tagid, req.userlist, req.partylist, seen)
    return _answer(done, "deleted")


@serves(wire.list_)
async def list_(ctx: OpenContext, req: NoParameters) -> wire.ListMemberTagsResponse:
    return wire.ListMemberTagsResponse(
        taglist=[wire.MemberTag(tag.id, tag.name) for tag in await service.listed(ctx)]
    )


def _require_some(req: wire.TagMembersRequest) -> None:
    if not req.userlist and not req.partylist:
        raise invalid(
            40035, "userlist",
            Text("userlist 与 partylist 不能都为空", "userlist and partylist must not both be empty"),
        )  # fmt: skip


def _answer(unknown: Unknown, errmsg: str) -> wire.TagMembersResponse:
    return wire.TagMembersResponse(
        errmsg=errmsg,
        invalidlist="|".join(unknown.userids) or UNSET,
        invalidparty=unknown.departments or UNSET,
    )
