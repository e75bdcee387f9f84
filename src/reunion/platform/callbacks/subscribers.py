"""Which event of the platform becomes which callback. Events carry wire ids, so nothing is looked up."""

from typing import Any

from msgspec import UNSET

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.acquisition import talking
from reunion.platform.callbacks import directory_fields as directory
from reunion.platform.callbacks.service import announce
from reunion.wecom.callbacks import CallbackEvent
from reunion.wecom.callbacks import acquisition as links
from reunion.wecom.callbacks import events as wire


@subscribe("contact.added")
async def contact_added(ctx: Context, event: Event) -> None:
    """`welcome_code` is there only where nobody configured a welcome."""
    await announce(
        ctx,
        event,
        wire.AddExternalContact(
            **_who(event),
            state=event.data.get("state") or "",
            welcome_code=event.data.get("welcome_code") or "",
        ),
    )


@subscribe("contact.requested")
async def contact_requested(ctx: Context, event: Event) -> None:
    """Without a welcome_code: until the member confirms nobody can write to the customer. The code
    comes with add_external_contact."""
    state = event.data.get("state") or ""
    await announce(ctx, event, wire.AddHalfExternalContact(**_who(event), state=state))


@subscribe("contact.edited")
async def contact_edited(ctx: Context, event: Event) -> None:
    """Phone numbers alone are told to nobody (callbacks.tsv)."""
    if set(event.data.get("changed") or {}) == {"remark_mobiles"}:
        return
    state = event.data.get("state") or ""
    await announce(ctx, event, wire.EditExternalContact(**_who(event), state=state))


@subscribe("contact.deleted")
async def contact_deleted(ctx: Context, event: Event) -> None:
    """Who deleted whom makes two different callbacks. One who has left deletes nobody: his customers are
    handed over without a word."""
    if event.data.get("left"):
        return
    if event.data.get("by") == "customer":
        await announce(ctx, event, wire.DelFollowUser(**_who(event)))
    else:
        source = event.data.get("source") or ""
        await announce(ctx, event, wire.DelExternalContact(**_who(event), source=source))


@subscribe("handover.refused", "handover.failed")
async def handover_failed(ctx: Context, event: Event) -> None:
    """WeCom names the taker."""
    who = {
        "user_id": event.data["to_userid"],
        "external_user_id": event.data["external_userid"],
    }
    await announce(ctx, event, wire.TransferFail(**who, fail_reason=event.data["fail_reason"]))


@subscribe("archive.agreed")
async def archive_agreed(ctx: Context, event: Event) -> None:
    """A customer's word in a group is no callback: it names no member."""
    if event.data.get("userid"):
        await announce(ctx, event, wire.MsgAuditApproved(**_who(event)))


@subscribe("archive.grown")
async def archive_grown(ctx: Context, event: Event) -> None:
    await announce(ctx, event, wire.MsgauditNotify())


def _who(event: Event) -> dict[str, Any]:
    return {
        "user_id": event.data["userid"],
        "external_user_id": event.data["external_userid"],
    }


@subscribe("tag.created", "tag.updated", "tag.deleted")
async def tag_changed(ctx: Context, event: Event) -> None:
    kinds = {
        "tag.created": wire.CreateExternalTag,
        "tag.updated": wire.UpdateExternalTag,
        "tag.deleted": wire.DeleteExternalTag,
    }
    data = event.data
    callback = kinds[event.name](
        id=data["id"], tag_type=data["tag_type"], strategy_id=data.get("strategy_id") or 0
    )
    await announce(ctx, event, callback)


@subscribe("tag.shuffled")
async def tags_shuffled(ctx: Context, event: Event) -> None:
    """Without an id the groups themselves were put in another order."""
    await announce(ctx, event, wire.ShuffleExternalTag(id=event.data.get("id") or ""))


@subscribe("member.created")
async def member_created(ctx: Context, event: Event) -> None:
    await announce(ctx, event, wire.CreateUser(**directory.member_fields(event.data)))


@subscribe("member.updated", "member.disabled", "member.enabled")
async def member_updated(ctx: Context, event: Event) -> None:
    fields = directory.member_fields(event.data)
    if len(fields) > 1:
        await announce(ctx, event, wire.UpdateUser(**fields))


@subscribe("member.deleted", "member.resigned")
async def member_deleted(ctx: Context, event: Event) -> None:
    await announce(ctx, event, wire.DeleteUser(user_id=event.data["userid"]))


