"""Chats as counts: how many messages a member and a customer wrote each other on a day, from the archive."""

from datetime import timedelta
from functools import partial
from typing import Any

from cryptography.hazmat.primitives import serialization

from reunion.growth.mirror.chats import store
from tests.factories.archiving import ARCHIVE, key_pair, switch_on, until_archived
from tests.factories.chatting import Pair
from tests.factories.company import Company
from tests.factories.meeting import meet
from tests.factories.mirroring import in_corp, mirrored, settled
from tests.growth.mirror.elsewhere import happened, later, shows

CONNECTION = "/api/console/wecom-connection"


def pem(version: int) -> str:
    """The private half, as a company keeps it."""
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key_pair(version)[0].private_bytes(serialization.Encoding.PEM, form, plain).decode()


async def test_messages_are_counted_by_day_and_never_read(company: Company) -> None:
    chats = [await chat(company, "zhou", "小美"), await chat(company, "chen", "阿华")]
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou", "chen")
    for n, (surface, one) in enumerate((s, c) for c in chats for s in ("desk", "desk", "app")):
        await one.say(surface, f"c{n}", "青花瓷")
    await until_archived(company, 6)
    await mirrored(company)

    console = company.console()
    refused = await console.put(CONNECTION, json={"archive_key": "-----BEGIN NOTHING-----"})
    assert refused.json()["fields"].keys() == {"archive_key"}
    await console.ok("PUT", CONNECTION, json={"archive_key": pem(2)})
    seen = await shows(company, lambda one: one["chats"] and one["chats"]["trouble"])
    assert "最新公钥的私钥" in seen["chats"]["trouble"]["advice"]
    assert not (await rows(company)), "what cannot be opened is not counted"

    await console.ok("PUT", CONNECTION, json={"archive_key": pem(1)})
    await shows(company, lambda one: one["chats"]["read_at"])
    assert await rows(company) == [("chen", 2, 1, False), ("zhou", 2, 1, False)]
    checks = await console.ok("POST", f"{CONNECTION}/test", json={})
    assert {"name": "archive", "state": "ok"}.items() <= checks["items"][-1].items()
    assert await happened(company, "chatted") == 0, "the day is not over"
    with later(timedelta(days=1, minutes=11)):
        await console.ok("PUT", CONNECTION, json={})
        await told(company, 2)
        await chats[0].say("app", "c9", "还在吗")
        await until_archived(company, 7)
        with later(timedelta(days=1)):
            await console.ok("PUT", CONNECTION, json={})
            await told(company, 3)
    await settled(company)
    assert await happened(company, "chatted") == 3
    await holds_no_word(company)


def test_who_has_lost_the_archive_counts_nothing(company: Company) -> None:
    """Another WeCom, or another key, was entered while a page of the archive was being read."""
    begin = partial(in_corp, company, store.take)
    first = begin()
    assert first is not None
    assert begin() is None, "one reads at a time"
    for changed in (store.works, store.drop):
        in_corp(company, changed)
        second = begin()
        assert second is not None
        assert not in_corp(company, lambda ctx, old=first: store.move(ctx, old, 7))
        assert in_corp(company, lambda ctx, new=second: store.move(ctx, new, 3))
        assert in_corp(company, lambda ctx, old=first: store.seq(ctx, old)) is None
        assert in_corp(company, lambda ctx, new=second: store.seq(ctx, new)) == 3
        first = second
    in_corp(company, lambda ctx: store.give_back(ctx, first))
    assert begin() is not None


async def chat(company: Company, userid: str, name: str) -> Pair:
    """A new customer of a member, and their conversation."""
    person, card = await meet(company, userid, name)
    return Pair(company, company.desk(userid), person, card["contact_id"], card["conversation_id"])


async def told(company: Company, count: int) -> None:
    """Returns once so many days are in the timelines."""

    async def there() -> bool:
        return sum(one[3] for one in await rows(company)) == count

    while not await there():
        await shows(company, lambda one: one["chats"])


async def rows(company: Company) -> list[tuple[Any, ...]]:
    """The counts: member, sent, received, told."""

    async def read() -> list[tuple[Any, ...]]:
        sql = """SELECT userid, sent, received, told FROM wecom_chat_day
                 WHERE corp_id = $1 ORDER BY day, userid"""
        async with company.reunion.db.connection() as tx:
            return [tuple(row) for row in await tx.fetch(sql, company.corp_id)]

    return company.reunion.run(read)


async def holds_no_word(company: Company) -> None:
    """Nothing of what was said is in the timelines."""
    engine = company.reunion.work.engine
    sql = """SELECT properties FROM tracked_event
             WHERE corp_id = {corp:UInt32} AND name = 'chatted' ORDER BY at"""
    found = company.reunion.run(lambda: engine.rows(dict, sql, corp=company.corp_id))
    assert "青花瓷" not in str(found)
    assert "received" in str(found[0])
