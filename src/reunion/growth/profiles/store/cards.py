"""SQL for lists of people."""

from collections.abc import Iterable, Sequence
from typing import Any

from reunion.core.context import Context
from reunion.growth.profiles.model import Card
from reunion.growth.profiles.store import tags as tag_store


async def externals(ctx: Context, nos: Iterable[int]) -> dict[int, str]:
    """By the numbers asked."""
    # each is looked up by her key: a join may read everybody's for the few who are asked for
    rows = await ctx.tx.fetch(
        """SELECT p.profile_no, (
               SELECT i.value FROM profile_identity i
               WHERE i.corp_id = $1 AND i.kind = 'external_userid'
                 AND i.profile_no = coalesce(p.merged_into, p.profile_no)) AS value
           FROM profile p WHERE p.corp_id = $1 AND p.profile_no = ANY($2)""",
        ctx.corp_id, list(nos),
    )  # fmt: skip
    return {row["profile_no"]: row["value"] for row in rows if row["value"] is not None}


async def cards(ctx: Context, nos: Sequence[int]) -> list[Card]:
    """In the order asked; none of them erased."""
    rows = await ctx.tx.fetch(
        """SELECT p.profile_no, p.name, p.avatar, p.gender, p.birthday, p.city, p.tags, p.known_since,
                  i.value AS external_userid
           FROM unnest($2::int[]) WITH ORDINALITY AS asked (no, place)
           JOIN profile p ON p.corp_id = $1 AND p.profile_no = asked.no
           LEFT JOIN profile_identity i ON i.corp_id = $1 AND i.kind = 'external_userid'
                AND i.profile_no = p.profile_no
           ORDER BY place""",
        ctx.corp_id, list(nos),
    )  # fmt: skip
    known = await tag_store.shown(ctx, {no for row in rows for no in row["tags"]})
    return [_card(row, known) for row in rows]


def _card(row: Any, known: Any) -> Card:
    birthday = row["birthday"]
    return Card(
        row["profile_no"], row["name"], row["avatar"], row["gender"],
        birthday.isoformat() if birthday else None, row["city"], row["external_userid"],
        [known[no] for no in row["tags"]], row["known_since"],
    )  # fmt: skip
