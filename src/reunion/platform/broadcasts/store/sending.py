"""SQL of one chunk of a send: whom it is for, and what became of it."""

from collections.abc import Mapping, Set

import msgspec
from msgspec.structs import astuple

from reunion.core.context import Context
from reunion.platform.broadcasts.model import Task
from reunion.restraint.model import Asks, Refusal


class Addressees(msgspec.Struct, frozen=True):
    """Who is next, as columns in one order, as things are now. `barred`: why nothing can reach her."""

    contact_ids: list[int]
    person_ids: list[int]
    names: list[str]
    conversation_ids: list[int]
    barred: list[str | None]

    def asks(self, member_id: int) -> Asks:
        """What restraint is asked when this member sends."""
        return Asks(self.contact_ids, [member_id] * len(self.contact_ids), self.barred)

    def only(self, contact_ids: Set[int]) -> "Addressees":
        """Those of them who are among these."""
        kept = [at for at, one in enumerate(self.contact_ids) if one in contact_ids]
        return Addressees(*([column[at] for at in kept] for column in astuple(self)))


async def chunk(ctx: Context, task: Task, limit: int) -> Addressees:
    """The next customers of a task, in their order. Of each table the keys of all are walked through
    once: looked up one by one they take twice as long."""
    row = await ctx.tx.fetchrow(
        """WITH page AS MATERIALIZED (
               SELECT contact_id FROM broadcast_recipient
               WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $4 AND contact_id > $5
                 AND state = 'unsent'
               ORDER BY contact_id LIMIT $6
           ), known AS MATERIALIZED (
               SELECT id, person_id FROM contact
               WHERE corp_id = $1 AND id = ANY((SELECT array_agg(contact_id) FROM page)::bigint[])
           ), named AS MATERIALIZED (
               SELECT id, name FROM person
               WHERE id = ANY((SELECT array_agg(person_id) FROM known)::bigint[])
           ), followed AS MATERIALIZED (
               SELECT contact_id, state, blocked_by_customer, conversation_id FROM follow
               WHERE corp_id = $1 AND member_id = $4
                 AND contact_id = ANY((SELECT array_agg(contact_id) FROM page)::bigint[])
           ), talk AS MATERIALIZED (
               SELECT id, closed ->> $3::text AS closed FROM conversation
               WHERE corp_id = $1
                 AND id = ANY((SELECT array_agg(conversation_id) FROM followed)::bigint[])
           ), addressee AS (
               SELECT c.id AS contact_id, c.person_id, p.name,
                      coalesce(f.conversation_id, 0) AS conversation_id,
                      CASE WHEN f.state IS DISTINCT FROM 'active' OR t.id IS NULL THEN 'not_friend'
                           WHEN f.blocked_by_customer OR t.closed = 'blocked' THEN 'blocked'
                           WHEN t.closed IS NOT NULL THEN 'not_friend' END AS barred
               FROM known c JOIN named p ON p.id = c.person_id
               LEFT JOIN followed f ON f.contact_id = c.id
               LEFT JOIN talk t ON t.id = f.conversation_id
               ORDER BY c.id
           )
           SELECT coalesce(array_agg(contact_id), '{}'), coalesce(array_agg(person_id), '{}'),
                  coalesce(array_agg(name), '{}'), coalesce(array_agg(conversation_id), '{}'),
                  coalesce(array_agg(barred), '{}')
           FROM addressee""",
        ctx.corp_id, task.broadcast_id, str(task.member_id), task.member_id, task.sent_to, limit,
    )  # fmt: skip
    return Addressees(*row)


async def sent(ctx: Context, task: Task, to: Addressees, placed: dict[int, int]) -> None:
    """Writes down where each got her first message. Customers are found by ANY: without it the planner
    may read the whole broadcast for each chunk."""
    await ctx.tx.execute(
        """UPDATE broadcast_recipient r
           SET state = 'sent', sent_at = $3, conversation_id = a.conversation_id, seq = a.seq
           FROM unnest($4::bigint[], $5::bigint[], $6::bigint[])
                AS a (contact_id, conversation_id, seq)
           WHERE r.corp_id = $1 AND r.broadcast_id = $2 AND r.contact_id = ANY($4::bigint[])
             AND r.contact_id = a.contact_id""",
        ctx.corp_id, task.broadcast_id, ctx.now, to.contact_ids, to.conversation_ids,
        [placed[one] for one in to.conversation_ids],
    )  # fmt: skip


async def refused(ctx: Context, task: Task, refusals: Mapping[int, Refusal]) -> None:
    """Writes down which rule refused each of these customers."""
    columns = zip(*map(astuple, refusals.values()), strict=True)
    await ctx.tx.execute(
        """UPDATE broadcast_recipient r
           SET state = CASE a.rule WHEN 'not_friend' THEN 'not_friend' ELSE 'refused' END,
               refused_by = a.rule, counted = a.counted, allowed = a.allowed
           FROM unnest($3::bigint[], $4::text[], $5::smallint[], $6::smallint[])
                AS a (contact_id, rule, counted, allowed)
           WHERE r.corp_id = $1 AND r.broadcast_id = $2 AND r.contact_id = ANY($3::bigint[])
             AND r.contact_id = a.contact_id""",
        ctx.corp_id, task.broadcast_id, list(refusals), *map(list, columns),
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
