"""Facts become people: what is learned, by whom it was said, what conflicts, and who writes at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import asyncpg
import pytest

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known, NoSuchTag, TagChange
from tests.factories.company import Company

T = TypeVar("T")
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def known(*ids: str, at: int = 0, source: str = "import", **attributes: Any) -> Known:
    identities = tuple(Identity(*one.split(":", 1)) for one in ids)  # pyright: ignore
    return Known(identities, source, NOON + timedelta(hours=at), attributes)


def within(company: Company, work: Callable[[Context], Awaitable[T]]) -> T:
    """In one transaction."""

    async def run() -> T:
        async with company.reunion.db.transaction() as tx:
            return await work(company.context(tx))

    return company.reunion.run(run)


def learn(company: Company, *facts: Known) -> list[int]:
    return within(company, lambda ctx: profiles.learn(ctx, facts))


def card(company: Company, no: int) -> Any:
    (one,) = within(company, lambda ctx: profiles.cards(ctx, [no]))
    return one


async def rows(company: Company, table: str, order: str) -> list[asyncpg.Record]:
    async def read() -> list[asyncpg.Record]:
        async with company.reunion.db.connection() as c:
            return await c.fetch(
                f"SELECT * FROM {table} WHERE corp_id = $1 ORDER BY {order}", company.corp_id
            )

    return company.reunion.run(read)


async def test_facts_about_one_person_meet_in_one_profile(company: Company) -> None:
    first, other = learn(
        company,
        known("external_userid:wm1", name="小美", source="wecom"),
        known("phone:138 0000 0001", city="上海", birthday="1990-05-20"),
    )
    assert (first, other) == (1, 2)
    # one who is known by both: the two are one
    (no, again) = learn(
        company,
        known("phone:+8613800000001", "external_userid:wm1", at=1, name="王小美"),
        known("email:Mei@X.cn", "phone:13800000001", at=-48, name="旧名", gender="女"),
    )
    assert (no, again) == (1, 1)
    mei = card(company, other)
    assert (mei.profile_no, mei.name, mei.city, mei.gender) == (1, "王小美", "上海", "female")
    assert (mei.birthday, mei.external_userid) == ("1990-05-20", "wm1")
    assert mei.known_since == NOON - timedelta(hours=48)
    asked = [
        Identity("email", "mei@x.cn"),
        Identity("phone", "139"),
        Identity("phone", "13800000001"),
    ]
    found = within(company, lambda ctx: profiles.find(ctx, asked))
    assert found == {asked[0]: 1, asked[2]: 1}
    assert within(company, lambda ctx: profiles.everybody(ctx, 1)) == [1, 2]
    (merge,) = await rows(company, "profile_merge", "merge_no")
    assert (merge["from_no"], merge["to_no"], merge["by_rule"]) == (2, 1, True)


async def test_nothing_new_writes_nothing(company: Company) -> None:
    fact = known("external_userid:wm1", "phone:13800000001", name="小美")
    learn(company, fact)
    before = await rows(company, "profile", "profile_no")
    assert learn(company, fact, known("phone:13800000001", at=-1, name="从前")) == [1, 1]
    later = await rows(company, "profile", "profile_no")
    assert [one["changed"] for one in later] != [one["changed"] for one in before]  # known longer
    assert learn(company, fact, known("phone:13800000001", at=-1, name="从前")) == [1, 1]
    assert await rows(company, "profile", "profile_no") == later
    assert learn(company, known("phone:12", name="谁"), known()) == [0, 0]


async def test_two_people_behind_one_phone_number_stay_two(company: Company) -> None:
    wife, husband = learn(
        company,
        known("external_userid:wife", "phone:13800000001", name="王小美", source="wecom"),
        known("external_userid:husband", "phone:13800000001", name="李强", source="wecom"),
    )
    assert wife != husband
    assert learn(company, known("phone:13800000001", city="苏州")) == [wife]
    # a member number that is the husband's, with the phone that both gave
    assert learn(company, known("external_userid:husband", "member_no:7")) == [husband]
    assert learn(company, known("member_no:7", "phone:13800000001", at=2)) == [husband]
    names = [card(company, no).name for no in (wife, husband)]
    assert names == ["王小美", "李强"]
    conflicts = await rows(company, "identity_conflict", "conflict_no")
    assert [(one["kind"], one["profile_nos"]) for one in conflicts] == [
        ("external_userid", [wife, husband]),
        ("external_userid", [wife, husband]),
    ]
    assert await rows(company, "profile_merge", "merge_no") == []
    learn(company, known("external_userid:husband", "phone:13800000001", at=9))
    assert len(await rows(company, "identity_conflict", "conflict_no")) == 2


async def test_what_was_set_by_hand_stays(company: Company) -> None:
    (no,) = learn(company, known("external_userid:wm1", name="小美", source="wecom"))
    within(
        company, lambda ctx: profiles.set_attributes(ctx, no, {"name": "王小美", "city": "上海"})
    )
    learn(company, known("external_userid:wm1", at=99_999, name="美美", city="苏州", gender="2"))
    mei = card(company, no)
    assert (mei.name, mei.city, mei.gender) == ("王小美", "上海", "female")


async def test_tags_of_wecom_and_of_our_own(company: Company) -> None:
    no, other = learn(company, known("external_userid:wm1"), known("phone:13800000001"))

    def put(*tags: tuple[str, str, str | None]) -> list[int]:
        return within(company, lambda ctx: profiles.put_tags(ctx, tags))

    vip, old = put(("等级", "金卡", "et1"), ("自有", "老客", None))
    # renamed in WeCom, and one of our own that WeCom got
    assert put(("等级", "金卡会员", "et1"), ("自有", "老客", "et2"), ("自有", "老客", None)) == [
        vip,
        old,
        3,
    ]
    found = within(company, lambda ctx: profiles.tag_of_wecom(ctx, ["et1", "et2", "et3"]))
    assert found == {"et1": vip, "et2": old}

    def change(*changes: TagChange) -> list[TagChange]:
        return within(company, lambda ctx: profiles.change_tags(ctx, changes))

    on = TagChange(no, (vip, old), userid="zhou", origin="wecom")
    assert change(on, TagChange(no, (vip,), userid="chen")) == [
        on,
        TagChange(no, (vip,), userid="chen"),
    ]
    assert change(on, TagChange(999, (vip,))) == []
    assert change(TagChange(no, remove=(vip, old), userid="zhou"))[0].remove == (vip, old)
    assert [one.name for one in card(company, no).tags] == ["金卡会员"]
    with pytest.raises(NoSuchTag):
        change(TagChange(no, (77,)))
    change(TagChange(other, (3,)))
    learn(company, known("external_userid:wm1", "phone:13800000001"))
    assert [one.tag_no for one in card(company, other).tags] == [vip, 3]


async def test_who_learns_at_the_same_time_makes_nobody_twice(company: Company) -> None:
    people = [known(f"external_userid:w{n}", f"phone:1380000{n:04d}") for n in range(40)]
    bridges = [known(f"phone:1380000{n:04d}", f"email:e{n}@x.cn", at=n) for n in range(40)]

    async def one(facts: list[Known]) -> None:
        async with company.reunion.db.transaction() as tx:
            await profiles.learn(company.context(tx), facts)

    async def all_at_once() -> None:
        lots = [people[:20], bridges, people[10:], bridges[::-1], people]
        await asyncio.gather(*(one(lot) for lot in lots))

    company.reunion.run(all_at_once)
    alive = [
        one for one in await rows(company, "profile", "profile_no") if one["merged_into"] is None
    ]
    assert len(alive) == 40
    owned = await rows(company, "profile_identity", "profile_no")
    assert len(owned) == 120
    assert {one["profile_no"] for one in owned} == {one["profile_no"] for one in alive}
