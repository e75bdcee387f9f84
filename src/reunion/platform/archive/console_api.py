"""会话存档 in the console: settings for administrators, the archive itself for compliance officers."""

from datetime import datetime
from typing import Annotated, Any

from litestar import delete, get, post, put
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.access import duties
from reunion.platform.archive import looks, service
from reunion.platform.archive.model import (
    ArchivedMessage,
    ArchivedTalk,
    ArchiveFilter,
    Edition,
    Look,
    LookStep,
    Mode,
    Permitted,
    PublicKey,
    Setting,
)
from reunion.platform.archive.store.looks import Export
from reunion.platform.directory import service as directory
from reunion.surfaces.access import Caller, allow

_ADMINS = allow("super_admin", "admin")
_SUPER = allow("super_admin")
_OFFICERS = allow("super_admin", "admin", "scoped", "officer", duty="compliance")
_BASE = "/api/console/archive"
Limit = Annotated[int, Parameter(ge=1, le=200)]
PathId = Annotated[int, Parameter(ge=1, lt=2**53)]


class SettingWanted(Struct):
    """`retention_days` null: for good."""

    mode: Mode
    retention_days: Annotated[int, Meta(ge=1, le=36500)] | None = None


class MembersWanted(Struct):
    """office: chats with colleagues · service: with customers · enterprise: both."""

    userids: Annotated[list[str], Meta(min_length=1, max_length=1000)]
    edition: Edition


class PermittedMembers(Struct):
    items: list[Permitted]


class NewKey(Struct):
    """RSA, 2048 bits, in PEM; the private key stays with the company."""

    public_key: Annotated[str, Meta(max_length=4096)]


class PublicKeys(Struct):
    items: list[PublicKey]


class Officer(Struct):
    member_id: int
    name: str
    userid: str


class Officers(Struct):
    items: list[Officer]


class Purpose(Struct):
    """What the look is for, 4 to 200 characters."""

    purpose: Annotated[str, Meta(max_length=1000)]


class Wanted(Struct):
    """What is looked for; everything that is given holds together."""

    q: Annotated[str, Meta(max_length=100)] = ""
    member_id: int | None = None
    external_userid: str | None = None
    conversation_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50

    @property
    def filter(self) -> ArchiveFilter:
        return ArchiveFilter(
            self.q,
            self.member_id,
            self.external_userid,
            self.conversation_id,
            self.since,
            self.until,
        )


class LookSteps(Struct):
    items: list[LookStep]


class Exports(Struct):
    items: list[Export]


class ExportAsked(Struct):
    export_id: int


@get(f"{_BASE}/settings", opt=_ADMINS)
async def read_setting(ctx: Context) -> Setting:
    """存档设置 With how much is archived."""
    return await service.setting(ctx)


@put(f"{_BASE}/settings", opt=_ADMINS)
async def set_setting(ctx: Context, data: SettingWanted) -> Setting:
    """修改存档设置 From now on; a shorter retention takes older entries away, never the chats."""
    return await service.change(ctx, data.mode, data.retention_days)


@get(f"{_BASE}/members", opt=_ADMINS)
async def list_permitted(ctx: Context) -> PermittedMembers:
    """开启成员 Whose chats are archived."""
    return PermittedMembers(await service.permitted(ctx))


@post(f"{_BASE}/members", status_code=200, opt=_ADMINS)
async def permit_members(ctx: Context, data: MembersWanted) -> PermittedMembers:
    """开启成员 From now on; another edition takes the place of the one before."""
    await service.permit(ctx, data.userids, data.edition)
    return PermittedMembers(await service.permitted(ctx))


@delete(f"{_BASE}/members/{{member_id:int}}", opt=_ADMINS)
async def dismiss_member(ctx: Context, member_id: PathId) -> None:
    """关闭成员 What is archived stays."""
    await service.dismiss(ctx, member_id)


@get(f"{_BASE}/keys", opt=_ADMINS)
async def list_keys(ctx: Context) -> PublicKeys:
    """消息加密公钥 Newest first; the first is in use."""
    return PublicKeys(await service.keys(ctx))


