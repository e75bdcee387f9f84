"""What customers said to the archive, by conversation."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.archive.model import Consent, Mode


class Asked(msgspec.Struct, frozen=True):
    """A conversation as the archive concerns the customer in it. `members`: userids of those archived
    in it now."""

    corp_id: int
    conversation_id: int
    kind: str
    contact_id: int
    external_userid: str
    members: list[str]
    member_name: str
    mode: Mode
    agreed: bool | None
    at: datetime | None


class Agreement(msgspec.Struct, frozen=True):
    """Between a member and a customer, or a group and a customer in it. `at`: since when it is so."""

    external_userid: str
    agreed: bool | None
    at: datetime | None
    mode: Mode
    since: datetime


_LAST = """
    LEFT JOIN LATERAL (
        SELECT k.agreed, k.at FROM archive_consent k
        WHERE k.corp_id = p.corp_id AND k.conversation_id = p.conversation_id
          AND k.contact_id = p.principal_id ORDER BY k.at DESC LIMIT 1) s ON true
"""
_MODE = """
    coalesce((SELECT o.mode FROM archive_mode o WHERE o.corp_id = p.corp_id
              ORDER BY o.since DESC LIMIT 1), 'ask') AS mode
"""


async def asked(tx: Any, person_id: int, conversation_id: int) -> Asked | None:
    """The person's own conversation; None for any other. Global: a person belongs to no corp."""
    row = await tx.fetchrow(
        f"""SELECT p.corp_id, p.conversation_id, v.kind, p.principal_id AS contact_id,
                   c.external_userid, s.agreed, s.at, {_MODE},
                   coalesce(w.members, '{{}}') AS members, coalesce(w.name, '') AS member_name
            FROM participant p
            JOIN conversation v ON v.corp_id = p.corp_id AND v.id = p.conversation_id
            JOIN contact c ON c.corp_id = p.corp_id AND c.id = p.principal_id
            {_LAST}
            LEFT JOIN LATERAL (
                SELECT array_agg(m.userid ORDER BY m.id) AS members, min(m.name) AS name
                FROM participant q
                JOIN archive_member a ON a.corp_id = q.corp_id AND a.member_id = q.principal_id
                    AND a.until IS NULL AND a.edition IN ('service', 'enterprise')
                JOIN member m ON m.corp_id = a.corp_id AND m.id = a.member_id
                WHERE q.corp_id = p.corp_id AND q.conversation_id = p.conversation_id
                  AND q.kind = 'member') w ON true
            WHERE p.account_id = $1 AND p.conversation_id = $2 AND p.kind = 'contact'""",
        person_id, conversation_id,
    )  # fmt: skip
    return Asked(**row) if row else None


async def say(ctx: Context, conversation_id: int, contact_id: int, agreed: bool) -> None:
    await ctx.tx.execute(
        """INSERT INTO archive_consent (corp_id, conversation_id, contact_id, at, agreed)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (corp_id, conversation_id, contact_id, at)
           DO UPDATE SET agreed = excluded.agreed""",
        ctx.corp_id, conversation_id, contact_id, ctx.now, agreed,
    )  # fmt: skip


async def last(ctx: Context, conversation_id: int, contact_id: int) -> Consent:
    """Holds her word until the end of the transaction."""
    await ctx.tx.execute(
        """SELECT 1 FROM participant
           WHERE corp_id = $1 AND conversation_id = $2 AND principal_id = $3 FOR UPDATE""",
        ctx.corp_id, conversation_id, contact_id,
    )  # fmt: skip
    row = await ctx.tx.fetchrow(
        """SELECT agreed, at FROM archive_consent
           WHERE corp_id = $1 AND conversation_id = $2 AND contact_id = $3
           ORDER BY at DESC LIMIT 1""",
        ctx.corp_id, conversation_id, contact_id,
    )  # fmt: skip
    return Consent(row["agreed"], row["at"]) if row else Consent(None, None)


async def between(ctx: Context, userid: str, external_userid: str) -> Agreement | None:
    """None unless the two have a conversation and the member is archived with customers."""
    row = await ctx.tx.fetchrow(
        f"""SELECT c.external_userid, s.agreed, s.at, {_MODE}, greatest(a.since, v.created_at) AS since
            FROM member m
            JOIN archive_member a ON a.corp_id = m.corp_id AND a.member_id = m.id
                AND a.until IS NULL AND a.edition IN ('service', 'enterprise')
            JOIN contact c ON c.corp_id = m.corp_id AND c.external_userid = $3
            JOIN conversation v ON v.corp_id = m.corp_id
                AND v.pair = least(m.id, c.id) || ':' || greatest(m.id, c.id)
            JOIN participant p ON p.corp_id = v.corp_id AND p.conversation_id = v.id
                AND p.principal_id = c.id
            {_LAST}
            WHERE m.corp_id = $1 AND lower(m.userid) = lower($2)""",
        ctx.corp_id, userid, external_userid,
    )  # fmt: skip
    return Agreement(**row) if row else None


async def in_conversation(ctx: Context, conversation_id: int) -> list[Agreement]:
    """Every customer in it, in the order of joining."""
    rows = await ctx.tx.fetch(
        f"""SELECT c.external_userid, s.agreed, s.at, {_MODE}, p.joined_at AS since
            FROM participant p
            JOIN contact c ON c.corp_id = p.corp_id AND c.id = p.principal_id
            {_LAST}
            WHERE p.corp_id = $1 AND p.conversation_id = $2 AND p.kind = 'contact'
            ORDER BY p.joined_at, p.principal_id""",
        ctx.corp_id, conversation_id,
    )  # fmt: skip
    return [Agreement(**row) for row in rows]
