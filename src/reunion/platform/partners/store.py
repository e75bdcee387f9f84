"""SQL on partners, their keepers and people; reads join member, contact, person and groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import asyncpg

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets
from reunion.platform.corps.model import picture_url
from reunion.platform.partners.model import (
    Keeper,
    Partner,
    PartnerCard,
    PartnerKind,
    PartnerPerson,
    PartnerRow,
)

_ROW = ", ".join(f"r.{name}" for name in PartnerRow.__struct_fields__)
_SHOWN = """
    r.id, r.kind, r.name, r.full_name, r.custom_id, r.note, r.created_at, r.created_by,
    (SELECT count(*) FROM partner_person p WHERE p.corp_id = $1 AND p.partner_id = r.id) AS people,
    (SELECT count(DISTINCT s.group_id) FROM partner_person p
     JOIN group_stay s ON s.corp_id = $1 AND s.principal_id = p.contact_id AND s.left_at IS NULL
     JOIN customer_group g ON g.corp_id = $1 AND g.id = s.group_id AND g.dismissed_at IS NULL
     WHERE p.corp_id = $1 AND p.partner_id = r.id) AS groups,
    (SELECT coalesce(array_agg(ARRAY[m.id::text, m.userid, m.name, (m.status = 'resigned')::text]
            ORDER BY m.name, m.id), '{}')
     FROM partner_keeper k JOIN member m ON m.corp_id = $1 AND m.id = k.member_id
     WHERE k.corp_id = $1 AND k.partner_id = r.id) AS keepers
"""
_WHERE = """
    r.corp_id = $1
    AND ($2 = '%%' OR lower(concat_ws(' ', r.name, r.full_name, r.custom_id)) LIKE $2)
    AND ($3::text IS NULL OR r.kind = $3)
    AND ($4::bigint[] IS NULL OR EXISTS (SELECT FROM partner_keeper k
         WHERE k.corp_id = $1 AND k.partner_id = r.id AND k.member_id = ANY($4::bigint[])))
"""
# Whether the member $4 may bring the person `p` of the partner `r` into a group: she is his contact, or
# he looks after the partner.
_REACHED = """(
    EXISTS (SELECT FROM partner_keeper k
        WHERE k.corp_id = $1 AND k.partner_id = r.id AND k.member_id = $4)
    OR EXISTS (SELECT FROM follow f WHERE f.corp_id = $1 AND f.contact_id = p.contact_id
        AND f.member_id = $4 AND f.state = 'active'))"""


def _partner(row: Any) -> Partner:
    keepers = [
        Keeper(int(member_id), userid, name, resigned == "true")
        for member_id, userid, name, resigned in row["keepers"]
    ]
    return Partner(**{**row, "keepers": keepers})


async def page(
    ctx: Context, q: str, kind: PartnerKind | None, keepers: Sequence[int] | None,
    after: tuple[str, int] | None, limit: int,
) -> list[Partner]:  # fmt: skip
    """By name; `keepers` None: whoever looks after them."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_SHOWN} FROM partner r WHERE {_WHERE}
              AND ($5::text IS NULL OR (lower(r.name), r.id) > ($5, $6))
            ORDER BY lower(r.name), r.id LIMIT $7""",
        ctx.corp_id, containing(q.lower()), kind, keepers, *(after or (None, None)), limit,
    )  # fmt: skip
    return [_partner(row) for row in rows]


async def total(
    ctx: Context, q: str, kind: PartnerKind | None, keepers: Sequence[int] | None
) -> int:
    """How many the same filter finds."""
    return await ctx.tx.fetchval(
        f"SELECT count(*) FROM partner r WHERE {_WHERE}",
        ctx.corp_id, containing(q.lower()), kind, keepers,
    )  # fmt: skip


async def one(ctx: Context, partner_id: int) -> Partner | None:
    """As the console has it."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_SHOWN} FROM partner r WHERE r.corp_id = $1 AND r.id = $2",
        ctx.corp_id, partner_id,
    )  # fmt: skip
    return _partner(row) if row else None


async def cards(ctx: Context, q: str, limit: int) -> list[PartnerCard]:
    """To choose from, by name."""
    rows = await ctx.tx.fetch(
        f"""SELECT r.id, r.kind, r.name, r.full_name FROM partner r WHERE {_WHERE}
            ORDER BY lower(r.name), r.id LIMIT $5""",
        ctx.corp_id, containing(q.lower()), None, None, limit,
    )  # fmt: skip
    return [PartnerCard(**row) for row in rows]


