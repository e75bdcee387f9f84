"""SQL of one chunk of a send: whom it is for, and what became of it."""

from collections.abc import Sequence

import msgspec

from reunion.core.context import Context
from reunion.platform.broadcasts.model import Task


class Addressee(msgspec.Struct, frozen=True, array_like=True):
    """A customer of the chunk as things are now. `barred`: why nothing can reach her."""

    contact_id: int
    person_id: int
    name: str
    conversation_id: int | None
    barred: str | None


class Answer(msgspec.Struct, frozen=True):
    """What became of one customer: sent at a place, or refused by a rule."""

    contact_id: int
    state: str
    seq: int | None = None
    refused_by: str | None = None
    counted: int | None = None
    allowed: int | None = None
    conversation_id: int | None = None


async def begin(ctx: Context) -> None:
    """Plans of this transaction go by the keys, and are made once a connection: of tables that have
    just grown the planner knows nothing, and would read the whole."""
    await ctx.tx.execute(
        """SET LOCAL enable_seqscan = off; SET LOCAL jit = off;
           SET LOCAL plan_cache_mode = force_generic_plan"""
    )


async def chunk(ctx: Context, task: Task, limit: int) -> list[Addressee]:
    """The next customers of a task, in their order."""
    rows = await ctx.tx.fetch(
        """SELECT r.contact_id, c.person_id, p.name, f.conversation_id,
                  CASE WHEN f.state IS DISTINCT FROM 'active' OR f.conversation_id IS NULL
                            THEN 'not_friend'
                       WHEN f.blocked_by_customer THEN 'blocked'
                       WHEN v.closed ? $3::text THEN
                            CASE v.closed ->> $3::text WHEN 'blocked' THEN 'blocked'
                            ELSE 'not_friend' END
                  END AS barred
           FROM (SELECT contact_id FROM broadcast_recipient
                 WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $4 AND contact_id > $5
                   AND state = 'unsent'
                 ORDER BY contact_id LIMIT $6) r
           JOIN contact c ON c.corp_id = $1 AND c.id = r.contact_id
           JOIN person p ON p.id = c.person_id
           LEFT JOIN follow f ON f.corp_id = $1 AND f.contact_id = r.contact_id AND f.member_id = $4
           LEFT JOIN conversation v ON v.corp_id = $1 AND v.id = f.conversation_id
           ORDER BY r.contact_id""",
        ctx.corp_id, task.broadcast_id, str(task.member_id), task.member_id, task.sent_to, limit,
    )  # fmt: skip
    return [Addressee(*row) for row in rows]


async def answer(ctx: Context, task: Task, answers: Sequence[Answer]) -> None:
    """Writes down what became of the customers of a chunk, who are looked up by key: without ANY the
    planner may read the whole broadcast for each chunk."""
    columns = [[getattr(one, name) for one in answers] for name in Answer.__struct_fields__]
    await ctx.tx.execute(
        """UPDATE broadcast_recipient r
           SET state = a.state, seq = a.seq, refused_by = a.refused_by, counted = a.counted,
               allowed = a.allowed, sent_at = CASE WHEN a.state = 'sent' THEN $3::timestamptz END,
               conversation_id = coalesce(a.conversation_id, r.conversation_id)
           FROM unnest($4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::smallint[],
                       $9::smallint[], $10::bigint[])
                AS a (contact_id, state, seq, refused_by, counted, allowed, conversation_id)
           WHERE r.corp_id = $1 AND r.broadcast_id = $2 AND r.contact_id = ANY($4::bigint[])
             AND r.contact_id = a.contact_id""",
        ctx.corp_id, task.broadcast_id, ctx.now, *columns,
    )  # fmt: skip


async def count(
    ctx: Context, task: Task, *, to: int, sent: int, not_friend: int, refusals: dict[str, int]
) -> None:
    """Adds a chunk to the task's sums; the rest of it is due at once."""
    await ctx.tx.execute(
        """UPDATE broadcast_task SET sent_to = $4, sent = sent + $5, not_friend = not_friend + $6,
               refused = refused + $7, quiet_until = NULL, due_at = $8,
               refusals = counts_added(refusals, $9::jsonb)
           WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $3""",
        ctx.corp_id, task.broadcast_id, task.member_id, to, sent, not_friend,
        sum(refusals.values()) - not_friend, ctx.now, refusals,
    )  # fmt: skip


async def finish(ctx: Context, task: Task) -> None:
    """Every customer of the task is answered for."""
    await ctx.tx.execute(
        """UPDATE broadcast_task SET state = 'done', done_at = $4, due_at = NULL, quiet_until = NULL
           WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $3""",
        ctx.corp_id, task.broadcast_id, task.member_id, ctx.now,
    )  # fmt: skip
