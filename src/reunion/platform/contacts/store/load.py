"""How many customers a member and the corp have: counted under row locks, member before corp."""

from reunion.core.context import Context


async def take(ctx: Context, member_id: int) -> tuple[str, int] | None:
    """Counts one more customer of a member and of the corp.

    Answers None, or which cap was reached ("member" or "corp") and how high it is.
    """
    if (cap := await _take_member(ctx, member_id)) is not None:
        return "member", cap
    if (cap := await _take_corp(ctx)) is not None:
        return "corp", cap
    return None


async def _begin(ctx: Context, member_id: int) -> None:
    await ctx.tx.execute(
        """INSERT INTO member_load (corp_id, member_id, cap)
           SELECT m.corp_id, m.id, coalesce(m.customer_cap, c.customer_cap)
           FROM member m JOIN corp c ON c.id = m.corp_id
           WHERE m.corp_id = $1 AND m.id = $2 ON CONFLICT DO NOTHING""",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def _take_member(ctx: Context, member_id: int) -> int | None:
    await _begin(ctx, member_id)
    row = await ctx.tx.fetchrow(
        """WITH allowed AS (
               SELECT coalesce(m.customer_cap, c.customer_cap) AS cap
               FROM member m JOIN corp c ON c.id = m.corp_id WHERE m.corp_id = $1 AND m.id = $2
           ), taken AS (
               UPDATE member_load l SET customers = l.customers + 1, cap = allowed.cap
               FROM allowed
               WHERE l.corp_id = $1 AND l.member_id = $2 AND l.customers < allowed.cap RETURNING 1
           ) SELECT cap, EXISTS (SELECT 1 FROM taken) AS taken FROM allowed""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return None if row["taken"] else row["cap"]


async def _take_corp(ctx: Context) -> int | None:
    await ctx.tx.execute(
        """INSERT INTO corp_load (corp_id, cap) SELECT id, relation_cap FROM corp WHERE id = $1
           ON CONFLICT DO NOTHING""",
        ctx.corp_id,
    )
    row = await ctx.tx.fetchrow(
        """WITH allowed AS (SELECT relation_cap AS cap FROM corp WHERE id = $1), taken AS (
               UPDATE corp_load l SET relations = l.relations + 1, cap = allowed.cap FROM allowed
               WHERE l.corp_id = $1 AND l.relations < allowed.cap RETURNING 1
           ) SELECT cap, EXISTS (SELECT 1 FROM taken) AS taken FROM allowed""",
        ctx.corp_id,
    )
    return None if row["taken"] else row["cap"]


async def give_back(ctx: Context, member_id: int) -> None:
    """Counts one customer less."""
    await _give_back_member(ctx, member_id)
    await ctx.tx.execute(
        "UPDATE corp_load SET relations = relations - 1 WHERE corp_id = $1", ctx.corp_id
    )


async def _give_back_member(ctx: Context, member_id: int) -> None:
    await ctx.tx.execute(
        "UPDATE member_load SET customers = customers - 1 WHERE corp_id = $1 AND member_id = $2",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def move(ctx: Context, from_id: int, to_id: int) -> int | None:
    """One customer of one member becomes one of another's; the corp's sum stays. Answers None, or the
    taker's cap where it is reached. Both rows are locked in one order, whoever gives to whom."""
    await _begin(ctx, to_id)
    await ctx.tx.execute(
        """SELECT 1 FROM member_load WHERE corp_id = $1 AND member_id IN ($2, $3)
           ORDER BY member_id FOR UPDATE""",
        ctx.corp_id, from_id, to_id,
    )  # fmt: skip
    if (cap := await _take_member(ctx, to_id)) is not None:
        return cap
    await _give_back_member(ctx, from_id)
    return None


async def of_member(ctx: Context, member_id: int) -> tuple[int, int]:
    """How many customers the member has, and may have."""
    row = await ctx.tx.fetchrow(
        """SELECT coalesce(l.customers, 0) AS count, coalesce(m.customer_cap, c.customer_cap) AS cap
           FROM member m JOIN corp c ON c.id = m.corp_id
           LEFT JOIN member_load l ON l.corp_id = m.corp_id AND l.member_id = m.id
           WHERE m.corp_id = $1 AND m.id = $2""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return (row["count"], row["cap"]) if row else (0, 0)