async def get(ctx: Context, partner_id: int, *, lock: bool = False) -> PartnerRow | None:
    """One; its people stay as many as they are while it is locked."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM partner r WHERE r.corp_id = $1 AND r.id = $2
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, partner_id,
    )  # fmt: skip
    return PartnerRow(**row) if row else None


async def by_slug(tx: Any, slug: str) -> PartnerRow | None:
    """Of an invitation's address. Global: nobody knows the corp yet."""
    row = await tx.fetchrow(f"SELECT {_ROW} FROM partner r WHERE r.slug = $1", slug)
    return PartnerRow(**row) if row else None


async def insert(ctx: Context, values: dict[str, Any]) -> PartnerRow | None:
    """None where the name or the number is taken."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO partner AS r (corp_id, created_at, created_by, {columns(values)})
            VALUES ($1, $2, $3, {places(values, 4)}) ON CONFLICT DO NOTHING RETURNING {_ROW}""",
        ctx.corp_id, ctx.now, ctx.actor.name, *values.values(),
    )  # fmt: skip
    return PartnerRow(**row) if row else None


async def update(ctx: Context, partner_id: int, values: dict[str, Any]) -> PartnerRow | None:
    """None where the name or the number is taken."""
    try:
        async with ctx.tx.transaction():
            row = await ctx.tx.fetchrow(
                f"""UPDATE partner AS r SET {sets(values, 3)} WHERE r.corp_id = $1 AND r.id = $2
                    RETURNING {_ROW}""",
                ctx.corp_id, partner_id, *values.values(),
            )  # fmt: skip
    except asyncpg.UniqueViolationError:
        return None
    return PartnerRow(**row)


async def has_number(ctx: Context, custom_id: str, but: int | None) -> bool:
    """Whether another one than `but` has this number of the company's own."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM partner WHERE corp_id = $1 AND custom_id = $2
               AND custom_id <> '' AND id IS DISTINCT FROM $3)""",
        ctx.corp_id, custom_id, but,
    )  # fmt: skip


async def delete(ctx: Context, partner_id: int) -> None:
    """With its keepers; it has no people."""
    await ctx.tx.execute(
        "DELETE FROM partner WHERE corp_id = $1 AND id = $2", ctx.corp_id, partner_id
    )


