"""Seats of customer groups."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.platform.conversations.model import Party


async def seat(ctx: Context, group_id: int, newcomers: Sequence[Party]) -> None:
    """From the present end on; a side that was closed when somebody left is open again."""
    columns = [(one.principal_id, one.kind, one.account_id) for one in newcomers]
    ids, kinds, accounts = zip(*columns, strict=True)
    await ctx.tx.execute(
        """INSERT INTO participant (corp_id, conversation_id, principal_id, kind, account_id,
               read_seq, from_seq, joined_at)
           SELECT c.corp_id, c.id, n.principal_id, n.kind, n.account_id, c.last_seq, c.last_seq, $6
           FROM conversation c
           CROSS JOIN unnest($3::bigint[], $4::text[], $5::bigint[])
               AS n (principal_id, kind, account_id)
           WHERE c.corp_id = $1 AND c.id = $2""",
        ctx.corp_id, group_id, ids, kinds, accounts, ctx.now,
    )  # fmt: skip
    await ctx.tx.execute(
        """DELETE FROM departure
           WHERE corp_id = $1 AND conversation_id = $2 AND principal_id = ANY($3::bigint[])""",
        ctx.corp_id, group_id, ids,
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE conversation SET closed = closed - $3::text[], changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, group_id, [str(one) for one in ids],
    )  # fmt: skip


async def unseat(ctx: Context, group_id: int, principal_ids: Sequence[int]) -> list[int]:
    """They are out; answers their accounts. Their sides are closed as well, on the row that a send
    locks, so that nothing of theirs slips in through a node that has not heard of it yet."""
    rows = await ctx.tx.fetch(
        """WITH gone AS (
               DELETE FROM participant
               WHERE corp_id = $1 AND conversation_id = $2 AND principal_id = ANY($3::bigint[])
               RETURNING principal_id, account_id)
           INSERT INTO departure (corp_id, conversation_id, principal_id, account_id, left_at)
           SELECT $1, $2, principal_id, account_id, $4 FROM gone RETURNING account_id""",
        ctx.corp_id, group_id, list(principal_ids), ctx.now,
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE conversation SET changed = pg_current_xact_id(), closed = closed || (
               SELECT jsonb_object_agg(id::text, 'left') FROM unnest($3::bigint[]) AS g (id))
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, group_id, list(principal_ids),
    )  # fmt: skip
    return [row["account_id"] for row in rows]


async def lead(ctx: Context, group_id: int, owner_id: int, leaders: Sequence[int]) -> None:
    """These lead it, and nobody else."""
    await ctx.tx.execute(
        """UPDATE conversation SET owner_id = $3, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, group_id, owner_id,
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE participant SET leads = NOT leads, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND conversation_id = $2
             AND leads <> (principal_id = ANY($3::bigint[]))""",
        ctx.corp_id, group_id, list(leaders),
    )  # fmt: skip
