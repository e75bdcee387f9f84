"""客户群 on the desk."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import Parameter, QueryParameter
from msgspec import Meta

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.conversations import starting
from reunion.platform.conversations.model import Conversation
from reunion.platform.groups import service, ways, welcoming
from reunion.platform.groups.model import (
    ADMINS,
    NICKNAME_LENGTH,
    NOTICE_LENGTH,
    SIZE,
    Group,
    GroupKind,
    GroupMembers,
    GroupWelcome,
    Id,
    InviteBy,
    JoinWay,
    Name,
    NoticeSaved,
    WelcomeTemplate,
)
from reunion.platform.groups.refusals import NotALeader, NotTheOwner
from reunion.platform.welcome.model import Attachment, Welcome
from reunion.surfaces.access import Caller, allow

_MEMBER = allow("member")
_TAGS = ["groups"]
PathId = Annotated[int, Parameter(ge=1, lt=2**53)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Ids = Annotated[list[Id], Meta(max_length=SIZE)]


class StartGroup(msgspec.Struct):
    """Customers of the caller's and colleagues; the caller looks after it. A group for partners is of
    their people instead: contacts of the caller's, or of partners that he looks after."""

    kind: GroupKind = "customer"
    name: Name = ""
    contact_ids: Ids = []
    member_ids: Ids = []


class Invitation(msgspec.Struct):
    """Who is in the group already is passed over."""

    contact_ids: Ids = []
    member_ids: Ids = []


class GroupPatch(msgspec.Struct):
    """What is not given stays."""

    name: Name | None = None
    invite_by: InviteBy | None = None
    size_limit: Annotated[int, Meta(ge=2, le=SIZE)] | None = None


class GroupNotice(msgspec.Struct):
    """Empty takes it away; `tell`: everybody gets it as a message, where the limits permit it."""

    text: Annotated[str, Meta(max_length=NOTICE_LENGTH)]
    tell: bool = False


class Removal(msgspec.Struct):
    """Who has to go, and why."""

    principal_ids: Annotated[list[Id], Meta(min_length=1, max_length=100)]
    reason: Annotated[str, Meta(max_length=100)] = ""


class Admins(msgspec.Struct):
    member_ids: Annotated[list[Id], Meta(max_length=ADMINS)]


class NewOwner(msgspec.Struct):
    member_id: Id


class Nickname(msgspec.Struct):
    nickname: Annotated[str, Meta(max_length=NICKNAME_LENGTH)]


class ChosenWelcome(msgspec.Struct):
    """A template by its id, or words of the group's own: text of at most 3000 bytes, one attachment."""

    template_id: str | None = None
    text: Annotated[str, Meta(max_length=3000)] = ""
    attachment: Attachment | None = None
    enabled: bool = True

    @property
    def words(self) -> Welcome:
        """Its own."""
        return Welcome(self.text, [self.attachment] if self.attachment else [], self.enabled)


@get("/api/desk/groups", opt=_MEMBER, tags=_TAGS)
async def list_my_groups(
    ctx: Context,
    caller: Caller,
    mine: Annotated[Literal["owner", "in"], QueryParameter()] = "in",
    q: Annotated[str, Parameter(max_length=64)] = "",
    kind: GroupKind | None = None,
    dismissed: bool = False,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Group]:
    """我的客户群 Those the caller is in or looks after, the latest talk first."""
    return await service.mine(
        ctx, caller.principal_id, q=q, owned=mine == "owner", dismissed=dismissed, kind=kind,
        cursor=cursor, limit=limit,
    )  # fmt: skip


@post("/api/desk/groups", opt=_MEMBER, tags=_TAGS, status_code=200)
async def start_group(ctx: Context, caller: Caller, data: StartGroup) -> Conversation:
    """创建客户群 The caller looks after it."""
    me = caller.principal_id
    group = await service.start(ctx, me, data.name, data.contact_ids, data.member_ids, data.kind)
    return await starting.shown(ctx, me, group.id)


