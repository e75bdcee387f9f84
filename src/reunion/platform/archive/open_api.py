"""会话内容存档 on the open surface."""

from datetime import datetime

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.apps import service as apps
from reunion.platform.archive import pulling, rooms, service
from reunion.platform.archive.model import EDITIONS, LONGEST_PULL, NotInternal
from reunion.platform.archive.store import consents, entries
from reunion.platform.archive.store.consents import Agreement
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import archive
from reunion.wecom.endpoints.archive import (
    ArchivedFileRequest,
    ArchivedFileResponse,
    ArchivedRoomResponse,
    ChatData,
    CheckRoomAgreeResponse,
    CheckSingleAgreeRequest,
    CheckSingleAgreeResponse,
    GetChatMsgRequest,
    GetChatMsgResponse,
    PermitUserListRequest,
    PermitUserListResponse,
    RobotInfo,
    RobotRequest,
    RobotResponse,
    RoomAgreeInfo,
    RoomMember,
    RoomRequest,
    SingleAgreeInfo,
)

_PAIRS = 100


@serves(archive.get_permit_user_list)
async def get_permit_user_list(ctx: Context, req: PermitUserListRequest) -> PermitUserListResponse:
    """In the order of names."""
    if req.type not in (0, *EDITIONS):
        raise Invalid(type=Text("只能是 1、2 或 3", "must be 1, 2 or 3"))
    await service.require_enabled(ctx)
    found = await service.permitted(ctx, EDITIONS.get(req.type))
    return PermitUserListResponse(ids=[one.userid for one in found])


@serves(archive.check_single_agree)
async def check_single_agree(
    ctx: Context, req: CheckSingleAgreeRequest
) -> CheckSingleAgreeResponse:
    """In the order that was asked."""
    await service.require_enabled(ctx)
    if not 1 <= len(req.info) <= _PAIRS:
        raise Invalid(info=Text(f"1 到 {_PAIRS} 组", f"1 to {_PAIRS} pairs"))
    told: list[SingleAgreeInfo] = []
    for one in req.info:
        found = await consents.between(ctx, one.userid, one.exteranalopenid)
        if found is not None:
            status, at = _status(found)
            told.append(SingleAgreeInfo(at, one.userid, found.external_userid, status))
    return CheckSingleAgreeResponse(agreeinfo=told)


@serves(archive.check_room_agree)
async def check_room_agree(ctx: Context, req: RoomRequest) -> CheckRoomAgreeResponse:
    """Empty for a group of colleagues."""
    await service.require_enabled(ctx)
    conversation_id = await rooms.find(ctx, req.roomid)
    if conversation_id is None or await entries.room(ctx, conversation_id) is None:
        raise Invalid(roomid=Text("没有这个群", "there is no such group"))
    told: list[RoomAgreeInfo] = []
    for found in await consents.in_conversation(ctx, conversation_id):
        status, at = _status(found)
        told.append(RoomAgreeInfo(at, found.external_userid, status))
    return CheckRoomAgreeResponse(agreeinfo=told)


def _status(found: Agreement) -> tuple[str, int]:
    """What she said and when; without a word, what the company's way of asking makes of it."""
    if found.agreed is not None:
        return "Agree" if found.agreed else "Disagree", _seconds(found.at)
    if found.mode == "tell":
        return "Default_Agree", _seconds(found.since)
    return "Disagree", 0


def _seconds(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0


@serves(archive.get_archived_room)
async def get_archived_room(ctx: Context, req: RoomRequest) -> ArchivedRoomResponse:
    """The creator is who looks after it now."""
    await service.require_enabled(ctx)
    conversation_id = await rooms.find(ctx, req.roomid)
    found = await entries.room(ctx, conversation_id) if conversation_id is not None else None
    if conversation_id is None or found is None:
        raise Invalid(roomid=Text("没有这个群", "there is no such group"))
    if found["kind"] != "room":
        raise NotInternal
    return ArchivedRoomResponse(
        roomname=found["title"],
        creator=found["owner"],
        room_create_time=_seconds(found["created_at"]),
        members=[
            RoomMember(userid, _seconds(joined_at))
            for userid, joined_at in await entries.room_members(ctx, conversation_id)
        ],
    )


@serves(archive.get_robot_info)
async def get_robot_info(ctx: Context, req: RobotRequest) -> RobotResponse:
    """By the number of the app."""
    number = req.robot_id.removeprefix("wb")
    wanted = int(number) if number.isdecimal() and len(number) < 10 else None
    for app in await apps.every(ctx):
        if wanted is not None and app.agentid == wanted:
            creator = await apps.creator(ctx, app.id)
            return RobotResponse(data=RobotInfo(req.robot_id, app.name, creator))
    raise Invalid(robot_id=Text("没有这个机器人", "there is no such robot"))


@serves(archive.getchatmsg)
async def getchatmsg(ctx: Context, req: GetChatMsgRequest) -> GetChatMsgResponse:
    """Sealed anew at every pull."""
    if req.seq < 0:
        raise Invalid(seq=Text("不能小于 0", "must not be below 0"))
    if not 1 <= req.limit <= LONGEST_PULL:
        raise Invalid(limit=Text(f"1 到 {LONGEST_PULL}", f"1 to {LONGEST_PULL}"))
    return GetChatMsgResponse(
        chatdata=[
            ChatData(
                one.seq, one.msgid, one.publickey_ver, one.sealed.random_key, one.sealed.message
            )
            for one in await pulling.pull(ctx, req.seq, req.limit)
        ]
    )


@serves(archive.archived_file)
async def archived_file(ctx: OpenContext, req: ArchivedFileRequest) -> ArchivedFileResponse:
    """In parts of 512 KB."""
    part = await pulling.chunk(ctx, ctx.blobs, req.sdkfileid, req.indexbuf)
    return ArchivedFileResponse(
        data=part.data, outindexbuf=part.next_index, is_finish=int(part.finished)
    )
