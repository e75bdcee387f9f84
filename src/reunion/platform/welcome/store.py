"""SQL of welcome and welcome_slot. Slots join follow's neighbours to name who they are about."""

from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.crypto import token_hash
from reunion.platform.welcome.model import (
    CODE_LIFETIME,
    Attachment,
    Chosen,
    Greeting,
    MemberWelcome,
    Slot,
    Welcome,
)


def _welcome(row: Any) -> Welcome:
    attachments = msgspec.convert(row["attachments"], list[Attachment])
    return Welcome(row["text"], attachments, row["enabled"])


async def choose(ctx: Context, greeting: Greeting) -> Chosen | None:
    """The contact way's own, else the member's, else the corp's; the first that is enabled."""
    row = await ctx.tx.fetchrow(
        """SELECT CASE WHEN contact_way_id IS NOT NULL THEN 'contact_way'
                       WHEN member_id IS NOT NULL THEN 'member' ELSE 'corp' END AS owner,
                  text, attachments, enabled
           FROM welcome WHERE corp_id = $1 AND enabled
             AND (contact_way_id = $2 OR member_id = $3
                  OR (contact_way_id IS NULL AND member_id IS NULL))
           ORDER BY contact_way_id IS NULL, member_id IS NULL LIMIT 1""",
        ctx.corp_id, greeting.contact_way_id, greeting.member_id,
    )  # fmt: skip
    return Chosen(row["owner"], _welcome(row)) if row else None


async def open_slot(
    ctx: Context, greeting: Greeting, opened_seq: int, *, code: str | None, sent_by: str | None
) -> None:
    """One addition's slot: waiting for its code, or claimed by the platform at once."""
    await ctx.tx.execute(
        """INSERT INTO welcome_slot (corp_id, contact_id, member_id, conversation_id, opened_seq,
               opened_at, code_hash, expires_at, sent_at, sent_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        ctx.corp_id, greeting.contact_id, greeting.member_id, greeting.conversation_id, opened_seq,
        ctx.now, token_hash(code) if code else None, ctx.now + CODE_LIFETIME if code else None,
        ctx.now if sent_by else None, sent_by,
    )  # fmt: skip


_SLOT = """
    s.contact_id, s.member_id, s.conversation_id, s.opened_seq, m.userid, c.external_userid,
    p.name AS customer_name
    FROM welcome_slot s
    JOIN contact c ON c.corp_id = s.corp_id AND c.id = s.contact_id
    JOIN person p ON p.id = c.person_id
    JOIN member m ON m.corp_id = s.corp_id AND m.id = s.member_id
"""


async def lock_slot(ctx: Context, code: str) -> tuple[Slot, bool, bool] | None:
    """The slot of a code under its lock, whether it was used and whether its time is over.

    None where there is no such slot, or where somebody else holds the lock.
    """
    row = await ctx.tx.fetchrow(
        f"""SELECT s.sent_at IS NOT NULL AS sent, s.expires_at < $3 AS late, {_SLOT}
            WHERE s.corp_id = $1 AND s.code_hash = $2 FOR UPDATE OF s SKIP LOCKED""",
        ctx.corp_id, token_hash(code), ctx.now,
    )  # fmt: skip
    if row is None:
        return None
    facts = {name: row[name] for name in Slot.__struct_fields__}
    return Slot(**facts), row["sent"], row["late"]


async def has_slot(ctx: Context, code: str) -> bool:
    """Whether a slot has this code, locked or not."""
    return await ctx.tx.fetchval(
        "SELECT EXISTS (SELECT 1 FROM welcome_slot WHERE corp_id = $1 AND code_hash = $2)",
        ctx.corp_id, token_hash(code),
    )  # fmt: skip


async def claim(ctx: Context, code: str, sent_by: str) -> None:
    """The slot is used up."""
    await ctx.tx.execute(
        """UPDATE welcome_slot SET sent_at = $3, sent_by = $4
           WHERE corp_id = $1 AND code_hash = $2 AND sent_at IS NULL""",
        ctx.corp_id, token_hash(code), ctx.now, sent_by,
    )  # fmt: skip


async def talked_since(ctx: Context, conversation_id: int, seq: int) -> bool:
    """Whether either side said something after `seq`."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT 1 FROM message WHERE corp_id = $1 AND conversation_id = $2
             AND seq > $3 AND kind NOT IN ('system', 'recall'))""",
        ctx.corp_id, conversation_id, seq,
    )  # fmt: skip


async def last_seq(ctx: Context, conversation_id: int) -> int:
    """Where the conversation stands."""
    return await ctx.tx.fetchval(
        "SELECT last_seq FROM conversation WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, conversation_id,
    )  # fmt: skip


async def get(
    ctx: Context, *, member_id: int | None = None, contact_way_id: int | None = None
) -> Welcome | None:
    """A contact way's, a member's, or (both None) the corp's."""
    row = await ctx.tx.fetchrow(
        """SELECT text, attachments, enabled FROM welcome
           WHERE corp_id = $1 AND member_id IS NOT DISTINCT FROM $2
             AND contact_way_id IS NOT DISTINCT FROM $3""",
        ctx.corp_id, member_id, contact_way_id,
    )  # fmt: skip
    return _welcome(row) if row else None


async def of_ways(ctx: Context, contact_way_ids: list[int]) -> dict[int, Welcome]:
    """Welcomes of several contact ways."""
    rows = await ctx.tx.fetch(
        """SELECT contact_way_id, text, attachments, enabled FROM welcome
           WHERE corp_id = $1 AND contact_way_id = ANY($2)""",
        ctx.corp_id, contact_way_ids,
    )  # fmt: skip
    return {row["contact_way_id"]: _welcome(row) for row in rows}


async def put(
    ctx: Context, welcome: Welcome, *, member_id: int | None, contact_way_id: int | None
) -> None:
    """Sets or replaces one."""
    kept = [msgspec.structs.replace(attachment, media=None) for attachment in welcome.attachments]
    await ctx.tx.execute(
        """INSERT INTO welcome (corp_id, member_id, contact_way_id, text, attachments, enabled, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (corp_id, member_id, contact_way_id) DO UPDATE SET text = excluded.text,
               attachments = excluded.attachments, enabled = excluded.enabled,
               updated_at = excluded.updated_at""",
        ctx.corp_id, member_id, contact_way_id, welcome.text, kept, welcome.enabled, ctx.now,
    )  # fmt: skip


async def delete(
    ctx: Context, *, member_id: int | None = None, contact_way_id: int | None = None
) -> bool:
    """Takes one away; answers whether there was one."""
    done = await ctx.tx.execute(
        """DELETE FROM welcome WHERE corp_id = $1 AND member_id IS NOT DISTINCT FROM $2
             AND contact_way_id IS NOT DISTINCT FROM $3""",
        ctx.corp_id, member_id, contact_way_id,
    )  # fmt: skip
    return done != "DELETE 0"


async def of_members(ctx: Context) -> list[MemberWelcome]:
    """All members' own welcomes."""
    rows = await ctx.tx.fetch(
        """SELECT m.userid, m.name, w.text, w.attachments, w.enabled
           FROM welcome w JOIN member m ON m.corp_id = w.corp_id AND m.id = w.member_id
           WHERE w.corp_id = $1 AND m.status <> 'resigned' ORDER BY m.name_pinyin, m.id""",
        ctx.corp_id,
    )
    return [MemberWelcome(row["userid"], row["name"], _welcome(row)) for row in rows]
