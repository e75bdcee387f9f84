"""SQL of what customers did with a broadcast: who could read it, who has read it, and who answered.

Each fragment is about a row `r` of broadcast_recipient; $1 corp_id, $2 how long an answer counts.
"""

from reunion.core.context import Context
from reunion.platform.broadcasts.model import REPLY_WITHIN, Answers, ChatType

_READ = """EXISTS (SELECT FROM participant p WHERE p.corp_id = r.corp_id
    AND p.conversation_id = r.conversation_id AND p.principal_id = r.contact_id AND p.read_seq >= r.seq)"""
_WROTE = """FROM message w WHERE w.corp_id = r.corp_id
    AND w.conversation_id = r.conversation_id AND w.seq > r.seq
    AND w.kind NOT IN ('system', 'recall') AND w.sent_at < r.sent_at + $2::interval"""
_REPLIED = f"EXISTS (SELECT {_WROTE} AND w.sender_id = r.contact_id)"

# Who is in it, and who has left it since, each for the seat that it came to.
_HEARD = """
    SELECT p.principal_id, p.read_seq AS read_to FROM participant p
    WHERE p.corp_id = r.corp_id AND p.conversation_id = r.conversation_id AND p.kind = 'contact'
      AND p.from_seq < r.seq
    UNION ALL
    SELECT s.principal_id, s.read_to FROM group_stay s
    WHERE s.corp_id = r.corp_id AND s.group_id = r.conversation_id AND s.kind = 'contact'
      AND s.heard_from < r.seq AND s.heard_to >= r.seq"""

COLUMNS: dict[ChatType, str] = {
    "single": f"""(r.state = 'sent')::int AS reached, (r.state = 'sent' AND {_READ})::int AS read,
        (r.state = 'sent' AND {_REPLIED})::int AS replied""",
    "group": """coalesce(a.reached, 0) AS reached, coalesce(a.read, 0) AS read,
        coalesce(a.replied, 0) AS replied""",
}
"""reached, read and replied of one recipient."""
JOINED: dict[ChatType, str] = {
    "single": "",
    "group": f"""LEFT JOIN LATERAL (
        SELECT count(*)::int AS reached, count(*) FILTER (WHERE h.read_to >= r.seq)::int AS read,
               count(w.sender_id)::int AS replied
        FROM ({_HEARD}) h
        LEFT JOIN (SELECT DISTINCT w.sender_id {_WROTE}) w ON w.sender_id = h.principal_id
        ) a ON r.state = 'sent'""",
}
"""What COLUMNS reads."""


def _sums(chat_type: ChatType, where: str) -> str:
    return f"""SELECT coalesce(sum(reached), 0)::int AS reached, coalesce(sum(read), 0)::int AS read,
                      coalesce(sum(replied), 0)::int AS replied
        FROM (SELECT {COLUMNS[chat_type]} FROM broadcast_recipient r {JOINED[chat_type]}
              WHERE r.corp_id = $1 AND r.broadcast_id = $3 AND r.state = 'sent' {where}) AS each"""


async def sum_up(ctx: Context, broadcast_id: int, chat_type: ChatType) -> None:
    """Counts who has read it and who answered, and keeps the sums."""
    await ctx.tx.execute(
        f"""UPDATE broadcast b SET reached = s.reached, read = s.read, replied = s.replied,
                summed_at = $4::timestamptz
            FROM ({_sums(chat_type, "")}) s WHERE b.corp_id = $1 AND b.id = $3""",
        ctx.corp_id, REPLY_WITHIN, broadcast_id, ctx.now,
    )  # fmt: skip


async def of_member(
    ctx: Context, broadcast_id: int, chat_type: ChatType, member_id: int
) -> Answers:
    """The same of one member's part, as of now."""
    row = await ctx.tx.fetchrow(
        _sums(chat_type, "AND r.member_id = $4"),
        ctx.corp_id, REPLY_WITHIN, broadcast_id, member_id,
    )  # fmt: skip
    return Answers(**row)
