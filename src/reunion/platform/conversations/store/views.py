"""Conversations as one account sees them: a page of the list, one, or all that changed.

Global: `account_id` with `corp_id` 0 is a customer, whose conversations lie in several corps; every
query starts from the participants of that account and takes the corp of each from there.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import containing
from reunion.platform.conversations.model import (
    SHOWN_PARTICIPANTS,
    UNREAD_CAP,
    Conversation,
    Message,
    Participant,
    PartyKind,
)
from reunion.platform.corps.model import CorpCard, picture_url

Place = tuple[bool, datetime, int]
"""Where a page of the list ends: pinned, last_at, id."""

_MINE = """
    SELECT c.corp_id, c.id, c.kind, c.title, c.last_seq, c.last_at, p.principal_id AS me,
           p.kind = 'member' AS staff,
           c.closed ->> p.principal_id::text AS closed, p.read_seq, p.muted, p.pinned,
           c.owner_id, p.from_seq, p.leads, p.hidden_seq >= c.last_seq AS hidden
    FROM participant p
    JOIN conversation c ON c.corp_id = p.corp_id AND c.id = p.conversation_id
    WHERE p.account_id = $1 AND ($2::bigint = 0 OR p.corp_id = $2)
"""
_UNREAD = """
    SELECT 1 FROM message m
    WHERE m.corp_id = x.corp_id AND m.conversation_id = x.id AND m.seq > x.read_seq
      AND m.sender_id <> x.me AND m.kind NOT IN ('recall', 'system') AND m.recalled_at IS NULL
"""
_FOR_ME = """
    m.kind = 'text' AND ((m.content ->> 'at_all')::boolean IS TRUE
        OR (m.content -> 'at')::jsonb @> to_jsonb(x.me))
"""
_FULL = f"""
    SELECT x.*, (SELECT count(*) FROM ({_UNREAD} LIMIT {UNREAD_CAP}) AS u) AS unread,
           x.kind IN ('room', 'group') AND x.last_seq > x.read_seq
               AND EXISTS ({_UNREAD} AND {_FOR_ME}) AS mentioned,
           (SELECT count(*) FROM participant n
            WHERE n.corp_id = x.corp_id AND n.conversation_id = x.id) AS member_count,
           k.wire_id, k.name AS corp_name, k.full_name, k.logo_media_id, k.verified,
           m.seq, m.sender_id, m.client_id, m.kind AS message_kind, m.content::text AS content,
           m.reply_to, m.sent_at, m.recalled_at
    FROM page x
    JOIN corp k ON k.id = x.corp_id
    LEFT JOIN LATERAL (
        SELECT * FROM message m
        WHERE m.corp_id = x.corp_id AND m.conversation_id = x.id AND m.kind <> 'recall'
          AND m.seq > x.from_seq
        ORDER BY m.seq DESC LIMIT 1) m ON true
    ORDER BY x.pinned DESC, x.last_at DESC, x.id DESC
"""
_FILTER = """
    ($3 = 'all' OR kind = $3 OR ($3 = 'unread' AND last_seq > read_seq AND EXISTS ({unread})))
    AND ($4::text = '' OR (corp_id, id) IN ({named}))
    AND (NOT hidden OR $4 <> '')
    AND ($5::boolean IS NULL OR (pinned, last_at, id) < ($5, $6, $7))
"""
# A staff member finds a customer by his remark too; a customer finds staff by his own remark.
_NAMED = """
    SELECT y.corp_id, y.conversation_id FROM participant y
    LEFT JOIN member b ON y.kind = 'member' AND b.corp_id = y.corp_id AND b.id = y.principal_id
    LEFT JOIN contact t ON y.kind = 'contact' AND t.corp_id = y.corp_id AND t.id = y.principal_id
    LEFT JOIN person r ON r.id = t.person_id
    LEFT JOIN follow f ON f.corp_id = y.corp_id
        AND (f.contact_id, f.member_id) IN ((y.principal_id, x.me), (x.me, y.principal_id))
    WHERE y.corp_id = x.corp_id AND y.conversation_id = x.id AND y.principal_id <> x.me
      AND (x.title ILIKE $4 OR concat_ws(' ', b.name, b.alias, b.userid, b.name_pinyin, r.name,
           CASE WHEN t.id IS NULL THEN f.remark_by_customer ELSE f.remark END) ILIKE $4)
"""


async def here(tx: Any) -> tuple[str, int]:
    """(name of this database, its oldest transaction that is still open), for cursors of sync."""
    row = await tx.fetchrow(
        """SELECT (SELECT system_identifier FROM pg_control_system()) AS cluster,
                  (SELECT oid FROM pg_database WHERE datname = current_database())::bigint AS base,
                  pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest"""
    )
    return f"{row['cluster']:x}-{row['base']:x}", row["oldest"]


async def page(
    ctx: Context, account_id: int, *, show: str, name: str,
    after: Place | None, limit: int,
) -> list[Conversation]:  # fmt: skip
    """Pinned ones first, then the newest. `show`: all, unread, or a kind."""
    where = _FILTER.format(unread=_UNREAD, named=_NAMED)
    pattern = containing(name) if name else ""
    pinned, last_at, last_id = after or (None, None, None)
    rows = await ctx.tx.fetch(
        f"""WITH page AS MATERIALIZED (
                SELECT x.* FROM ({_MINE}) AS x WHERE {where}
                ORDER BY x.pinned DESC, x.last_at DESC, x.id DESC LIMIT $8)
            {_FULL}""",
        account_id, ctx.corp_id, show, pattern, pinned, last_at, last_id, limit,
    )  # fmt: skip
    return await _shown(ctx, rows)


async def changed_since(
    ctx: Context, account_id: int, since: int, limit: int
) -> list[Conversation]:
    """All that changed in a transaction at or after `since`, hidden ones too."""
    rows = await ctx.tx.fetch(
        f"""WITH page AS MATERIALIZED (
                {_MINE} AND (c.changed >= $3::xid8 OR p.changed >= $3::xid8)
                ORDER BY c.last_at DESC LIMIT $4)
            {_FULL}""",
        account_id, ctx.corp_id, str(since), limit,
    )  # fmt: skip
    return await _shown(ctx, rows)


async def one(ctx: Context, account_id: int, conversation_id: int) -> Conversation | None:
    """One of this account's."""
    found = await several(ctx, account_id, [conversation_id])
    return found[0] if found else None


