"""客户群 on the open surface."""

from msgspec import UNSET

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.platform.groups import hooks
from reunion.platform.groups.figures import service as figures
from reunion.platform.groups.model import GroupRow, version_of
from reunion.platform.groups.refusals import Dismissed, GroupUnknown
from reunion.platform.groups.store import groups, people
from reunion.surfaces.open import serves
from reunion.wecom.endpoints import customer_groups as wire

_LIST = 1000


@serves(wire.list_group_chats)
async def list_group_chats(
    ctx: Context, req: wire.ListGroupChatsRequest
) -> wire.ListGroupChatsResponse:
    """In the order of making."""
    if not 1 <= req.limit <= _LIST:
        raise Invalid(limit=Text(f"须为 1 到 {_LIST}", f"from 1 to {_LIST}"))
    if req.status_filter not in (0, 1, 2, 3):
        raise Invalid(status_filter=Text("须为 0、1、2 或 3", "must be 0, 1, 2 or 3"))
    owners = await figures.owners_named(
        ctx, req.owner_filter.userid_list if req.owner_filter else []
    )
    after = decode_cursor(req.cursor, tuple[int])[0] if req.cursor else 0
    passing = await hooks.being_handed_over(ctx)
    found = await groups.wire_page(ctx, owners, req.status_filter, after, req.limit + 1, passing)
    more, found = len(found) > req.limit, found[: req.limit]
    return wire.ListGroupChatsResponse(
        group_chat_list=[wire.GroupChatRef(chat_id, status) for _, chat_id, status in found],
        next_cursor=encode_cursor(found[-1][0]) if more else "",
    )


async def _group(ctx: Context, chat_id: str) -> GroupRow:
    found = await groups.by_wire(ctx, "chat_id", chat_id)
    if found is None:
        raise GroupUnknown
    if found.dismissed_at is not None:
        raise Dismissed
    return found


@serves(wire.get_group_chat)
async def get_group_chat(ctx: Context, req: wire.GetGroupChatRequest) -> wire.GetGroupChatResponse:
    """Customers by external_userid, also those who are nobody's; people of partners have no unionid."""
    group = await _group(ctx, req.chat_id)
    rows = await people.shown(ctx, group.id, 0, 0)
    by_id = {row["principal_id"]: row for row in rows}
    [owner] = await people.wire_ids(ctx, [group.owner_id])
    members = []
    for row in rows:
        customer = row["kind"] == "contact"
        members.append(
            wire.GroupChatMember(
                userid=row["external_userid"] if customer else row["userid"],
                type=2 if customer else 1,
                join_time=int(row["joined_at"].timestamp()),
                join_scene=row["join_scene"],
                unionid=(row["unionid"] or UNSET) if customer and not row["corp_name"] else UNSET,
                invitor=wire.Invitor(row["inviter_userid"]) if row["inviter_userid"] else UNSET,
                group_nickname=row["nickname"],
                name=UNSET if req.need_name != 1 else row["own_name"] if customer else row["name"],
                state=row["state"] or UNSET,
            )
        )
    return wire.GetGroupChatResponse(
        group_chat=wire.GroupChat(
            chat_id=group.chat_id,
            name=group.name,
            owner=owner,
            create_time=int(group.created_at.timestamp()),
            member_list=members,
            admin_list=[
                wire.GroupChatAdmin(one["userid"])
                for one in by_id.values()
                if one["role"] == "admin"
            ],
            notice=group.notice or UNSET,
            member_version=version_of(group.chat_id, group.version),
        )
    )


@serves(wire.opengid_to_chatid)
async def opengid_to_chatid(ctx: Context, req: wire.OpengidRequest) -> wire.OpengidResponse:
    """40050 where no group has it."""
    found = await groups.by_wire(ctx, "open_gid", req.opengid)
    if found is None:
        raise GroupUnknown
    return wire.OpengidResponse(chat_id=found.chat_id)