@post(f"{_BASE}/keys", opt=_SUPER)
async def add_key(ctx: Context, data: NewKey) -> PublicKey:
    """设置公钥 The next version."""
    return await service.add_key(ctx, data.public_key)


@get(f"{_BASE}/officers", opt=_ADMINS)
async def list_officers(ctx: Context) -> Officers:
    """合规人员 Who may read the archive."""
    found = await directory.by_ids(ctx, await duties.holders(ctx, "compliance"))
    return Officers([Officer(one.id, one.name, one.userid) for one in found])


@put(f"{_BASE}/officers/{{userid:str}}", opt=_SUPER)
async def appoint_officer(ctx: Context, userid: str) -> Officers:
    """任命合规人员 He may sign in to the console for it; his role stays as it is."""
    member = await directory.require(ctx, userid)
    await duties.grant(ctx, member.id, member.userid, "compliance")
    return await list_officers.fn(ctx)


@delete(f"{_BASE}/officers/{{userid:str}}", status_code=200, opt=_SUPER)
async def dismiss_officer(ctx: Context, userid: str) -> Officers:
    """撤销合规人员 At once."""
    member = await directory.require(ctx, userid)
    await duties.revoke(ctx, member.id, member.userid, "compliance")
    return await list_officers.fn(ctx)


@post(f"{_BASE}/looks", opt=_OFFICERS)
async def begin_look(ctx: Context, caller: Caller, data: Purpose) -> Look:
    """开始查阅 For a purpose, which stands in the audit log; good for half an hour."""
    return await looks.begin(ctx, caller.principal_id, data.purpose)


@delete(f"{_BASE}/looks/{{look_id:int}}", opt=_OFFICERS)
async def end_look(ctx: Context, caller: Caller, look_id: PathId) -> None:
    """结束查阅."""
    await looks.end(ctx, look_id, caller.principal_id)


@post(f"{_BASE}/looks/{{look_id:int}}/conversations", status_code=200, opt=_OFFICERS)
async def find_talks(
    ctx: Context, caller: Caller, look_id: PathId, data: Wanted
) -> Page[ArchivedTalk]:
    """查找会话 Written down with the look."""
    return await looks.talks(
        ctx, look_id, caller.principal_id, data.filter, cursor=data.cursor, limit=data.limit
    )


@post(f"{_BASE}/looks/{{look_id:int}}/messages", status_code=200, opt=_OFFICERS)
async def find_messages(
    ctx: Context, caller: Caller, look_id: PathId, data: Wanted
) -> Page[ArchivedMessage]:
    """查找、阅读消息 Newest first; of one conversation it is reading. Written down with the look."""
    return await looks.messages(
        ctx, look_id, caller.principal_id, data.filter, cursor=data.cursor, limit=data.limit
    )


@post(f"{_BASE}/looks/{{look_id:int}}/exports", opt=_OFFICERS)
async def ask_export(ctx: Context, caller: Caller, look_id: PathId, data: Wanted) -> ExportAsked:
    """导出 As a spreadsheet, written in the background; for a week."""
    return ExportAsked(await looks.export(ctx, look_id, caller.principal_id, data.filter))


@get(f"{_BASE}/exports", opt=_OFFICERS)
async def list_exports(ctx: Context, caller: Caller) -> Exports:
    """我的导出 The caller's own, with how far they are."""
    return Exports(await looks.exports(ctx, caller.principal_id))


@get(f"{_BASE}/looks", opt=_ADMINS)
async def list_looks(ctx: Context, cursor: str | None = None, limit: Limit = 50) -> Page[Look]:
    """查阅日志 Everybody's looks, newest first."""
    return await looks.page(ctx, cursor=cursor, limit=limit)


@get(f"{_BASE}/looks/{{look_id:int}}/steps", opt=_ADMINS)
async def list_look_steps(ctx: Context, look_id: PathId) -> LookSteps:
    """What was done in a look."""
    return LookSteps(await looks.steps(ctx, look_id))


routes: list[Any] = [
    read_setting, set_setting, list_permitted, permit_members, dismiss_member, list_keys, add_key,
    list_officers, appoint_officer, dismiss_officer, begin_look, end_look, find_talks, find_messages,
    ask_export, list_exports, list_looks, list_look_steps,
]  # fmt: skip
