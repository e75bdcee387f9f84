"""What other modules may ask of contacts. The verbs live in adding, parting and remarks."""

from datetime import datetime
from typing import Any

from reunion import realtime
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.contacts.adding import accept, add, ignore, open_temporary
from reunion.platform.contacts.handing import (
    earlier,
    free_count,
    hand_over,
    hand_to,
    ids_of,
    lock_contacts,
    lock_of_member,
    next_of,
    rooms,
)
from reunion.platform.contacts.model import (
    WECHAT,
    Contact,
    Customer,
    CustomerCard,
    CustomerDetail,
    CustomerFilter,
    Follow,
    FollowRow,
    FollowTag,
    MemberFacts,
    Source,
    masked,
    shown_name,
)
from reunion.platform.contacts.parting import (
    block,
    delete_by_customer,
    delete_by_member,
    end_temporary,
    leave,
    name_member,
    rename_everywhere,
    unassign_all,
)
from reunion.platform.contacts.refusals import ContactUnknown, MemberUnknown, NotFollowed
from reunion.platform.contacts.remarks import mark, mark_many, remark
from reunion.platform.contacts.store import app, bulk, follows, lists, load, marks
from reunion.platform.contacts.store.lists import ListRow
from reunion.platform.corps.model import picture_url
from reunion.wecom.add_ways import ADD_WAYS

__all__ = [
    "accept", "add", "block", "call_followers", "card", "contact_ids_of_person", "conversations_of", "count",
    "customer", "customers",
    "delete_by_customer", "delete_by_member", "detail", "earlier", "end_temporary",
    "expired_temporary", "find", "find_follow", "follow_of_person", "free_count", "hand_over",
    "hand_to", "ids_of", "ignore", "known_as", "leave", "load_of", "lock_contacts", "lock_of_member",
    "mark", "mark_many", "member", "name_member", "next_of", "open_temporary", "remark", "rename_everywhere",
    "require_contact", "require_member", "require_visible", "rooms", "sources",
    "unassign_all", "wire_id_of",
]  # fmt: skip