async def keepers(ctx: Context, partner_id: int) -> list[int]:
    """The members who look after it."""
    rows = await ctx.tx.fetch(
        "SELECT member_id FROM partner_keeper WHERE corp_id = $1 AND partner_id = $2",
        ctx.corp_id, partner_id,
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def set_keepers(ctx: Context, partner_id: int, member_ids: Sequence[int]) -> None:
    """These and nobody else."""
    await ctx.tx.execute(
        """DELETE FROM partner_keeper
           WHERE corp_id = $1 AND partner_id = $2 AND member_id <> ALL($3::bigint[])""",
        ctx.corp_id, partner_id, list(member_ids),
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO partner_keeper (corp_id, partner_id, member_id)
           SELECT $1, $2, * FROM unnest($3::bigint[]) ON CONFLICT DO NOTHING""",
        ctx.corp_id, partner_id, list(member_ids),
    )  # fmt: skip


async def keepers_with_room(ctx: Context, partner_id: int) -> list[int]:
    """Those who may have contacts, whoever has the fewest first."""
    rows = await ctx.tx.fetch(
        """SELECT m.id FROM partner_keeper k
           JOIN member m ON m.corp_id = $1 AND m.id = k.member_id AND m.can_contact
             AND m.status IN ('active', 'pending')
           LEFT JOIN member_load l ON l.corp_id = $1 AND l.member_id = m.id
           WHERE k.corp_id = $1 AND k.partner_id = $2
           ORDER BY coalesce(l.customers, 0), m.id""",
        ctx.corp_id, partner_id,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def person(ctx: Context, contact_id: int) -> tuple[PartnerRow, str] | None:
    """(partner, position) of a contact; the caller has the contact's lock."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW}, p.position FROM partner_person p
            JOIN partner r ON r.corp_id = $1 AND r.id = p.partner_id
            WHERE p.corp_id = $1 AND p.contact_id = $2""",
        ctx.corp_id, contact_id,
    )  # fmt: skip
    if row is None:
        return None
    found = dict(row)
    position = found.pop("position")
    return PartnerRow(**found), position


async def put_person(ctx: Context, contact_id: int, partner_id: int, position: str) -> None:
    """She works there from now on."""
    await ctx.tx.execute(
        """INSERT INTO partner_person AS p (corp_id, contact_id, partner_id, position, since, added_by)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (corp_id, contact_id) DO UPDATE SET partner_id = excluded.partner_id,
               position = excluded.position, added_by = excluded.added_by,
               since = CASE WHEN p.partner_id = excluded.partner_id THEN p.since
                       ELSE excluded.since END""",
        ctx.corp_id, contact_id, partner_id, position, ctx.now, ctx.actor.name,
    )  # fmt: skip


async def drop_person(ctx: Context, contact_id: int) -> None:
    """She works for none."""
    await ctx.tx.execute(
        "DELETE FROM partner_person WHERE corp_id = $1 AND contact_id = $2",
        ctx.corp_id, contact_id,
    )  # fmt: skip


async def people(
    ctx: Context, *, partner_id: int | None = None, kind: PartnerKind | None = None,
    reached_by: int | None = None, q: str = "", after: tuple[datetime, int] | None = None,
    limit: int,
) -> list[PartnerPerson]:  # fmt: skip
    """In the order of coming. `reached_by`: whom this member may bring into a group, his contacts and
    people of the partners that he looks after."""
    at, last = after or (None, None)
    rows = await ctx.tx.fetch(
        f"""SELECT p.contact_id, c.external_userid, n.name, n.avatar_media_id, p.position, r.id,
                  r.kind, r.name AS partner_name, r.full_name, p.since, p.added_by,
                  array(SELECT m.name FROM follow f
                        JOIN member m ON m.corp_id = $1 AND m.id = f.member_id
                        WHERE f.corp_id = $1 AND f.contact_id = p.contact_id AND f.state = 'active'
                        ORDER BY f.added_at, m.id) AS followed_by
           FROM partner_person p JOIN partner r ON r.corp_id = $1 AND r.id = p.partner_id
           JOIN contact c ON c.corp_id = $1 AND c.id = p.contact_id
           JOIN person n ON n.id = c.person_id
           WHERE p.corp_id = $1 AND ($2::bigint IS NULL OR p.partner_id = $2)
             AND ($3::text IS NULL OR r.kind = $3)
             AND ($4::bigint IS NULL OR {_REACHED})
             AND ($5 = '%%' OR lower(concat_ws(' ', n.name, p.position, r.name)) LIKE $5)
             AND ($6::timestamptz IS NULL OR (p.since, p.contact_id) > ($6, $7))
           ORDER BY p.since, p.contact_id LIMIT $8""",
        ctx.corp_id, partner_id, kind, reached_by, containing(q.lower()), at, last, limit,
    )  # fmt: skip
    return [
        PartnerPerson(
            row["contact_id"], row["external_userid"], row["name"],
            picture_url(row["avatar_media_id"]), row["position"],
            PartnerCard(row["id"], row["kind"], row["partner_name"], row["full_name"]),
            row["since"], row["added_by"], row["followed_by"],
        )
        for row in rows
    ]  # fmt: skip


async def reached(
    ctx: Context, member_id: int, kind: PartnerKind, contact_ids: Sequence[int]
) -> list[int]:
    """Those of these who work for a partner of this kind and whom this member may bring into a group,
    in their order."""
    rows = await ctx.tx.fetch(
        f"""SELECT p.contact_id FROM unnest($3::bigint[]) WITH ORDINALITY AS w (id, place)
            JOIN partner_person p ON p.corp_id = $1 AND p.contact_id = w.id
            JOIN partner r ON r.corp_id = $1 AND r.id = p.partner_id AND r.kind = $2
            WHERE {_REACHED} ORDER BY w.place""",
        ctx.corp_id, kind, list(contact_ids), member_id,
    )  # fmt: skip
    return [row["contact_id"] for row in rows]


async def kinds_of(ctx: Context, contact_ids: Sequence[int]) -> dict[int, PartnerKind]:
    """For which kind of partner these work, by contact; they do so until the transaction ends."""
    rows = await ctx.tx.fetch(
        """SELECT p.contact_id,
                  (SELECT r.kind FROM partner r WHERE r.corp_id = $1 AND r.id = p.partner_id) AS kind
           FROM partner_person p WHERE p.corp_id = $1 AND p.contact_id = ANY($2::bigint[])
           ORDER BY p.contact_id FOR SHARE""",
        ctx.corp_id, list(contact_ids),
    )  # fmt: skip
    return {row["contact_id"]: row["kind"] for row in rows}
