"""通讯录 in the customer's app: members of any number of companies. Paths name the member alone."""

from litestar import delete, get, patch, post

from reunion.core.context import Context
from reunion.platform.contacts import app_reads, service
from reunion.platform.contacts.app_model import (
    Added,
    AppContact,
    AppContacts,
    Application,
    ContactChange,
)
from reunion.platform.contacts.model import Arrival, FollowRow
from reunion.platform.contacts.refusals import NotFollowed
from reunion.surfaces.access import Caller, allow

_CUSTOMER = allow("customer")


@get("/api/app/contacts", opt=_CUSTOMER)
async def list_contacts(ctx: Context, caller: Caller) -> AppContacts:
    """By pinyin of the remark or the name."""
    return AppContacts(await app_reads.contacts(ctx.tx, caller.principal_id))


@get("/api/app/contacts/{member_id:int}", opt=_CUSTOMER)
async def get_contact(ctx: Context, caller: Caller, member_id: int) -> AppContact:
    """One member, also one whom I have deleted."""
    return await app_reads.contact(ctx.tx, caller.principal_id, member_id)


@patch("/api/app/contacts/{member_id:int}", opt=_CUSTOMER)
async def edit_contact(
    ctx: Context, caller: Caller, member_id: int, data: ContactChange
) -> AppContact:
    """备注、屏蔽 What I call the member, and whether he may write to me."""
    here, row = await _follow(ctx, caller, member_id)
    if data.remark is not None:
        await service.name_member(here, row.contact_id, member_id, data.remark)
    if data.blocked is not None:
        await service.block(here, row.contact_id, member_id, blocked=data.blocked)
    return await app_reads.contact(ctx.tx, caller.principal_id, member_id)


@delete("/api/app/contacts/{member_id:int}", opt=_CUSTOMER)
async def delete_contact(ctx: Context, caller: Caller, member_id: int) -> None:
    """删除好友 Also takes back a request that was not accepted yet."""
    here, row = await _follow(ctx, caller, member_id)
    await service.delete_by_customer(here, row.contact_id, member_id)


@post("/api/app/contacts/{member_id:int}/add", status_code=200, opt=_CUSTOMER)
async def add_again(
    ctx: Context, caller: Caller, member_id: int, data: Application | None = None
) -> Added:
    """重新添加 At once if I had deleted the member; a request if he had deleted me."""
    here, row = await _follow(ctx, caller, member_id)
    arrival = Arrival(
        add_way=row.add_way,
        state=row.source_state,
        contact_way_id=row.contact_way_id,
        apply_text=data.apply_text.strip() if data else "",
    )
    addition = await service.add(here, caller.principal_id, member_id, arrival, confirm=True)
    return await app_reads.added(here, caller.principal_id, addition)


async def _follow(ctx: Context, caller: Caller, member_id: int) -> tuple[Context, FollowRow]:
    here = await app_reads.inside(ctx, member_id)
    row = await service.follow_of_person(here, caller.principal_id, member_id)
    if row is None:
        raise NotFollowed()
    return here, row


routes = [list_contacts, get_contact, edit_contact, delete_contact, add_again]
