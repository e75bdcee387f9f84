"""The Moments feed of customers who follow 200 members each, beside the bare framework reading as many rows
of the same server by their primary key: what sign-in, friendship, visibility, likes and comments cost."""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bench import cast, http
from bench.cast import Person
from bench.figures import Figure, middle, percentile
from bench.servers import new_database, postgres, reunion_web, uvicorn_app, wait_idle
from reunion.core.db import Database

FOLLOWS, POSTS, CUSTOMERS = 200, 30, 20
"""Members whom each customer follows, and posts of each."""
PAGE = 10
CONNECTIONS = 1
_OURS, _BARE = "reunion", "bare Litestar, by primary key"
_TARGET_MS = 10.0
_TEXT = "秋冬新款圆框到店了：钛架不到 10 克，鼻托可以现场调。想试的朋友留言，给您留着～"

_FOLLOW = """
INSERT INTO follow (corp_id, contact_id, member_id, state, added_at, since)
SELECT $1, c, m, 'active', now(), now() FROM unnest($2::bigint[]) AS x (c), unnest($3::bigint[]) AS y (m)"""
_POST = """
WITH made AS (
    INSERT INTO moment (corp_id, wire_id, state, origin, purpose, text, attachments, range, created_at,
        creator_id, created_by, members)
    SELECT $1, 'mom' || m || '-' || n, 'finished', 'desk', 'marketing', $3, '[]',
           '{"tags_all": [], "tags_any": [], "tags_none": [], "userids": [], "department_ids": []}',
           now() - n * interval '1 hour' - m * interval '1 second', m, 'bench', 1
    FROM unnest($2::bigint[]) AS x (m), generate_series(1, $4::int) AS y (n)
    RETURNING id, creator_id, created_at
)
INSERT INTO moment_post (corp_id, moment_id, member_id, state, confirmed_at, published_at, done_at)
SELECT $1, id, creator_id, 'published', created_at, created_at, created_at FROM made"""
_SHOW = """
INSERT INTO moment_viewer (corp_id, moment_id, contact_id, person_id, post_id, member_id, at)
SELECT $1, p.moment_id, c.id, c.person_id, p.id, p.member_id, p.published_at
FROM moment_post p, contact c WHERE p.corp_id = $1 AND c.corp_id = $1 AND c.id = ANY($2::bigint[])"""
_TALK = """
INSERT INTO moment_comment (corp_id, post_id, moment_id, contact_id, author_id, text, at, client_id)
SELECT $1, v.post_id, v.moment_id, v.contact_id, a.author, '有黑色的吗', v.at, a.client_id
FROM moment_viewer v, LATERAL (VALUES (v.contact_id, 'c'), (v.member_id, 'm' || v.contact_id))
     AS a (author, client_id)
WHERE v.corp_id = $1 AND v.post_id % 3 = 0"""


async def _prepare(url: str) -> tuple[int, list[Person], list[int]]:
    """(corp, customers with their sessions, ids of Moments)."""
    db = Database(url, max_size=2)
    await db.open()
    corp_id = await cast.make_corp(db)
    members = await cast.make_members(db, corp_id, FOLLOWS, "sales")
    customers = await cast.make_customers(db, corp_id, CUSTOMERS, "+86196")
    member_ids = [one.principal_id for one in members]
    contact_ids = [one.principal_id for one in customers]
    async with db.transaction() as tx:
        await tx.execute(_FOLLOW, corp_id, contact_ids, member_ids)
        await tx.execute(_POST, corp_id, member_ids, _TEXT, POSTS)
        await tx.execute(_SHOW, corp_id, contact_ids)
        await tx.execute(_TALK, corp_id)
        rows = await tx.fetch("SELECT id FROM moment WHERE corp_id = $1 ORDER BY id", corp_id)
    async with db.connection() as conn:
        await conn.execute("VACUUM ANALYZE")
    await db.close()
    return corp_id, customers, [row["id"] for row in rows]


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Interleaved rounds on both servers: each customer's first page, then pages deep in the feed."""
    rounds, seconds = (1, 3.0) if quick else (5, 4.0)
    with postgres(folder / "pg") as (server, port):
        url = await new_database(server, port, "reunion", migrated=True)
        corp_id, customers, moment_ids = await _prepare(url)
        with (
            reunion_web(folder, url) as (_, web_port),
            uvicorn_app(
                folder, "bench.bare_api:application",
                BENCH_DATABASE_URL=url, BENCH_CORP=str(corp_id),
            ) as (_, bare_port),
        ):  # fmt: skip
            await wait_idle(url)
            deep = await _cursors(web_port, customers)
            first = [_page(one) for one in customers]
            rows = _rows(moment_ids)
            figures = await _compare(
                "first page", rounds, seconds, (web_port, first), (bare_port, rows)
            )
            figures += await _compare(
                "page 20", rounds, seconds, (web_port, deep), (bare_port, rows)
            )
    return figures


