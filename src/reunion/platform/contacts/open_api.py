"""客户管理 on the open surface."""

from datetime import UTC, datetime
from typing import Any, NoReturn

import asyncpg
from msgspec import UNSET

from reunion.core.context import Context
from reunion.core.errors import Invalid
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.platform.contacts import service
from reunion.platform.contacts.model import shown_name
from reunion.platform.contacts.refusals import ContactUnknown, MemberUnknown, NotFollowed
from reunion.platform.contacts.store import marks, served, wire
from reunion.platform.contacts.store.wire import BatchRow, WireContact
from reunion.platform.tags.model import TagUnknown
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import external_contacts, external_tags, handover, served_contacts
from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.endpoints.external_contacts import (
    ContactOfMember,
    ExternalContact,
    FollowInfo,
    FollowUserListResponse,
    GetByUserRequest,
    GetByUserResponse,
    GetExternalContactRequest,
    GetExternalContactResponse,
    ListExternalContactsRequest,
    ListExternalContactsResponse,
    RemarkRequest,
)
from reunion.wecom.endpoints.external_tags import MarkTagRequest
from reunion.wecom.endpoints.handover import (
    GetUnassignedListRequest,
    GetUnassignedListResponse,
    Unassigned,
)
from reunion.wecom.endpoints.served_contacts import (
    ContactListRequest,
    ContactListResponse,
    ServedContact,
)
from reunion.wecom.wire import Done

_USERIDS = 100
_BATCH = 100
_UNASSIGNED = 1000
_SERVED = 1000
_UNASSIGNED_BY_PAGE = 50_000
_TAGS = 3000


@serves(external_contacts.get_follow_user_list)
async def get_follow_user_list(ctx: Context, req: NoParameters) -> FollowUserListResponse:
    """Active members with the 客户联系 permission."""
    return FollowUserListResponse(follow_user=await wire.follow_users(ctx))


@serves(external_contacts.list_)
async def list_(ctx: Context, req: ListExternalContactsRequest) -> ListExternalContactsResponse:
    """60111 without such a member, 84061 without a customer."""
    known, found = await wire.list_of(ctx, req.userid)
    if not known:
        raise MemberUnknown(userid=req.userid)
    if not found:
        raise NotFollowed()
    return ListExternalContactsResponse(external_userid=found)


@serves(external_contacts.get_)
async def get_(ctx: OpenContext, req: GetExternalContactRequest) -> GetExternalContactResponse:
    """One statement, whatever the number of followers and tags."""
    after = decode_cursor(req.cursor, tuple[datetime, int]) if req.cursor else None
    found = await wire.get(ctx, req.external_userid, after)
    if found is None:
        raise ContactUnknown()
    if not found.follow_user and after is None:
        raise NotFollowed()
    return GetExternalContactResponse(
        external_contact=_contact(ctx, found),
        follow_user=found.follow_user,
        next_cursor=encode_cursor(*found.last) if found.last else UNSET,
    )


def _contact(ctx: OpenContext, one: WireContact | BatchRow) -> ExternalContact:
    """Type 2 for a person of a partner company, who has no unionid on the wire."""
    partner = one.employer is not None
    return ExternalContact(
        external_userid=one.external_userid,
        name=shown_name(one.name),
        position=(one.position or UNSET) if partner else UNSET,
        avatar=_avatar(ctx, one.avatar_media_id),
        corp_name=one.employer or UNSET,
        corp_full_name=one.employer_full_name or UNSET,
        type=2 if partner else 1,
        gender=one.gender,
        unionid=UNSET if partner else one.unionid,
    )


def _avatar(ctx: OpenContext, media_id: str | None) -> str:
    return f"{ctx.config.public_url}/media/{media_id}" if media_id else ""


