"""Rooms and groups: who looks after one, who comes, who goes."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context


async def seen(ctx: Context, room_id: int, member_id: int) -> Any:
    """(title, owner_id, last_seq) of a room that this member is in; None when he is not."""
    return await ctx.tx.fetchrow(
        """SELECT c.title, c.owner_id, c.last_seq FROM conversation c
           JOIN participant p ON p.corp_id = c.corp_id AND p.conversation_id = c.id
           WHERE c.corp_id = $1 AND c.id = $2 AND c.kind = 'room' AND p.principal_id = $3""",
        ctx.corp_id, room_id, member_id,
    )  # fmt: skip


async def look_after(ctx: Context, room_id: int, owner_id: int | None) -> None:
    """The room is this member's from now on."""
    await ctx.tx.execute(
        """UPDATE conversation SET owner_id = $3, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, room_id, owner_id,
    )  # fmt: skip


async def name(ctx: Context, room_id: int, title: str) -> None:
    """What the room is called; empty: after who is in it."""
    await ctx.tx.execute(
        """UPDATE conversation SET title = $3, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, room_id, title,
    )  # fmt: skip


async def join(ctx: Context, room_id: int, member_ids: Sequence[int], last_seq: int) -> None:
    """These are in it; what was said before counts as read."""
    await ctx.tx.execute(
        """INSERT INTO participant
               (corp_id, conversation_id, principal_id, kind, account_id, read_seq, joined_at)
           SELECT $1, $2, id, 'member', id, $4, $5 FROM unnest($3::bigint[]) AS m (id)""",
        ctx.corp_id, room_id, member_ids, last_seq, ctx.now,
    )  # fmt: skip
    await ctx.tx.execute(
        """DELETE FROM departure
           WHERE corp_id = $1 AND conversation_id = $2 AND principal_id = ANY($3::bigint[])""",
        ctx.corp_id, room_id, member_ids,
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE conversation SET closed = closed - $3::text[], changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, room_id, [str(i) for i in member_ids],
    )  # fmt: skip


async def depart(ctx: Context, room_id: int, member_id: int) -> None:
    """He is out. His side is closed as well, on the row that a send locks, so that nothing of his
    slips in through a node that has not heard of it yet."""
    await ctx.tx.execute(
        """WITH gone AS (
               DELETE FROM participant
               WHERE corp_id = $1 AND conversation_id = $2 AND principal_id = $3
               RETURNING account_id)
           INSERT INTO departure (corp_id, conversation_id, principal_id, account_id, left_at)
           SELECT $1, $2, $3, account_id, $4 FROM gone""",
        ctx.corp_id, room_id, member_id, ctx.now,
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE conversation SET closed = closed || jsonb_build_object($3::text, 'left'),
               changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, room_id, str(member_id),
    )  # fmt: skip


async def oldest(ctx: Context, room_id: int) -> Any:
    """(id, name) of who has been in it for the longest; None when nobody is."""
    return await ctx.tx.fetchrow(
        """SELECT m.id, m.name FROM participant p
           JOIN member m ON m.corp_id = p.corp_id AND m.id = p.principal_id
           WHERE p.corp_id = $1 AND p.conversation_id = $2
           ORDER BY p.joined_at, p.principal_id LIMIT 1""",
        ctx.corp_id, room_id,
    )  # fmt: skip


async def ids_in(ctx: Context, room_id: int) -> list[int]:
    """Everybody in it."""
    rows = await ctx.tx.fetch(
        "SELECT principal_id FROM participant WHERE corp_id = $1 AND conversation_id = $2",
        ctx.corp_id, room_id,
    )  # fmt: skip
    return [row["principal_id"] for row in rows]


async def people(ctx: Context, room_id: int) -> list[Any]:
    """Rows (id, userid, name, title, avatar_media_id, joined_at, left_at) of all who are in it or
    were, in the order of coming."""
    return await ctx.tx.fetch(
        """SELECT m.id, m.userid, m.name, m.position AS title, m.avatar_media_id,
                  s.joined_at, s.left_at
           FROM (SELECT principal_id, joined_at, NULL::timestamptz AS left_at FROM participant
                 WHERE corp_id = $1 AND conversation_id = $2
                 UNION ALL
                 SELECT principal_id, NULL, left_at FROM departure
                 WHERE corp_id = $1 AND conversation_id = $2) AS s
           JOIN member m ON m.corp_id = $1 AND m.id = s.principal_id
           ORDER BY s.joined_at, m.id""",
        ctx.corp_id, room_id,
    )  # fmt: skip


async def names(ctx: Context, member_ids: Sequence[int]) -> list[str]:
    """What these are called, in the order asked for."""
    rows = await ctx.tx.fetch(
        """SELECT m.name FROM unnest($2::bigint[]) WITH ORDINALITY AS w (id, place)
           JOIN member m ON m.corp_id = $1 AND m.id = w.id ORDER BY w.place""",
        ctx.corp_id, member_ids,
    )  # fmt: skip
    return [row["name"] for row in rows]


async def rooms_of(ctx: Context, member_id: int) -> list[int]:
    """The rooms that a member is in, in the order in which they are locked."""
    rows = await ctx.tx.fetch(
        """SELECT p.conversation_id FROM participant p
           JOIN conversation c ON c.corp_id = p.corp_id AND c.id = p.conversation_id
           WHERE p.account_id = $2 AND p.corp_id = $1 AND c.kind = 'room'
           ORDER BY p.conversation_id""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return [row["conversation_id"] for row in rows]


async def departed(ctx: Context, account_id: int, since: int | None) -> list[int]:
    """Rooms that this account is no longer in: all, or those left in a transaction at or after
    `since`. Global: the corp comes from the account, as with all that is synced."""
    rows = await ctx.tx.fetch(
        """SELECT conversation_id FROM departure
           WHERE account_id = $1 AND ($2::bigint = 0 OR corp_id = $2)
             AND ($3::xid8 IS NULL OR changed >= $3::xid8)""",
        account_id, ctx.corp_id, None if since is None else str(since),
    )  # fmt: skip
    return [row["conversation_id"] for row in rows]


async def say_changed(ctx: Context, room_id: int) -> None:
    """At commit every node forgets who is in it."""
    await ctx.tx.execute("SELECT pg_notify('roster_changed', $1)", str(room_id))