@get("/api/desk/groups/{group_id:int}", opt=_MEMBER, tags=_TAGS)
async def get_my_group(ctx: Context, caller: Caller, group_id: PathId) -> Group:
    """群资料."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    return await service.get(ctx, group_id, my_role=seat.role)


@patch("/api/desk/groups/{group_id:int}", opt=_MEMBER, tags=_TAGS)
async def change_my_group(
    ctx: Context, caller: Caller, group_id: PathId, data: GroupPatch
) -> Group:
    """修改群名与设置 By owner and admins."""
    seat = await service.seat(ctx, group_id, caller.principal_id, leading=True)
    await service.change(
        ctx, group_id, name=data.name, invite_by=data.invite_by, size_limit=data.size_limit
    )
    return await service.get(ctx, group_id, my_role=seat.role)


@put("/api/desk/groups/{group_id:int}/notice", opt=_MEMBER, tags=_TAGS)
async def set_group_notice(
    ctx: Context, caller: Caller, group_id: PathId, data: GroupNotice
) -> NoticeSaved:
    """群公告 By owner and admins."""
    seat = await service.seat(ctx, group_id, caller.principal_id, leading=True)
    _, told, refusal = await service.set_notice(
        ctx, group_id, caller.principal_id, data.text, tell=data.tell
    )
    return NoticeSaved(await service.get(ctx, group_id, my_role=seat.role), told, refusal)


@get("/api/desk/groups/{group_id:int}/members", opt=_MEMBER, tags=_TAGS)
async def list_group_members(ctx: Context, caller: Caller, group_id: PathId) -> GroupMembers:
    """群成员 Who is in it, and who left or was put out."""
    await service.seat(ctx, group_id, caller.principal_id)
    return await service.members(ctx, group_id, caller.principal_id)


@post("/api/desk/groups/{group_id:int}/members", opt=_MEMBER, tags=_TAGS, status_code=200)
async def invite_to_group(
    ctx: Context, caller: Caller, group_id: PathId, data: Invitation
) -> GroupMembers:
    """邀请进群 Customers of the caller's own, and colleagues."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    if seat.group.invite_by == "leaders" and not seat.leads:
        raise NotALeader
    me = caller.principal_id
    await service.invite(ctx, group_id, me, data.contact_ids, data.member_ids)
    return await service.members(ctx, group_id, me)


@post("/api/desk/groups/{group_id:int}/removals", opt=_MEMBER, tags=_TAGS, status_code=200)
async def remove_from_group(
    ctx: Context, caller: Caller, group_id: PathId, data: Removal
) -> GroupMembers:
    """移出群聊 By owner and admins; an admin puts out no other."""
    seat = await service.seat(ctx, group_id, caller.principal_id, leading=True)
    keeps = frozenset({"owner"} if seat.role == "owner" else {"owner", "admin"})
    await service.remove(ctx, group_id, data.principal_ids, reason=data.reason, keeps=keeps)
    return await service.members(ctx, group_id, caller.principal_id)


async def _owned(ctx: Context, caller: Caller, group_id: int) -> None:
    seat = await service.seat(ctx, group_id, caller.principal_id)
    if seat.role != "owner":
        raise NotTheOwner


@put("/api/desk/groups/{group_id:int}/admins", opt=_MEMBER, tags=_TAGS)
async def set_group_admins(
    ctx: Context, caller: Caller, group_id: PathId, data: Admins
) -> GroupMembers:
    """群管理员 By the owner; the whole list."""
    await _owned(ctx, caller, group_id)
    await service.set_admins(ctx, group_id, data.member_ids)
    return await service.members(ctx, group_id, caller.principal_id)


@put("/api/desk/groups/{group_id:int}/owner", opt=_MEMBER, tags=_TAGS)
async def change_group_owner(
    ctx: Context, caller: Caller, group_id: PathId, data: NewOwner
) -> Group:
    """转让群主 To a colleague in the group who may have customers."""
    await _owned(ctx, caller, group_id)
    await service.change_owner(ctx, group_id, data.member_id, by_owner=True)
    seat = await service.seat(ctx, group_id, caller.principal_id)
    return await service.get(ctx, group_id, my_role=seat.role)