@serves(external_contacts.get_by_user)
async def get_by_user(ctx: OpenContext, req: GetByUserRequest) -> GetByUserResponse:
    """By member and customer, so that pages neither skip nor repeat while customers come and go."""
    if not 1 <= len(req.userid_list) <= _USERIDS:
        _refuse("userid_list", f"须为 1 到 {_USERIDS} 个 give 1 to {_USERIDS}")
    limit = min(req.limit, _BATCH) if req.limit > 0 else 50
    after = decode_cursor(req.cursor, tuple[int, int]) if req.cursor else None
    members = await wire.members_by_userid(ctx, req.userid_list)
    for userid in req.userid_list:
        if userid.lower() not in members:
            raise MemberUnknown(userid=userid)
    rows = await wire.batch(ctx, sorted(set(members.values())), after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    return GetByUserResponse(
        external_contact_list=[_of_member(ctx, row) for row in rows],
        next_cursor=encode_cursor(rows[-1].member_id, rows[-1].contact_id) if more else "",
    )


@serves(served_contacts.contact_list)
async def contact_list(ctx: Context, req: ContactListRequest) -> ContactListResponse:
    """By customer, then what binds her: members first, then groups."""
    if not 1 <= req.limit <= _SERVED:
        raise Invalid(f"limit 须为 1 到 {_SERVED} must be 1 to {_SERVED}", limit=str(req.limit))
    after = decode_cursor(req.cursor, tuple[int, int, int]) if req.cursor else (0, 0, 0)
    rows = await served.page(ctx, after, req.limit + 1)
    more, rows = len(rows) > req.limit, rows[: req.limit]
    return ContactListResponse(
        info_list=[
            ServedContact(
                is_customer=row.is_customer,
                tmp_openid=UNSET if row.is_customer else row.tmp_openid,
                external_userid=row.external_userid if row.is_customer else UNSET,
                name=shown_name(row.name) if row.is_customer else UNSET,
                follow_userid=row.userid or UNSET,
                chat_id=row.chat_id or UNSET,
                chat_name=row.chat_name or UNSET,
                add_time=row.add_time,
            )
            for row in rows
        ],
        next_cursor=encode_cursor(*rows[-1].key) if more else "",
    )


def _of_member(ctx: OpenContext, row: BatchRow) -> ContactOfMember:
    return ContactOfMember(
        _contact(ctx, row),
        FollowInfo(
            userid=row.userid,
            remark=row.remark,
            description=row.description,
            createtime=row.createtime,
            tag_id=row.tag_ids,
            remark_corp_name=row.remark_company or UNSET,
            remark_mobiles=row.remark_mobiles,
            oper_userid=row.oper_userid,
            add_way=row.add_way,
            state=row.source_state or UNSET,
        ),
    )


@serves(external_contacts.remark)
async def remark(ctx: Context, req: RemarkRequest) -> Done:
    """What is not given stays."""
    member = await service.require_member(ctx, req.userid)
    contact_id = await service.require_contact(ctx, req.external_userid)
    await service.remark(
        ctx,
        contact_id,
        member.id,
        remark=req.remark,
        description=req.description,
        company=req.remark_company,
        mobiles=req.remark_mobiles,
        picture=req.remark_pic_mediaid,
    )
    return Done()


@serves(external_tags.mark_tag, one_statement=True)
async def mark_tag(ctx: Context, req: MarkTagRequest) -> Done:
    """Finds, marks and appends the event in a single statement; doing it again changes nothing."""
    if not req.add_tag and not req.remove_tag:
        _refuse("add_tag", "与 remove_tag 至少给一个 give add_tag or remove_tag")
    if len(req.add_tag) > _TAGS or len(req.remove_tag) > _TAGS:
        _refuse("add_tag", f"一次最多 {_TAGS} 个标签 at most {_TAGS} tags a call")
    try:
        done = await marks.mark_in_one_statement(
            ctx, req.userid, req.external_userid, req.add_tag, req.remove_tag
        )
    except asyncpg.ForeignKeyViolationError:
        raise TagUnknown(id=",".join(req.add_tag)) from None
    if not done.member:
        raise MemberUnknown(userid=req.userid)
    if not done.contact:
        raise ContactUnknown()
    if not done.follow:
        raise NotFollowed()
    if not done.tags:
        raise TagUnknown(id=",".join([*req.add_tag, *req.remove_tag][:3]))
    return Done()


@serves(handover.get_unassigned_list)
async def get_unassigned_list(
    ctx: Context, req: GetUnassignedListRequest
) -> GetUnassignedListResponse:
    """By page_id up to 50000 rows, by cursor without end; the cursor wins."""
    size = req.page_size
    if not 1 <= size <= _UNASSIGNED:
        _refuse("page_size", f"须为 1 到 {_UNASSIGNED} must be 1 to {_UNASSIGNED}")
    after = decode_cursor(req.cursor, tuple[datetime, int, int]) if req.cursor else None
    page = 0 if after else (req.page_id or 0)
    if page < 0 or page * size >= _UNASSIGNED_BY_PAGE:
        _refuse(
            "page_id", "page_id × page_size 须小于 50000，请改用 cursor use cursor beyond 50000"
        )
    rows = await wire.unassigned(ctx, after, page * size, size + 1)
    more = len(rows) > size
    rows = rows[:size]
    last = rows[-1] if rows else None
    cursor = encode_cursor(last.left_at, last.contact_id, last.member_id) if last and more else ""
    info = [
        Unassigned(row.userid, row.external_userid, int(row.left_at.astimezone(UTC).timestamp()))
        for row in rows
    ]
    return GetUnassignedListResponse(info=info, is_last=not more, next_cursor=cursor)


def _refuse(field: str, problem: str) -> NoReturn:
    fields: dict[str, Any] = {field: problem}
    raise Invalid(f"{field} {problem}", **fields)
