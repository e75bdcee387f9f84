"""A company whose members send content to customers, on a server whose worker is the test."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.growth.content import loop
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.tracking import draining
from tests.factories.company import Company, found
from tests.factories.papers import picture
from tests.factories.serving import Reunion

T = TypeVar("T")


async def sending(reunion: Reunion) -> Company:
    """With Zhou and Chen in the directory as WeCom told it."""
    company = found(reunion)
    await company.add_member("zhou", "周宁")
    await company.add_member("chen", "陈安")
    rows = [("zhou", "周宁"), ("chen", "陈安")]
    for userid, name in rows:
        run(
            company,
            "INSERT INTO wecom_member (corp_id, userid, name, departments) VALUES ($1, $2, $3, '{1}')",
            userid, name,
        )  # fmt: skip
    return company


def run(company: Company, sql: str, *values: Any) -> None:
    async def work() -> None:
        async with company.reunion.db.connection() as connection:
            await connection.execute(sql, company.corp_id, *values)

    company.reunion.run(work)


def in_corp(company: Company, work: Callable[[Context], Awaitable[T]]) -> T:
    async def inside() -> T:
        async with company.reunion.db.transaction() as tx:
            return await work(Context(company.corp_id, SYSTEM, tx, clock.now()))

    return company.reunion.run(inside)


def customer_of(company: Company, name: str, *userids: str) -> int:
    """The profile of a new customer whom these members follow."""
    external = f"wm{secrets.token_hex(15)}"
    known = Known((Identity("external_userid", external),), "wecom", clock.now(), {"name": name})
    [number] = in_corp(company, lambda ctx: profiles.learn(ctx, [known]))
    for userid in userids or ("zhou",):
        run(
            company,
            """INSERT INTO wecom_follow (corp_id, external_userid, userid, remark, description, company,
                   mobiles, tag_ids, state, add_way, channel, added_at, known_at)
               VALUES ($1, $2, $3, '', '', '', '{}', '{}', 'active', 1, '', now(), now())""",
            external, userid,
        )  # fmt: skip
    return number


def events(company: Company, name: str) -> list[dict[str, Any]]:
    """What tracking knows of that name, by time, once everything was told."""

    async def all_of_it() -> list[dict[str, Any]]:
        work = company.reunion.work
        await loop.tell(work, silent=-60)
        while await draining.fix(work.db) + await draining.deliver(work.db, work.engine):
            pass
        sql = (
            "SELECT profile_no, userid, subject, properties FROM tracked_event "
            "WHERE corp_id = {corp:UInt32} AND name = {name:String} ORDER BY at, subject"
        )
        return await work.engine.rows(dict, sql, corp=company.corp_id, name=name)

    return company.reunion.run(all_of_it)


class Browser:
    """Somebody's browser: it keeps its cookies and nothing else."""

    def __init__(self, company: Company) -> None:
        self.http = httpx.AsyncClient(base_url=company.reunion.base_url, timeout=30)

    async def open(self, token: str, visit: str | None = None) -> dict[str, Any]:
        """The answer to opening a link; `visit` of the answer names the reading."""
        visit = visit or secrets.token_hex(16)
        answer = await self.http.post(f"/api/content/shares/{token}/open", json={"visit": visit})
        assert answer.is_success, answer.text
        return answer.json() | {"visit": visit}

    async def read(self, opening: dict[str, Any], seconds: int, depth: int, **more: Any) -> None:
        body = {"visit": opening["visit"], "seconds": seconds, "depth": depth, **more}
        answer = await self.http.post(f"/api/content/shares/{opening['token']}/read", json=body)
        assert answer.status_code == 204, answer.text


def article(text: str = "秋冬新款到店", **more: Any) -> dict[str, Any]:
    """The draft of an article."""
    doc = {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }
    return {"kind": "article", "title": text[:20], "body": {"doc": doc}, **more}


async def published(company: Company, **more: Any) -> dict[str, Any]:
    """New content."""
    draft = article() | more
    return await company.console().ok("POST", "/api/console/content", json=draft)


async def poster(company: Company) -> dict[str, Any]:
    """New content: a picture with room for a member's code."""
    files = {"file": ("海报.png", picture(), "image/png")}
    file = await company.console().ok("POST", "/api/console/content-files", files=files)
    body = {"file": file["id"], "code": {"x": 60, "y": 60, "size": 35}}
    return await published(company, kind="poster", title="到店礼", body=body)


async def shared(
    company: Company, content_id: int, profile_no: int | None, userid: str = "zhou"
) -> str:
    """The token of a new link."""
    path = f"/api/desk/content/{content_id}/shares"
    made = await company.desk(userid).ok("POST", path, json={"profile_no": profile_no})
    assert made["url"] == f"{company.reunion.base_url}/s/{made['token']}"
    return made["token"]
