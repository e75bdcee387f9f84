"""Who works for a partner: said by a member or an administrator, by herself behind an invitation, and
taken back."""

from collections.abc import Sequence

from reunion import outbox
from reunion.core.context import Context
from reunion.core.folding import one_line
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import BY_CODE, Addition, Arrival
from reunion.platform.contacts.refusals import CorpFull, MemberCannotContact, MemberFull
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import card
from reunion.platform.partners import store
from reunion.platform.partners.model import (
    InvitationCard,
    PartnerCard,
    PartnerJoined,
    PartnerRow,
    PartnerTalk,
)
from reunion.platform.partners.refusals import InvitationUnknown, NotOfAPartner, WorksElsewhere
from reunion.platform.partners.service import require
from reunion.platform.people import service as people


async def employ(ctx: Context, contact_id: int, partner_id: int, position: str) -> None:
    """A contact works there from now on, wherever she did before. Raises PartnerUnknown."""
    await contacts.lock_contacts(ctx, [contact_id])
    await _put(ctx, contact_id, await require(ctx, partner_id, lock=True), position)


async def release(ctx: Context, contact_id: int) -> None:
    """She works for no partner any more, and is in no group of its kind. Raises NotOfAPartner."""
    await contacts.lock_contacts(ctx, [contact_id])
    found = await store.person(ctx, contact_id)
    if found is None:
        raise NotOfAPartner
    await store.drop_person(ctx, contact_id)
    await _announce(ctx, contact_id, "partner.person_left", found[0], found[1])
    await contacts.call_followers(ctx, contact_id)


async def leave_all(ctx: Context, person_id: int) -> None:
    """A closed account works for nobody."""
    for corp_id, contact_id in await contacts.contact_ids_of_person(ctx.tx, person_id):
        here = ctx.in_corp(corp_id)
        if await store.person(here, contact_id) is not None:
            await release(here, contact_id)


async def find(ctx: Context, slug: str) -> tuple[Context, PartnerRow]:
    """The partner of an invitation, and the context inside its corp; raises InvitationUnknown."""
    row = await store.by_slug(ctx.tx, slug)
    if row is None:
        raise InvitationUnknown
    return ctx.in_corp(row.corp_id), row


async def show(ctx: Context, slug: str, person_id: int | None, language: str) -> InvitationCard:
    """The page behind an invitation; raises InvitationUnknown."""
    here, row = await find(ctx, slug)
    name, position, already, reason = "", "", None, None
    if person_id is not None:
        name = (await people.get(ctx.tx, person_id)).name
        contact_id = await contacts.find_known(here, person_id)
        works = await store.person(here, contact_id) if contact_id is not None else None
        if contact_id is not None and works is not None and works[0].id == row.id:
            position = works[1]
            met = await _met(here, await store.keepers_with_room(here, row.id), contact_id)
            already = PartnerTalk(met.conversation_id if met else None)
        elif works is not None:
            reason = WorksElsewhere(partner=works[0].name).text(language)
    return InvitationCard(
        slug, PartnerCard(row.id, row.kind, row.name, row.full_name), card(await corps.require(here)),
        name, position, already, reason,
    )  # fmt: skip


async def accept(ctx: Context, slug: str, person_id: int, position: str) -> PartnerJoined:
    """A signed-in person says that she works there, and becomes a contact of the member who looks
    after the fewest. Again changes her position. Raises InvitationUnknown, WorksElsewhere."""
    here, row = await find(ctx, slug)
    contact_id = await contacts.known_as(here, person_id)
    works = await store.person(here, contact_id)
    if works is not None and works[0].id != row.id:
        raise WorksElsewhere(partner=works[0].name)
    await _put(here, contact_id, await require(here, row.id, lock=True), position)
    added = await _meet(here, row, person_id, contact_id)
    return PartnerJoined(added.conversation_id if added else None, works is not None)


async def _met(ctx: Context, member_ids: Sequence[int], contact_id: int) -> Addition | None:
    for member_id in member_ids:
        follow = await contacts.find_follow(ctx, contact_id, member_id)
        if follow is not None and follow.state == "active":
            return Addition(contact_id, member_id, "active", follow.conversation_id, new=False)
    return None


async def _meet(ctx: Context, row: PartnerRow, person_id: int, contact_id: int) -> Addition | None:
    keepers = await store.keepers_with_room(ctx, row.id)
    if (met := await _met(ctx, keepers, contact_id)) is not None:
        return met
    for member_id in keepers:
        try:
            async with ctx.tx.transaction():
                return await contacts.add(ctx, person_id, member_id, Arrival(add_way=BY_CODE))
        except (MemberFull, CorpFull, MemberCannotContact):
            continue
    return None


async def _put(ctx: Context, contact_id: int, row: PartnerRow, position: str) -> None:
    position = one_line(position)
    before = await store.person(ctx, contact_id)
    if before is not None and (before[0].id, before[1]) == (row.id, position):
        return
    await store.put_person(ctx, contact_id, row.id, position)
    same = before is not None and before[0].id == row.id
    if before is not None and not same:
        await _announce(ctx, contact_id, "partner.person_left", before[0], before[1])
    name = "partner.person_changed" if same else "partner.person_joined"
    await _announce(ctx, contact_id, name, row, position)
    await contacts.call_followers(ctx, contact_id)


async def _announce(
    ctx: Context, contact_id: int, name: str, row: PartnerRow, position: str
) -> None:
    data = {
        "contact_id": contact_id, "partner_id": row.id, "kind": row.kind, "partner": row.name,
        "position": position,
    }  # fmt: skip
    subject = await contacts.wire_id_of(ctx, contact_id)
    await outbox.append(ctx, name, subject=subject, key=str(contact_id), data=data)
