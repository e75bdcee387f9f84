"""What people decide: two are one, one is two, and both taken back; carried into the engine meanwhile."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from reunion.engine.errors import EngineError
from reunion.growth.profiles import custom_fields, deciding
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import (
    BadField,
    FieldKeyTaken,
    Identity,
    LaterFirst,
    NothingToUndo,
    OneIdentityLeft,
    StillTwo,
    TagChange,
    Unfit,
)
from tests.factories.company import Company
from tests.growth.profiles.test_learning import card, known, learn, rows, within


async def state(company: Company) -> Any:
    """Everything that a merge touches."""
    people = await rows(company, "profile", "profile_no")
    return (
        [{**one, "changed": 0, "moved": 0} for one in map(dict, people)],
        await rows(company, "profile_identity", "kind, value"),
        await rows(company, "profile_tag", "profile_no, tag_no, userid"),
    )


def merge(company: Company, kept: int, gone: int) -> int:
    return within(company, lambda ctx: deciding.merge(ctx, kept, gone))


def undo(company: Company, number: int) -> None:
    within(company, lambda ctx: deciding.undo(ctx, number))


async def test_a_merge_is_taken_back_whole(company: Company) -> None:
    one, two, three = learn(
        company,
        known("phone:13800000001", name="王小美", city="上海"),
        known("member_no:7", at=1, name="小美", gender="女", birthday="1990-05-20"),
        known("email:mei@x.cn", at=-9, city="苏州", gender="female"),
    )
    tags = [("a", "1", None), ("a", "2", None), ("a", "3", None)]
    within(company, lambda ctx: profiles.put_tags(ctx, tags))
    worn = [TagChange(one, (1,)), TagChange(two, (1, 2), userid="zhou"), TagChange(three, (1, 3))]
    within(company, lambda ctx: profiles.change_tags(ctx, worn))
    before = await state(company)
    first = merge(company, one, two)
    second = merge(company, one, three)
    mei = card(company, three)
    assert (mei.name, mei.city, mei.gender, mei.birthday) == (
        "小美",
        "上海",
        "female",
        "1990-05-20",
    )
    assert [tag.tag_no for tag in mei.tags] == [1, 2, 3]
    undo(company, first)
    assert (card(company, one).name, card(company, one).gender) == ("王小美", "female")
    assert [tag.tag_no for tag in card(company, two).tags] == [1, 2]
    undo(company, second)
    assert await state(company) == before
    with pytest.raises(NothingToUndo):
        undo(company, second)
    # somebody said that they are not the same: evidence does not join them again
    assert learn(company, known("phone:13800000001", "member_no:7")) == [two]
    assert card(company, one).profile_no == one


async def test_merges_upon_merges_are_taken_back_from_the_last(company: Company) -> None:
    a, b, c = learn(company, known("phone:13800000001"), known("email:b@x.cn"), known("openid:c"))
    before = await state(company)
    first, second = merge(company, b, a), merge(company, c, b)
    assert within(company, lambda ctx: profiles.everybody(ctx, c)) == [c, a, b]
    with pytest.raises(LaterFirst):
        undo(company, first)
    undo(company, second)
    assert card(company, a).profile_no == b
    undo(company, first)
    assert await state(company) == before


async def test_two_with_a_number_each_are_never_one_but_by_splitting(company: Company) -> None:
    wife, husband = learn(
        company,
        known("external_userid:wife", "phone:13800000001"),
        known("external_userid:husband", "phone:13800000001", "openid:o"),
    )
    with pytest.raises(StillTwo):
        merge(company, wife, husband)
    phone, openid = Identity("phone", "+8613800000001"), Identity("openid", "o")

    def split(no: int, *identities: Identity) -> int:
        return within(company, lambda ctx: deciding.split(ctx, no, identities))

    for wrong in ((phone, Identity("external_userid", "wife")), (), (openid,)):
        with pytest.raises(OneIdentityLeft):
            split(wife, *wrong)
    third = split(wife, phone)
    assert learn(company, known("phone:13800000001", "external_userid:wife")) == [wife]
    assert learn(company, known("phone:13800000001")) == [third]
    (conflict,) = await rows(company, "identity_conflict", "conflict_no")
    within(company, lambda ctx: deciding.keep_apart(ctx, conflict["conflict_no"]))
    log = within(company, lambda ctx: deciding.history(ctx, wife))
    undo(company, log[0].merge_no)
    assert learn(company, known("phone:13800000001")) == [wife]
    events = [one["name"] for one in await rows(company, "event", "id") if "profile" in one["name"]]
    assert events == [
        "profile.conflict_found", "profile.split", "profile.kept_apart", "profile.merged", "profile.unsplit",
    ]  # fmt: skip


async def test_profiles_and_custom_fields_reach_the_engine(company: Company) -> None:
    shelf = within(
        company, lambda ctx: custom_fields.create(ctx, "lens", "镜片", "choice", ["渐进", "单光"])
    )
    likes = within(
        company, lambda ctx: custom_fields.create(ctx, "likes", "喜好", "choices", ["茶", "花"])
    )
    paid = within(company, lambda ctx: custom_fields.create(ctx, "paid", "消费", "number"))
    with pytest.raises(FieldKeyTaken):
        within(company, lambda ctx: custom_fields.create(ctx, "paid", "消费", "text"))
    with pytest.raises(BadField):
        within(company, lambda ctx: custom_fields.create(ctx, "name", "姓名", "text"))
    one, two = learn(
        company,
        known("external_userid:w1", name="小美", lens="渐进", paid="19.5", birthday="1990-05-20"),
        known("phone:13800000002", lens="圆的", unheard_of=1, likes=["花", "茶"]),
    )
    with pytest.raises(Unfit) as refused:
        within(company, lambda ctx: profiles.set_attributes(ctx, two, {"lens": "圆的"}))
    assert "渐进、单光" in refused.value.text("zh")
    engine = company.reunion.work.engine
    asked = f"""SELECT profile_no, name, toString(birthday) AS day, is_contact, {shelf.column} AS lens,
        {likes.column} AS likes, {paid.column} AS paid
        FROM profile_facts FINAL WHERE corp_id = {{corp:UInt32}} ORDER BY profile_no"""

    async def until(*wanted: Any) -> None:
        found: Any = None

        async def look() -> None:
            nonlocal found
            async with asyncio.timeout(60):
                while found != wanted:
                    with suppress(EngineError):  # no such column yet
                        rows = await engine.rows(dict[str, Any], asked, corp=company.corp_id)
                        found = tuple(tuple(row.values()) for row in rows)
                    await asyncio.sleep(0.02)

        with suppress(TimeoutError):
            company.reunion.run(look)
        assert found == wanted

    mei = (one, "小美", "1990-05-20", 1, "渐进", [], 19.5)
    await until(mei, (two, "", None, 0, None, ["茶", "花"], None))
    # a transaction that is not over holds nothing back
    release = asyncio.Event()

    async def hold() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute("SELECT pg_current_xact_id()")
            holding.set()
            await release.wait()

    holding = asyncio.Event()

    async def begin() -> None:
        company.reunion.held = asyncio.create_task(hold())  # pyright: ignore
        await holding.wait()

    company.reunion.run(begin)
    within(company, lambda ctx: profiles.set_attributes(ctx, two, {"name": "李强"}))
    await until(mei, (two, "李强", None, 0, None, ["茶", "花"], None))
    number = merge(company, one, two)
    await until((one, "李强", *mei[2:5], ["茶", "花"], 19.5))

    async def moved() -> list[Any]:
        moves = "SELECT from_no, to_no FROM profile_move FINAL WHERE corp_id = {corp:UInt32}"
        return await engine.rows(dict[str, int], moves, corp=company.corp_id)

    assert company.reunion.run(moved) == [{"from_no": two, "to_no": one}]
    undo(company, number)
    await until(mei, (two, "李强", None, 0, None, ["茶", "花"], None))

    async def end() -> None:
        release.set()
        await company.reunion.held  # pyright: ignore

    company.reunion.run(end)
    assert company.reunion.run(moved) == [{"from_no": two, "to_no": two}]