@subscribe("department.created", "department.updated", "department.deleted")
async def department_changed(ctx: Context, event: Event) -> None:
    kinds: dict[str, type[CallbackEvent]] = {
        "department.created": wire.CreateParty,
        "department.updated": wire.UpdateParty,
        "department.deleted": wire.DeleteParty,
    }
    kind = kinds[event.name]
    await announce(ctx, event, kind(**directory.party_fields(event.data, kind)))


@subscribe("member_tag.changed")
async def member_tag_changed(ctx: Context, event: Event) -> None:
    await announce(ctx, event, wire.UpdateTag(**directory.tag_fields(event.data)))


@subscribe(
    "acquisition_link.opened", "acquisition_link.requested", "acquisition_link.unavailable",
    "acquisition_link.deleted",
)  # fmt: skip
async def acquisition_link_changed(ctx: Context, event: Event) -> None:
    """A link that an app made is told to that app alone."""
    state = event.data.get("state") or ""
    link_id = event.subject
    callback = {
        "acquisition_link.opened": links.OpenProfile(link_id=link_id, state=state),
        "acquisition_link.requested": links.FriendRequest(link_id=link_id, state=state),
        "acquisition_link.unavailable": links.LinkUnavailable(link_id=link_id),
        "acquisition_link.deleted": links.DeleteLink(link_id=link_id),
    }[event.name]
    await announce(ctx, event, callback, only_app=event.data["app_id"])


@subscribe("acquisition.chat_started")
async def acquisition_chat_started(ctx: Context, event: Event) -> None:
    callback = links.CustomerStartChat(**_who(event), link_id=event.data["link_id"])
    await announce(ctx, event, callback, only_app=event.data["app_id"])


@subscribe("acquisition.messages_received")
async def acquisition_messages_received(ctx: Context, event: Event) -> None:
    """The key is made here, so that no other log has it."""
    data = event.data
    key = await talking.new_chat_key(ctx, data["contact_id"], data["member_id"], data["received"])
    await announce(ctx, event, links.MessageFromCustomer(chat_key=key), only_app=data["app_id"])


@subscribe(
    "acquisition_quota.low", "acquisition_quota.exhausted", "acquisition_quota.increased",
    "acquisition_quota.ending",
)  # fmt: skip
async def acquisition_quota_changed(ctx: Context, event: Event) -> None:
    data = event.data
    callback = {
        "acquisition_quota.low": links.BalanceLow(),
        "acquisition_quota.exhausted": links.BalanceExhausted(),
        "acquisition_quota.increased": links.BalanceIncreased(),
        "acquisition_quota.ending": links.QuotaExpireSoon(
            expire_time=data.get("expires_at") or 0, expire_quota_num=data["balance"]
        ),
    }[event.name]
    await announce(ctx, event, callback)


@subscribe("group.created")
async def group_created(ctx: Context, event: Event) -> None:
    await announce(ctx, event, wire.CreateExternalChat(chat_id=event.data["chat_id"]))


@subscribe("group.dismissed")
async def group_dismissed(ctx: Context, event: Event) -> None:
    await announce(ctx, event, wire.DismissExternalChat(chat_id=event.data["chat_id"]))


@subscribe("group.member_joined", "group.member_left")
async def group_members_changed(ctx: Context, event: Event) -> None:
    """Who came or went, and the list of members before and after."""
    data = event.data
    callback = wire.UpdateExternalChat(
        chat_id=data["chat_id"],
        update_detail="add_member" if event.name == "group.member_joined" else "del_member",
        join_scene=data.get("join_scene", UNSET),
        quit_scene=data.get("quit_scene", UNSET),
        mem_change_cnt=len(data["members"]),
        mem_change_list={"Item": data["members"]},
        last_mem_ver=data["last_version"],
        cur_mem_ver=data["version"],
    )
    await announce(ctx, event, callback)


@subscribe("group.renamed", "group.owner_changed", "group.notice_changed")
async def group_changed(ctx: Context, event: Event) -> None:
    """Only what it was that changed."""
    detail = {
        "group.renamed": "change_name",
        "group.owner_changed": "change_owner",
        "group.notice_changed": "change_notice",
    }[event.name]
    callback = wire.UpdateExternalChat(chat_id=event.data["chat_id"], update_detail=detail)
    await announce(ctx, event, callback)
