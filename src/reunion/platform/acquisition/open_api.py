"""获客助手 on the open surface: each app sees the links that it made itself."""

from datetime import UTC, datetime

from msgspec import UNSET

from reunion.core.context import Context
from reunion.core.errors import Invalid
from reunion.platform.acquisition import service, talking, uses
from reunion.platform.acquisition.model import Change, Draft, LinkRow
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import acquisition
from reunion.wecom.endpoints.acquisition import (
    AcquisitionLink,
    ChatInfo,
    ChatInfoRequest,
    ChatInfoResponse,
    CreateLinkRequest,
    CreateLinkResponse,
    GetLinkResponse,
    LinkCustomer,
    LinkCustomersRequest,
    LinkCustomersResponse,
    LinkIdRequest,
    LinkRange,
    LinkStatisticRequest,
    LinkStatisticResponse,
    ListLinksRequest,
    ListLinksResponse,
    PriorityOption,
    QuotaPart,
    QuotaRequest,
    QuotaResponse,
    UpdateLinkRequest,
)
from reunion.wecom.wire import Done

_LINKS = 100
_CUSTOMERS = 1000


def _limit(given: int, most: int) -> int:
    if not 1 <= given <= most:
        raise Invalid(f"limit 须为 1 到 {most} must be 1 to {most}", limit=str(given))
    return given


async def _own(ctx: OpenContext, link_id: str) -> LinkRow:
    return await service.require(ctx, link_id=link_id, app_id=ctx.caller.id)


def _wire(ctx: OpenContext, link: LinkRow) -> AcquisitionLink:
    return AcquisitionLink(
        link_id=link.link_id,
        link_name=link.name,
        url=service.url_of(ctx.config.public_url, link.link_id),
        create_time=int(link.created_at.timestamp()),
        skip_verify=link.skip_verify,
        mark_source=link.mark_source,
    )


@serves(acquisition.list_link)
async def list_link(ctx: OpenContext, req: ListLinksRequest) -> ListLinksResponse:
    """In the order of their making."""
    limit = _limit(req.limit, _LINKS)
    found, cursor = await service.of_app(ctx, ctx.caller.id, req.cursor, limit)
    return ListLinksResponse(link_id_list=found, next_cursor=cursor)


@serves(acquisition.get_link)
async def get_link(ctx: OpenContext, req: LinkIdRequest) -> GetLinkResponse:
    """`priority_option` only where there is one."""
    link = await _own(ctx, req.link_id)
    option = PriorityOption(
        link.priority_type, await service.userids_of(ctx, link.priority_member_ids)
    )
    return GetLinkResponse(
        link=_wire(ctx, link),
        range=LinkRange(await service.userids_of(ctx, link.member_ids), link.department_ids),
        priority_option=option if link.priority_type else UNSET,
    )


@serves(acquisition.create_link)
async def create_link(ctx: OpenContext, req: CreateLinkRequest) -> CreateLinkResponse:
    """The link is the app's own."""
    option = req.priority_option or PriorityOption()
    link = await service.create(
        ctx,
        Draft(
            name=req.link_name,
            userids=tuple(req.range.user_list),
            departments=tuple(req.range.department_list),
            skip_verify=req.skip_verify,
            mark_source=req.mark_source,
            priority_type=option.priority_type or 0,
            priority_userids=tuple(option.priority_userid_list),
            app_id=ctx.caller.id,
        ),
    )
    return CreateLinkResponse(link=_wire(ctx, link))


@serves(acquisition.update_link)
async def update_link(ctx: OpenContext, req: UpdateLinkRequest) -> Done:
    """A given `range` replaces members and departments alike."""
    link = await _own(ctx, req.link_id)
    option = req.priority_option
    await service.change(
        ctx,
        link,
        Change(
            name=req.link_name,
            userids=None if req.range is None else tuple(req.range.user_list),
            departments=None if req.range is None else tuple(req.range.department_list),
            skip_verify=req.skip_verify,
            mark_source=req.mark_source,
            priority_type=None if option is None else option.priority_type or 0,
            priority_userids=() if option is None else tuple(option.priority_userid_list),
        ),
    )
    return Done()


@serves(acquisition.delete_link)
async def delete_link(ctx: OpenContext, req: LinkIdRequest) -> Done:
    """No callback tells of it, as of everything that an app does."""
    await service.delete(ctx, await _own(ctx, req.link_id))
    return Done()


@serves(acquisition.customer)
async def customer(ctx: OpenContext, req: LinkCustomersRequest) -> LinkCustomersResponse:
    """Also those who have parted since."""
    link = await _own(ctx, req.link_id)
    limit = _limit(req.limit, _CUSTOMERS)
    found, cursor = await service.customers_of(ctx, link, req.cursor or None, limit)
    return LinkCustomersResponse(
        customer_list=[
            LinkCustomer(one.external_userid, one.userid, one.chat_status, one.state)
            for one in found
        ],
        next_cursor=cursor or "",
    )


@serves(acquisition.statistic)
async def statistic(ctx: OpenContext, req: LinkStatisticRequest) -> LinkStatisticResponse:
    """A visitor counts once a day."""
    link = await _own(ctx, req.link_id)
    sums = await service.sums(ctx, link, _instant(req.start_time), _instant(req.end_time))
    return LinkStatisticResponse(click_link_customer_cnt=sums.opened, new_customer_cnt=sums.added)


def _instant(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise Invalid("start_time、end_time 须为秒 must be seconds since 1970") from None


@serves(acquisition.quota)
async def quota(ctx: Context, req: QuotaRequest) -> QuotaResponse:
    """The company's, whoever asks."""
    found = await uses.quota(ctx, 1)
    parts: dict[int, int] = {}
    for grant in found.grants:
        day = int(grant.expires_at.timestamp())
        parts[day] = parts.get(day, 0) + grant.balance
    return QuotaResponse(
        total=found.used,
        balance=found.balance,
        quota_list=[QuotaPart(day, balance) for day, balance in sorted(parts.items())],
    )


@serves(acquisition.get_chat_info)
async def get_chat_info(ctx: OpenContext, req: ChatInfoRequest) -> ChatInfoResponse:
    """As it was when the key was given out."""
    chat = await talking.by_chat_key(ctx, req.chat_key, ctx.caller.id)
    return ChatInfoResponse(
        userid=chat.userid,
        external_userid=chat.external_userid,
        chat_info=ChatInfo(chat.received, chat.link_id, chat.state),
    )
