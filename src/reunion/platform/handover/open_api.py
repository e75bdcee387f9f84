"""在职继承 and 离职继承 on the open surface."""

from collections.abc import Sequence
from typing import NoReturn

from reunion.core.context import Context
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.platform.directory import service as directory
from reunion.platform.directory.model import EVERYTHING, Member
from reunion.platform.directory.open_reach import reach_of
from reunion.platform.directory.refusals import MemberNotFound
from reunion.platform.handover import service
from reunion.platform.handover.groups import Way, hand_over_groups
from reunion.platform.handover.model import Kind, Started
from reunion.platform.handover.refusals import EACH, TakerOutside
from reunion.platform.handover.starting import kind_of
from reunion.platform.handover.store import lists
from reunion.platform.handover.store.lists import Result
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import handover
from reunion.wecom.endpoints.handover import (
    FailedChat,
    GetTransferResultRequest,
    GetTransferResultResponse,
    ResignedTransferCustomerRequest,
    TransferCustomerRequest,
    TransferCustomerResponse,
    TransferGroupsRequest,
    TransferGroupsResponse,
    TransferOutcome,
    TransferRequest,
    TransferResult,
    TransferResultRequest,
    TransferResultResponse,
)
from reunion.wecom.wire import Done

_PAGE = 1000
_STATUS = {"done": 1, "waiting": 2, "refused": 3, "full": 4, "ended": 5}


@serves(handover.transfer_customer)
async def transfer_customer(
    ctx: OpenContext, req: TransferCustomerRequest
) -> TransferCustomerResponse:
    """A giver who has left is unknown here."""
    found = await _start(
        ctx, req.handover_userid, req.takeover_userid, req.external_userid,
        req.transfer_success_msg, "onjob",
    )  # fmt: skip
    return _outcomes(found)


@serves(handover.resigned_transfer_customer)
async def resigned_transfer_customer(
    ctx: OpenContext, req: ResignedTransferCustomerRequest
) -> TransferCustomerResponse:
    """Without first words of the taker's: WeCom has them on the job only."""
    found = await _start(
        ctx, req.handover_userid, req.takeover_userid, req.external_userid, "", "resigned"
    )
    return _outcomes(found)


@serves(handover.transfer)
async def transfer(ctx: OpenContext, req: TransferRequest) -> Done:
    """One customer; what she is left out for is the call's own errcode."""
    giver = await directory.require_seen(ctx, EVERYTHING, req.handover_userid, left=True)
    kind = kind_of(giver)
    message = req.transfer_success_msg if kind == "onjob" else ""
    [one] = await _start(
        ctx, req.handover_userid, req.takeover_userid, [req.external_userid], message, kind
    )
    if one.errcode:
        _raise(one)
    return Done()


def _raise(one: Started) -> NoReturn:
    raise next(why for why in EACH if why.errcode == one.errcode)()


def _outcomes(found: Sequence[Started]) -> TransferCustomerResponse:
    return TransferCustomerResponse(
        customer=[TransferOutcome(one.external_userid, one.errcode) for one in found]
    )


async def _start(
    ctx: OpenContext, giver_id: str, taker_id: str, customers: list[str], message: str, kind: Kind
) -> list[Started]:  # fmt: skip
    giver = await directory.require_seen(ctx, EVERYTHING, giver_id, left=True)
    if kind == "onjob" and giver.status == "resigned":
        raise MemberNotFound(userid=giver_id)
    taker = await directory.require_seen(ctx, EVERYTHING, taker_id)
    await _require_in_scope(ctx, taker)
    return await service.start(ctx, giver, taker, customers, message, kind=kind, origin="api")


async def _require_in_scope(ctx: OpenContext, taker: Member) -> None:
    span = await directory.span(ctx, await reach_of(ctx))
    if not span.has_member(taker):
        raise TakerOutside(userid=taker.userid)


@serves(handover.groupchat_transfer)
async def groupchat_transfer(
    ctx: OpenContext, req: TransferGroupsRequest
) -> TransferGroupsResponse:
    """Groups of owners who have left."""
    return await _groups(ctx, req, "resigned")


@serves(handover.groupchat_onjob_transfer)
async def groupchat_onjob_transfer(
    ctx: OpenContext, req: TransferGroupsRequest
) -> TransferGroupsResponse:
    """Groups of owners who work here."""
    return await _groups(ctx, req, "onjob")


async def _groups(
    ctx: OpenContext, req: TransferGroupsRequest, kind: Kind
) -> TransferGroupsResponse:
    taker = await directory.require_seen(ctx, EVERYTHING, req.new_owner)
    await _require_in_scope(ctx, taker)
    stays = await hand_over_groups(ctx, req.chat_id_list, taker, Way(kind, "api"))
    failed = [FailedChat(one.chat_id, one.why.errcode, one.why.text("en")) for one in stays]
    return TransferGroupsResponse(failed_chat_list=failed)


@serves(handover.transfer_result)
async def transfer_result(ctx: Context, req: TransferResultRequest) -> TransferResultResponse:
    """Of handovers on the job."""
    return await _results(ctx, req, "onjob")


@serves(handover.resigned_transfer_result)
async def resigned_transfer_result(
    ctx: Context, req: TransferResultRequest
) -> TransferResultResponse:
    """Of handovers of one who has left."""
    return await _results(ctx, req, "resigned")


async def _results(ctx: Context, req: TransferResultRequest, kind: Kind) -> TransferResultResponse:
    giver, taker = await _sides(ctx, req.handover_userid, req.takeover_userid)
    after = decode_cursor(req.cursor, tuple[int])[0] if req.cursor else 0
    found = await lists.results(ctx, giver.id, taker.id, kind, after, _PAGE + 1)
    more, found = len(found) > _PAGE, found[:_PAGE]
    return TransferResultResponse(
        customer=[TransferResult(one.external_userid, _STATUS[one.state], _time(one)) for one in found],
        next_cursor=encode_cursor(found[-1].contact_id) if more else "",
    )  # fmt: skip


@serves(handover.get_transfer_result)
async def get_transfer_result(
    ctx: Context, req: GetTransferResultRequest
) -> GetTransferResultResponse:
    """Of either kind."""
    giver, taker = await _sides(ctx, req.handover_userid, req.takeover_userid)
    found = await lists.results(ctx, giver.id, taker.id, None, 0, 1, req.external_userid)
    if not found:
        return GetTransferResultResponse()
    return GetTransferResultResponse(status=_STATUS[found[0].state], takeover_time=_time(found[0]))


async def _sides(ctx: Context, giver_id: str, taker_id: str) -> tuple[Member, Member]:
    giver = await directory.require_seen(ctx, EVERYTHING, giver_id, left=True)
    return giver, await directory.require_seen(ctx, EVERYTHING, taker_id, left=True)


def _time(one: Result) -> int:
    """Since when she is the taker's, or from when she will be."""
    if one.state == "waiting":
        return int(one.due_at.timestamp())
    return int(one.settled_at.timestamp()) if one.state == "done" and one.settled_at else 0