def _page(customer: Person, cursor: str = "") -> bytes:
    path = f"/api/app/moments?limit={PAGE}{f'&cursor={cursor}' if cursor else ''}"
    head = http.get(path).removesuffix(b"\r\n")
    return head + f"Authorization: Bearer {customer.token}\r\n\r\n".encode()


def _rows(moment_ids: Sequence[int]) -> list[bytes]:
    """As many rows as a page has, anywhere in the table."""
    step = max(1, len(moment_ids) // PAGE)
    return [
        http.get("/moments?" + "&".join(f"id={one}" for one in moment_ids[start::step][:PAGE]))
        for start in range(min(step, 200))
    ]


async def _cursors(port: int, customers: Sequence[Person]) -> list[bytes]:
    """Requests for the twentieth page of a few customers."""
    deep: list[bytes] = []
    for one in customers[:3]:
        request = _page(one)
        for _ in range(19):
            bodies: list[bytes] = []
            await http.ask(
                port, lambda asked=request: asked, bodies.append, connections=1, seconds=0
            )
            cursor = msgspec.json.decode(bodies[0])["next_cursor"]
            request = _page(one, cursor)
        deep.append(request)
    return deep


def _check(body: bytes) -> None:
    if body.count(b'"text"') < PAGE:
        raise RuntimeError(f"no full page: {body[:300].decode()}")


async def _compare(
    what: str, rounds: int, seconds: float, ours: tuple[int, list[bytes]],
    bare: tuple[int, list[bytes]],
) -> list[Figure]:  # fmt: skip
    systems: dict[str, tuple[int, Callable[[], bytes]]] = {
        name: (port, itertools.cycle(requests).__next__)
        for name, (port, requests) in ((_OURS, ours), (_BARE, bare))
    }
    rates: dict[str, list[float]] = {name: [] for name in systems}
    taken: dict[str, list[float]] = {name: [] for name in systems}
    for number in range(rounds + 1):
        for name, (port, requests) in systems.items():
            rate, times = await http.ask(
                port, requests, _check, connections=CONNECTIONS, seconds=seconds if number else 1
            )
            if number:
                rates[name].append(rate)
                taken[name] += times
                print(f"  {what} round {number} {name}: {rate:,.0f}/s")
    base = middle(rates[_BARE])
    figures: list[Figure] = []
    for name in systems:
        against = _BARE if name == _OURS else None
        rate, n = middle(rates[name]), len(taken[name])
        ratio = round(rate / base, 3) if against else None
        figures.append(
            Figure("moments", f"{what}s/s ({name})", round(rate), "1/s", against, ratio, n)
        )
        for part in (0.5, 0.99):
            value = percentile(taken[name], part) * 1e3
            other = percentile(taken[_BARE], part) * 1e3
            ratio = round(value / other, 2) if against else None
            label = f"{what} p{part * 100:.0f} ({name})"
            figures.append(Figure("moments", label, round(value, 2), "ms", against, ratio, n))
    p99 = percentile(taken[_OURS], 0.99) * 1e3
    asked = f"{_TARGET_MS:.0f} ms"
    figures.append(
        Figure("moments", f"{what} p99 against the target", round(p99, 2), "ms", asked,
               round(p99 / _TARGET_MS, 2), len(taken[_OURS]))
    )  # fmt: skip
    return figures
