"""The people of a benchmark, put into the database directly: what is measured is what they do then."""

from collections.abc import Sequence
from typing import Any

import asyncpg
import msgspec

from reunion.core import ids
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.crypto import token_hash
from reunion.core.db import Database
from reunion.growth.tracking import senders
from reunion.platform.conversations import groups
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Party
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import Founding


class Person(msgspec.Struct):
    """Somebody with a session. `principal_id`: of the member, or of the contact."""

    account_id: int
    principal_id: int
    token: str
    surface: str


class Pair(msgspec.Struct):
    """A member and a customer with their conversation."""

    member: Person
    customer: Person
    conversation_id: int


class Cast(msgspec.Struct):
    """A corp with `pairs`."""

    corp_id: int
    pairs: list[Pair]


async def make_corp(db: Database) -> int:
    """A corp of the benchmark's own."""
    async with db.transaction() as tx:
        founding = Founding(
            name="Bench", admin_userid="bench", admin_name="Bench", admin_password=ids.token(16)
        )
        return (await corps.found(tx, founding, clock.now())).id


async def make_source(db: Database, corp_id: int) -> str:
    """The write key of a shop that sends events, whose userId is a member number."""
    async with db.transaction() as tx:
        ctx = Context(corp_id, SYSTEM, tx, clock.now())
        return (await senders.add(ctx, "shop", "member_no")).keys[0].write_key


async def make_members(db: Database, corp_id: int, count: int, prefix: str) -> list[Person]:
    """Members with a desk session each."""
    async with db.transaction() as tx:
        rows = await tx.fetch(
            """INSERT INTO member (corp_id, userid, name, status)
               SELECT $1, $2 || n, '成员' || n, 'active' FROM generate_series(1, $3::int) AS s (n)
               RETURNING id""",
            corp_id, prefix, count,
        )  # fmt: skip
        found = [row["id"] for row in rows]
        tokens = await _sessions(tx, "desk", corp_id, found)
    return [Person(i, i, token, "desk") for i, token in zip(found, tokens, strict=True)]


async def administrator(db: Database, corp_id: int) -> str:
    """The token of a console session of who founded the corp."""
    async with db.transaction() as tx:
        founder = await tx.fetchval(
            "SELECT id FROM member WHERE corp_id = $1 AND userid = 'bench'", corp_id
        )
        return (await _sessions(tx, "console", corp_id, [founder]))[0]


async def make_customers(db: Database, corp_id: int, count: int, prefix: str) -> list[Person]:
    """Contacts of the corp with an app session each."""
    async with db.transaction() as tx:
        rows = await tx.fetch(
            """INSERT INTO person (phone, unionid, name)
               SELECT $1 || n, $1 || 'u' || n, '客户' || n FROM generate_series(1, $2::int) AS s (n)
               RETURNING id""",
            prefix, count,
        )  # fmt: skip
        persons = [row["id"] for row in rows]
        rows = await tx.fetch(
            """INSERT INTO contact (corp_id, person_id, external_userid)
               SELECT $1, p.id, p.wire FROM unnest($2::bigint[], $3::text[]) AS p (id, wire)
               RETURNING id, person_id""",
            corp_id, persons, [ids.external_userid() for _ in persons],
        )  # fmt: skip
        tokens = dict(zip(persons, await _sessions(tx, "app", None, persons), strict=True))
    return [Person(row["person_id"], row["id"], tokens[row["person_id"]], "app") for row in rows]


async def _sessions(
    tx: Any, surface: str, corp_id: int | None, accounts: Sequence[int]
) -> list[str]:
    tokens = [ids.token() for _ in accounts]
    await tx.execute(
        """INSERT INTO session (token_hash, surface, corp_id, principal_id, bearer, csrf_token,
                                user_agent, expires_at)
           SELECT s.hash, $1, $2, s.id, true, '', 'bench', now() + interval '1 day'
           FROM unnest($3::bytea[], $4::bigint[]) AS s (hash, id)""",
        surface, corp_id, [token_hash(token) for token in tokens], accounts,
    )  # fmt: skip
    return tokens


async def make_pairs(url: str, count: int) -> Cast:
    """Members and customers, two by two."""
    db = Database(url, max_size=4)
    await db.open()
    try:
        corp_id = await make_corp(db)
        members = await make_members(db, corp_id, count, "m")
        customers = await make_customers(db, corp_id, count, "+86199")
        pairs: list[Pair] = []
        async with db.transaction() as tx:
            ctx = Context(corp_id, SYSTEM, tx, clock.now())
            for member, customer in zip(members, customers, strict=True):
                opened = await conversations.open_pair(
                    ctx,
                    Party(customer.principal_id, "contact", customer.account_id),
                    Party(member.principal_id, "member", member.account_id),
                )
                pairs.append(Pair(member, customer, opened))
        return Cast(corp_id, pairs)
    finally:
        await db.close()


async def make_history(url: str, cast: Cast, count: int) -> None:
    """Messages that each pair has exchanged before: a server that is in use holds some, and its
    planner has statistics of them."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            """INSERT INTO message
                   (corp_id, conversation_id, seq, sender_id, client_id, kind, content, sent_at)
               SELECT $1, c.id, n, c.sender, 'h-' || n, 'text', '{"text":"earlier"}', now()
               FROM unnest($2::bigint[], $3::bigint[]) AS c (id, sender), generate_series(1, $4::int) n""",
            cast.corp_id,
            [pair.conversation_id for pair in cast.pairs],
            [pair.member.principal_id for pair in cast.pairs],
            count,
        )
        await connection.execute(
            "UPDATE conversation SET last_seq = $2 WHERE corp_id = $1 AND id = ANY($3::bigint[])",
            cast.corp_id, count, [pair.conversation_id for pair in cast.pairs],
        )  # fmt: skip
    finally:
        await connection.close()


async def make_room(url: str, corp_id: int, count: int) -> tuple[list[Person], int]:
    """A room of this many members; answers them and its conversation."""
    db = Database(url, max_size=2)
    await db.open()
    try:
        members = await make_members(db, corp_id, count, "r")
        async with db.transaction() as tx:
            ctx = Context(corp_id, SYSTEM, tx, clock.now())
            parties = [Party(m.principal_id, "member", m.account_id) for m in members]
            return members, await conversations.open_room(ctx, "大厅", parties)
    finally:
        await db.close()


async def make_group(url: str, corp_id: int, staff: int, count: int) -> tuple[list[Person], int]:
    """A customer group of this many people, `staff` of them members, who come first; answers them and
    its conversation."""
    db = Database(url, max_size=2)
    await db.open()
    try:
        members = await make_members(db, corp_id, staff, "g")
        customers = await make_customers(db, corp_id, count - staff, "+8617")
        async with db.transaction() as tx:
            ctx = Context(corp_id, SYSTEM, tx, clock.now())
            parties = [Party(m.principal_id, "member", m.account_id) for m in members]
            parties += [Party(c.principal_id, "contact", c.account_id) for c in customers]
            found = await groups.open_group(ctx, "会员群", parties[0], parties[1:])
            return [*members, *customers], found
    finally:
        await db.close()


async def count_messages(url: str) -> int:
    """How many messages the database has: what was acknowledged must be there."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval("SELECT count(*) FROM message")
    finally:
        await connection.close()