@put("/api/desk/groups/{group_id:int}/nickname", opt=_MEMBER, tags=_TAGS)
async def set_my_group_nickname(
    ctx: Context, caller: Caller, group_id: PathId, data: Nickname
) -> None:
    """我在本群的昵称."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    await service.call(ctx, group_id, seat.principal_id, data.nickname)


@delete("/api/desk/groups/{group_id:int}/membership", opt=_MEMBER, tags=_TAGS)
async def leave_group(ctx: Context, caller: Caller, group_id: PathId) -> None:
    """退出群聊 An owner's group passes to an admin or the oldest colleague in it."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    await service.leave(ctx, group_id, seat.principal_id)


@delete("/api/desk/groups/{group_id:int}", opt=_MEMBER, tags=_TAGS)
async def dismiss_my_group(ctx: Context, caller: Caller, group_id: PathId) -> None:
    """解散 By the owner."""
    await _owned(ctx, caller, group_id)
    await service.dismiss(ctx, group_id)


@get("/api/desk/groups/{group_id:int}/welcome", opt=_MEMBER, tags=_TAGS)
async def get_group_welcome(ctx: Context, caller: Caller, group_id: PathId) -> GroupWelcome:
    """入群欢迎语."""
    await service.seat(ctx, group_id, caller.principal_id)
    return await welcoming.of_group(ctx, group_id)


@put("/api/desk/groups/{group_id:int}/welcome", opt=_MEMBER, tags=_TAGS)
async def set_group_welcome(
    ctx: Context, caller: Caller, group_id: PathId, data: ChosenWelcome
) -> GroupWelcome:
    """设置入群欢迎语 A template, or words of its own."""
    await service.seat(ctx, group_id, caller.principal_id, leading=True)
    words = None if data.template_id else data.words
    return await welcoming.choose(ctx, group_id, template_id=data.template_id, words=words)


@delete("/api/desk/groups/{group_id:int}/welcome", opt=_MEMBER, tags=_TAGS)
async def drop_group_welcome(ctx: Context, caller: Caller, group_id: PathId) -> None:
    """取消入群欢迎语."""
    await service.seat(ctx, group_id, caller.principal_id, leading=True)
    await welcoming.choose(ctx, group_id, template_id=None, words=None)


@get("/api/desk/group-welcome-templates", opt=_MEMBER, tags=_TAGS)
async def list_welcome_templates(ctx: Context) -> list[WelcomeTemplate]:
    """企业的入群欢迎语 To choose from."""
    return await welcoming.listed(ctx)


@get("/api/desk/groups/{group_id:int}/code", opt=_MEMBER, tags=_TAGS)
async def get_group_code(
    ctx: Context, config: Config, caller: Caller, group_id: PathId
) -> JoinWay | None:
    """本群二维码 Null until it is made."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    found = await ways.own_of(ctx, seat.group)
    return (await ways.shown(ctx, [found], config.public_url))[0] if found else None


@post("/api/desk/groups/{group_id:int}/code", opt=_MEMBER, tags=_TAGS, status_code=200)
async def make_group_code(
    ctx: Context, config: Config, caller: Caller, group_id: PathId
) -> JoinWay:
    """生成本群二维码 By owner and admins; again is the same one."""
    seat = await service.seat(ctx, group_id, caller.principal_id, leading=True)
    return (await ways.shown(ctx, [await ways.own(ctx, seat.group)], config.public_url))[0]


routes: list[Any] = [
    list_my_groups, start_group, get_my_group, change_my_group, set_group_notice, list_group_members,
    invite_to_group, remove_from_group, set_group_admins, change_group_owner, set_my_group_nickname,
    leave_group, dismiss_my_group, get_group_welcome, set_group_welcome, drop_group_welcome,
    list_welcome_templates, get_group_code, make_group_code,
]  # fmt: skip