async def customers(
    ctx: Context,
    wanted: CustomerFilter,
    *,
    cursor: str | None,
    limit: int,
    language: str = "zh",
    count: bool = True,
) -> Page[Customer]:
    """One page of follows with their customers; the total counts all pages."""
    after = None
    if cursor and wanted.sort == "name":
        after = decode_cursor(cursor, tuple[str, int, int])
    elif cursor:
        after = decode_cursor(cursor, tuple[datetime, int, int])
    rows = await lists.page(ctx, wanted, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    total = await lists.total(ctx, wanted) if count else None
    next_cursor = None
    if more:
        last = rows[-1]
        key = last.name_key if wanted.sort == "name" else last.since
        next_cursor = encode_cursor(key, last.contact_id, last.member_id)
    return Page(await shown(ctx, rows, language), next_cursor, total)


async def count(ctx: Context, wanted: CustomerFilter) -> int:
    """How many follows the filter matches."""
    return await lists.total(ctx, wanted)


async def shown(ctx: Context, rows: list[ListRow], language: str) -> list[Customer]:
    """Rows as customers, with their tags and who is online; `language` is "zh" or "en"."""
    tags: dict[tuple[int, int], list[FollowTag]] = {}
    pairs = [(row.contact_id, row.member_id) for row in rows]
    for contact_id, member_id, wire_id, name, group in await marks.of_follows(ctx, pairs):
        tags.setdefault((contact_id, member_id), []).append(FollowTag(wire_id, name, group))
    online = realtime.online(row.person_id for row in rows)
    return [
        Customer(
            contact_id=row.contact_id,
            external_userid=row.external_userid,
            name=shown_name(row.name),
            gender=row.gender,
            avatar_url=picture_url(row.avatar_media_id),
            corp_name=row.employment.name if row.employment else WECHAT,
            follow=_follow(row, tags.get((row.contact_id, row.member_id), []), language),
            conversation_id=row.conversation_id,
            online=row.person_id in online,
            employment=row.employment,
        )
        for row in rows
    ]


def _follow(row: ListRow, tags: list[FollowTag], language: str) -> Follow:
    return Follow(
        member_id=row.member_id,
        userid=row.userid,
        member_name=row.member_name,
        state=row.state,
        blocked_by_customer=row.blocked_by_customer,
        remark=row.remark,
        description=row.description,
        company=row.remark_company,
        mobiles=row.remark_mobiles,
        tags=tags,
        add_way=row.add_way,
        add_way_name=ADD_WAYS.get(row.add_way, ADD_WAYS[0]).said(language),
        source_state=row.source_state,
        source_name=row.source_name or row.source_state,
        apply_text=row.apply_text,
        requested_at=row.requested_at,
        added_at=row.added_at,
        handing=row.handing,
    )


async def customer(ctx: Context, contact_id: int, member_id: int, language: str = "zh") -> Customer:
    """One customer of one member, in any state; raises NotFollowed."""
    row = await lists.one(ctx, contact_id, member_id)
    if row is None or row.state == "temporary":
        raise NotFollowed()
    return (await shown(ctx, [row], language))[0]


async def card(ctx: Context, contact_id: int, member_id: int, language: str = "zh") -> CustomerCard:
    """The card beside the chat; raises NotFollowed."""
    one = await customer(ctx, contact_id, member_id, language)
    others = await lists.others(ctx, contact_id, member_id)
    return CustomerCard(
        contact_id=one.contact_id,
        external_userid=one.external_userid,
        name=one.name,
        gender=one.gender,
        avatar_url=one.avatar_url,
        corp_name=one.corp_name,
        follow=one.follow,
        conversation_id=one.conversation_id,
        online=one.online,
        others=others,
        employment=one.employment,
    )


async def detail(ctx: Context, external_userid: str, language: str = "zh") -> CustomerDetail:
    """A customer with all followers, for headquarters; raises ContactUnknown."""
    found = await lists.contacts(ctx, external_userid=external_userid)
    if not found:
        raise ContactUnknown()
    contact = found[0]
    rows = await lists.of_contact(ctx, contact.id)
    return CustomerDetail(
        Contact(
            external_userid=contact.external_userid,
            name=shown_name(contact.name),
            gender=contact.gender,
            avatar_url=picture_url(contact.avatar_media_id),
            created_at=contact.created_at,
            phone_masked=masked((contact.phone or "").removeprefix("+86")),
            employment=contact.employment,
        ),
        [one.follow for one in await shown(ctx, rows, language)],
    )


async def conversations_of(ctx: Context, external_userid: str) -> list[int]:
    """Where a customer talks with any of the members; raises ContactUnknown."""
    rows = await lists.of_contact(ctx, await require_contact(ctx, external_userid))
    return [row.conversation_id for row in rows if row.conversation_id is not None]


async def find(ctx: Context, member_id: int, q: str, limit: int) -> list[Customer]:
    """The member's own customers that match, for jumping to one."""
    wanted = CustomerFilter(member_id=member_id, q=q)
    return (await customers(ctx, wanted, cursor=None, limit=limit, count=False)).items


async def find_follow(ctx: Context, contact_id: int, member_id: int) -> FollowRow | None:
    """One follow in any state, without a lock."""
    return await follows.find(ctx, contact_id, member_id)


async def follow_of_person(ctx: Context, person_id: int, member_id: int) -> FollowRow | None:
    """The same by the customer's account."""
    return await follows.of_person(ctx, person_id, member_id)


async def expired_temporary(ctx: Context) -> list[tuple[int, int]]:
    """(contact, member) of the temporary chats whose time is over."""
    return await follows.expired_temporary(ctx)


async def sources(ctx: Context, scope: tuple[int, ...] | None) -> list[Source]:
    """Where active customers came from, by `state`; with a scope those of its departments."""
    return await lists.sources(ctx, scope)


async def load_of(ctx: Context, member_id: int) -> tuple[int, int]:
    """How many customers a member has, and may have."""
    return await load.of_member(ctx, member_id)


async def member(ctx: Context, member_id: int) -> MemberFacts | None:
    """A member and whether he may have customers."""
    return await follows.member_facts(ctx, member_id)


async def require_member(ctx: Context, userid: str) -> MemberFacts:
    """A member by userid; raises MemberUnknown."""
    found = await follows.member_by_userid(ctx, userid)
    if found is None:
        raise MemberUnknown(userid=userid)
    return found


async def require_contact(ctx: Context, external_userid: str) -> int:
    """A contact's key by wire id; raises ContactUnknown."""
    found = await follows.contact_by_wire_id(ctx, external_userid)
    if found is None:
        raise ContactUnknown()
    return found


async def require_visible(ctx: Context, external_userid: str, scope: tuple[int, ...] | None) -> int:
    """The same, where somebody in the scope has or had the customer; raises ContactUnknown."""
    found = await require_contact(ctx, external_userid)
    if scope is not None and not await bulk.visible(ctx, [external_userid], scope):
        raise ContactUnknown()
    return found


async def known_to(ctx: Context, member_id: int) -> list[int]:
    """Everybody whom a member has or had."""
    return await follows.known_to(ctx, member_id)


async def called(ctx: Context, contact_ids: list[int]) -> dict[int, tuple[str, str]]:
    """The external_userid and the own name of these contacts."""
    return await follows.called(ctx, contact_ids)


async def known_as(ctx: Context, person_id: int) -> int:
    """The person's contact in this corp, made at the first meeting, though nobody's customer yet. Its
    row stays locked, so that what one customer does comes one after another."""
    return await follows.contact_of(ctx, person_id)


async def find_known(ctx: Context, person_id: int) -> int | None:
    """What `known_as` would answer; None where the person has not met this corp."""
    return await follows.find_contact(ctx, person_id)


async def call_followers(ctx: Context, contact_id: int) -> None:
    """The customer has changed what her card shows: the clients of all who have her pull it."""
    members = await follows.mark_changed(ctx, contact_id)
    await realtime.notify(ctx, members, {"type": "changed", "what": "contacts"})


async def wire_id_of(ctx: Context, contact_id: int) -> str:
    """The wire id of a contact; raises ContactUnknown."""
    found = await lists.contacts(ctx, ids=[contact_id])
    if not found:
        raise ContactUnknown()
    return found[0].external_userid


async def contact_ids_of_person(tx: Any, person_id: int) -> list[tuple[int, int]]:
    """(corp, contact) of a person in every corp."""
    return await app.contact_ids(tx, person_id)