async def several(
    ctx: Context, account_id: int, conversation_ids: Sequence[int]
) -> list[Conversation]:
    """Those of these that are this account's."""
    rows = await ctx.tx.fetch(
        f"""WITH page AS MATERIALIZED ({_MINE} AND c.id = ANY($3::bigint[])) {_FULL}""",
        account_id, ctx.corp_id, conversation_ids,
    )  # fmt: skip
    return await _shown(ctx, rows)


async def _shown(ctx: Context, rows: Sequence[Any]) -> list[Conversation]:
    if not rows:
        return []
    sides = await _sides(ctx, rows)
    return [_conversation(row, sides.get(row["id"], [])) for row in rows]


async def _sides(ctx: Context, rows: Sequence[Any]) -> dict[int, list[Participant]]:
    found = await ctx.tx.fetch(
        """SELECT p.conversation_id, p.principal_id, p.kind, p.read_seq, b.userid, b.name,
                  w.staff OR p.principal_id = w.me AS known, b.avatar_media_id,
                  coalesce(nullif(b.external_position, ''), b.position) AS title,
                  k.name AS corp_name, t.external_userid, r.name AS person_name,
                  r.avatar_media_id AS person_avatar, f.remark, f.remark_by_customer,
                  q.name AS partner_name, e.position AS partner_position
           FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $5::bigint[],
                       $6::boolean[]) AS w (corp_id, id, me, last_sender, staff)
           JOIN LATERAL (
               SELECT * FROM participant n
               WHERE n.corp_id = w.corp_id AND n.conversation_id = w.id
               ORDER BY n.principal_id = w.me DESC,
                   n.principal_id IS NOT DISTINCT FROM w.last_sender DESC, n.principal_id
               LIMIT $4) p ON true
           LEFT JOIN member b ON p.kind = 'member' AND b.corp_id = w.corp_id AND b.id = p.principal_id
           LEFT JOIN corp k ON p.kind = 'member' AND k.id = w.corp_id
           LEFT JOIN contact t ON p.kind = 'contact' AND t.corp_id = w.corp_id AND t.id = p.principal_id
           LEFT JOIN person r ON r.id = t.person_id
           LEFT JOIN partner_person e ON e.corp_id = w.corp_id AND e.contact_id = t.id
           LEFT JOIN partner q ON q.corp_id = w.corp_id AND q.id = e.partner_id
           LEFT JOIN follow f ON f.corp_id = w.corp_id AND p.principal_id <> w.me
               AND f.contact_id = CASE WHEN p.kind = 'contact' THEN p.principal_id ELSE w.me END
               AND f.member_id = CASE WHEN p.kind = 'contact' THEN w.me ELSE p.principal_id END
           ORDER BY p.conversation_id, p.principal_id""",
        [row["corp_id"] for row in rows], [row["id"] for row in rows], [row["me"] for row in rows],
        SHOWN_PARTICIPANTS, [row["sender_id"] for row in rows], [row["staff"] for row in rows],
    )  # fmt: skip
    sides: dict[int, list[Participant]] = {}
    for row in found:
        sides.setdefault(row["conversation_id"], []).append(_side(row))
    return sides


def _side(row: Any) -> Participant:
    kind: PartyKind = row["kind"]
    if kind == "member":
        return Participant(
            row["principal_id"], kind, row["remark_by_customer"] or row["name"] or "",
            picture_url(row["avatar_media_id"]), row["corp_name"], row["read_seq"],
            userid=row["userid"], title=row["title"] or "",
        )  # fmt: skip
    return Participant(
        row["principal_id"], kind, row["remark"] or row["person_name"] or "",
        picture_url(row["person_avatar"]), row["partner_name"], row["read_seq"],
        external_userid=row["external_userid"] if row["known"] else None,
        title=row["partner_position"] or None,
    )  # fmt: skip


def _conversation(row: Any, sides: list[Participant]) -> Conversation:
    last = None
    if row["seq"] is not None:
        last = Message(
            row["id"], row["seq"], row["sender_id"], row["client_id"], row["message_kind"],
            msgspec.Raw(row["content"]), row["reply_to"], row["sent_at"],
            row["recalled_at"] is not None,
        )  # fmt: skip
    others = [side.name for side in sides if side.principal_id != row["me"]]
    corp = CorpCard(
        row["wire_id"], row["corp_name"], row["full_name"], picture_url(row["logo_media_id"]),
        row["verified"],
    )  # fmt: skip
    return Conversation(
        row["id"], row["kind"], row["title"] or "、".join(others), sides, row["member_count"], last,
        row["last_seq"], row["last_at"], row["read_seq"], row["unread"], row["closed"] is None,
        row["closed"], row["muted"], row["pinned"], row["hidden"], corp,
        row["from_seq"], row["owner_id"], row["leads"], row["mentioned"],
    )  # fmt: skip
