"""externalcontact/get and mark_tag through the whole product, beside the bare framework doing the same
single statement: what tokens, quotas, errcodes, headers and metrics cost."""

import itertools
import urllib.request
from collections.abc import Callable
from pathlib import Path

import msgspec

from bench import cast, http
from bench.figures import Figure, middle, percentile
from bench.servers import new_database, postgres, reunion_web, uvicorn_app, wait_idle
from reunion.core import ids
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.platform.apps import service as apps
from reunion.platform.corps import service as corps

CUSTOMERS = 2000
CONNECTIONS = 32
_OURS, _BARE = "reunion", "bare Litestar"
_TARGET = 0.7


async def _prepare(url: str, folder: Path) -> tuple[int, str, str, list[str], list[str]]:
    """(corp, corpid, secret, wire ids of customers, wire ids of tags): each customer has one follow."""
    (folder / "data").mkdir(exist_ok=True)
    vault = Vault.open(folder / "data" / "secret.key")
    db = Database(url, max_size=4)
    await db.open()
    corp_id = await cast.make_corp(db)
    [member] = await cast.make_members(db, corp_id, 1, "sales")
    customers = await cast.make_customers(db, corp_id, CUSTOMERS, "+86197")
    async with db.transaction() as tx:
        ctx = Context(corp_id, SYSTEM, tx, clock.now())
        rows = await tx.fetch(
            """INSERT INTO follow (corp_id, contact_id, member_id, state, remark, added_at, since)
               SELECT corp_id, id, $2, 'active', 'bench', now(), now() FROM contact
               WHERE corp_id = $1 AND id = ANY($3::bigint[]) RETURNING contact_id""",
            corp_id, member.principal_id, [one.principal_id for one in customers],
        )  # fmt: skip
        assert len(rows) == CUSTOMERS
        wire = await tx.fetch("SELECT external_userid FROM contact WHERE corp_id = $1", corp_id)
        group = await tx.fetchval(
            "INSERT INTO tag_group (corp_id, wire_id, name) VALUES ($1, $2, '来源') RETURNING id",
            corp_id, ids.tag_wire_id(),
        )  # fmt: skip
        tags = [ids.tag_wire_id() for _ in range(4)]
        await tx.execute(
            """INSERT INTO tag (corp_id, group_id, wire_id, name)
               SELECT $1, $2, w, 'tag ' || n FROM unnest($3::text[]) WITH ORDINALITY AS u (w, n)""",
            corp_id, group, tags,
        )  # fmt: skip
        app = await apps.system_app(ctx, "customer_contact")
        secret = await apps.own_secret(ctx, vault, app.id)
        corpid = (await corps.require(ctx)).wire_id
    await db.close()
    return corp_id, corpid, secret, [row["external_userid"] for row in wire], tags


def _token(port: int, corpid: str, secret: str) -> str:
    address = f"http://127.0.0.1:{port}/cgi-bin/gettoken?corpid={corpid}&corpsecret={secret}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return msgspec.json.decode(answer.read())["access_token"]


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Interleaved rounds of both endpoints on both servers."""
    rounds, seconds = (1, 3.0) if quick else (5, 4.0)
    with postgres(folder / "pg") as (server, port):
        url = await new_database(server, port, "reunion", migrated=True)
        corp_id, corpid, secret, contacts, tags = await _prepare(url, folder)
        with (
            reunion_web(folder, url, REUNION_API_RATE_FACTOR="1000") as (_, web_port),
            uvicorn_app(
                folder, "bench.bare_api:application",
                BENCH_DATABASE_URL=url, BENCH_CORP=str(corp_id),
            ) as (_, bare_port),
        ):  # fmt: skip
            token = _token(web_port, corpid, secret)
            await wait_idle(url)
            base = "/cgi-bin/externalcontact"
            figures = await _compare(
                "get", rounds, seconds,
                {
                    _OURS: (web_port, _gets(f"{base}/get?access_token={token}&external_userid=", contacts)),
                    _BARE: (bare_port, _gets("/get?external_userid=", contacts)),
                },
            )  # fmt: skip
            figures += await _compare(
                "mark_tag", rounds, seconds,
                {
                    _OURS: (web_port, _marks(f"{base}/mark_tag?access_token={token}", contacts, tags)),
                    _BARE: (bare_port, _marks("/mark", contacts, tags)),
                },
            )  # fmt: skip
    return figures


def _gets(path: str, contacts: list[str]) -> Callable[[], bytes]:
    requests = itertools.cycle([http.get(path + contact) for contact in contacts])
    return lambda: next(requests)


def _marks(path: str, contacts: list[str], tags: list[str]) -> Callable[[], bytes]:
    """Each call changes something: a tag is put on that was not there, or taken off."""
    numbers = itertools.count()

    def one() -> bytes:
        turn, at = divmod(next(numbers), len(contacts))
        body = {"userid": "sales1", "external_userid": contacts[at]}
        tag = [tags[turn // 2 % len(tags)]]
        body |= {"remove_tag": tag} if turn % 2 else {"add_tag": tag}
        return http.post(path, msgspec.json.encode(body))

    return one


def _check(body: bytes) -> None:
    if b'"errcode":' in body and b'"errcode":0' not in body:
        raise RuntimeError(body.decode())


async def _compare(
    what: str, rounds: int, seconds: float, systems: dict[str, tuple[int, Callable[[], bytes]]]
) -> list[Figure]:
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
    ours, bare = middle(rates[_OURS]), middle(rates[_BARE])
    figures = [
        Figure("open_api", f"{what} requests/s ({_OURS})", round(ours), "1/s", _BARE,
               round(ours / bare, 3), len(taken[_OURS])),
        Figure("open_api", f"{what} requests/s ({_BARE})", round(bare), "1/s", n=len(taken[_BARE])),
    ]  # fmt: skip
    for name in systems:
        p99 = percentile(taken[name], 0.99) * 1e3
        figures.append(
            Figure("open_api", f"{what} p99 ({name})", round(p99, 2), "ms", n=len(taken[name]))
        )
    figures.append(
        Figure("open_api", f"{what} against the target", round(ours / bare, 3), "of bare",
               "0.70", round(ours / bare / _TARGET, 2), len(taken[_OURS]))
    )  # fmt: skip
    return figures
