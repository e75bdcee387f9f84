"""Partner companies: made, changed, shown and deleted; and what groups ask of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.folding import one_line
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.directory import service as directory
from reunion.platform.partners import store
from reunion.platform.partners.model import (
    Partner,
    PartnerCard,
    PartnerDraft,
    PartnerInvitation,
    PartnerKind,
    PartnerPerson,
    PartnerRow,
)
from reunion.platform.partners.refusals import (
    KeepersUnfit,
    PartnerHasPeople,
    PartnerTaken,
    PartnerUnknown,
)

_SLUG_LENGTH = 16
_CHOICE = 50


async def page(
    ctx: Context, *, q: str, kind: PartnerKind | None, keepers: Sequence[int] | None,
    cursor: str | None, limit: int,
) -> Page[Partner]:  # fmt: skip
    """By name, with the sum of all pages."""
    after = decode_cursor(cursor, tuple[str, int]) if cursor else None
    found = await store.page(ctx, q.strip(), kind, keepers, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    next_cursor = encode_cursor(found[-1].name.lower(), found[-1].id) if more else None
    return Page(found, next_cursor, await store.total(ctx, q.strip(), kind, keepers))


async def get(ctx: Context, partner_id: int) -> Partner:
    """Raises PartnerUnknown."""
    found = await store.one(ctx, partner_id)
    if found is None:
        raise PartnerUnknown
    return found


async def require(ctx: Context, partner_id: int, *, lock: bool = False) -> PartnerRow:
    """Raises PartnerUnknown."""
    found = await store.get(ctx, partner_id, lock=lock)
    if found is None:
        raise PartnerUnknown
    return found


async def choices(ctx: Context, q: str) -> list[PartnerCard]:
    """Partners to choose from."""
    return await store.cards(ctx, q.strip(), _CHOICE)


async def create(
    ctx: Context, kind: PartnerKind, draft: PartnerDraft, within: Sequence[int] | None = None
) -> Partner:
    """新增; `within`: members whom the administrator may name. Raises Invalid, KeepersUnfit,
    MemberNotFound, PartnerTaken."""
    member_ids = await _keepers(ctx, draft, within, [])
    values = _values(draft) | {"kind": kind, "slug": ids.alphanumeric(_SLUG_LENGTH)}
    made = await store.insert(ctx, values)
    if made is None:
        raise await _taken(ctx, values, None)
    await store.set_keepers(ctx, made.id, member_ids)
    await _announce(ctx, made, "partner.created")
    return await get(ctx, made.id)


async def change(
    ctx: Context, partner_id: int, draft: PartnerDraft, within: Sequence[int] | None = None
) -> Partner:
    """All of it anew; its kind stays. Raises PartnerUnknown, and what `create` raises."""
    row = await require(ctx, partner_id, lock=True)
    member_ids = await _keepers(ctx, draft, within, await store.keepers(ctx, partner_id))
    values = _values(draft)
    changed = await store.update(ctx, row.id, values)
    if changed is None:
        raise await _taken(ctx, values, row.id)
    await store.set_keepers(ctx, row.id, member_ids)
    await _announce(ctx, changed, "partner.changed")
    return await get(ctx, row.id)


async def renew_invitation(ctx: Context, partner_id: int) -> PartnerRow:
    """换一个邀请链接: the old address ends. Raises PartnerUnknown."""
    await require(ctx, partner_id, lock=True)
    row = await store.update(ctx, partner_id, {"slug": ids.alphanumeric(_SLUG_LENGTH)})
    if row is None:
        raise RuntimeError("a random id was met twice")
    await _announce(ctx, row, "partner.invitation_renewed")
    return row


async def delete(ctx: Context, partner_id: int) -> None:
    """Raises PartnerUnknown, PartnerHasPeople."""
    row = await require(ctx, partner_id, lock=True)
    people = (await get(ctx, partner_id)).people
    if people:
        raise PartnerHasPeople(people=people)
    await store.delete(ctx, partner_id)
    await _announce(ctx, row, "partner.deleted")


def invitation(row: PartnerRow, public_url: str) -> PartnerInvitation:
    """Its address."""
    url = landing_url(public_url, row.slug)
    return PartnerInvitation(url, f"{url}.svg", f"{url}.png")


def landing_url(public_url: str, slug: str) -> str:
    """What the invitation's picture says."""
    return f"{public_url}/p/{slug}"


async def people(
    ctx: Context, partner_id: int, *, q: str, cursor: str | None, limit: int
) -> Page[PartnerPerson]:
    """Its people, in the order of coming. Raises PartnerUnknown."""
    await require(ctx, partner_id)
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await store.people(
        ctx, partner_id=partner_id, q=q.strip(), after=after, limit=limit + 1
    )
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].since, found[-1].contact_id) if more else None)


async def reached_by(
    ctx: Context, member_id: int, kind: PartnerKind, *, q: str = "", limit: int = 200
) -> list[PartnerPerson]:
    """Whom this member may bring into a group of this kind: his contacts, and everybody of the
    partners that he looks after."""
    return await store.people(ctx, kind=kind, reached_by=member_id, q=q.strip(), limit=limit)


async def reached(
    ctx: Context, member_id: int, kind: PartnerKind, contact_ids: Sequence[int]
) -> list[int]:
    """Those of these whom `reached_by` has, in their order."""
    return await store.reached(ctx, member_id, kind, contact_ids)


async def kinds_of(ctx: Context, contact_ids: Sequence[int]) -> dict[int, PartnerKind]:
    """Of which kind the partners are that these work for, by contact; nobody takes that back before
    the transaction ends."""
    return await store.kinds_of(ctx, contact_ids)


async def _keepers(
    ctx: Context, draft: PartnerDraft, within: Sequence[int] | None, before: Sequence[int]
) -> list[int]:
    """A scoped administrator names members of his departments and leaves others as they are."""
    named = await directory.require_all(ctx, list(dict.fromkeys(draft.keepers)))
    working = [one.id for one in named if one.status in ("active", "pending")]
    gone = [one for one in named if one.id not in working and one.id not in before]
    if within is None:
        if gone:
            raise KeepersUnfit
        return [one.id for one in named]
    mine = [one for one in working if one in within]
    if gone or not mine or any(one.id not in (*within, *before) for one in named):
        raise KeepersUnfit
    return [*mine, *(one for one in before if one not in within)]


def _values(draft: PartnerDraft) -> dict[str, Any]:
    cleaned = {name: one_line(getattr(draft, name)) for name in ("name", "full_name", "custom_id")}
    if not cleaned["name"]:
        raise Invalid(name=Text("请填写企业简称", "give it a name"))
    cleaned["full_name"] = cleaned["full_name"] or cleaned["name"]
    return cleaned | {"note": draft.note.replace("\x00", "").strip()}


async def _taken(ctx: Context, values: dict[str, Any], partner_id: int | None) -> PartnerTaken:
    """By which of the two: its name, or its number."""
    numbered = await store.has_number(ctx, values["custom_id"], partner_id)
    return PartnerTaken().at("custom_id" if numbered else "name")


async def _announce(ctx: Context, row: PartnerRow, name: str) -> None:
    data = {"id": row.id, "kind": row.kind, "name": row.name, "full_name": row.full_name}
    await outbox.append(ctx, name, subject=row.name, key=f"partner:{row.id}", data=data)
