"""Search finds any part of a text, one Chinese character included, indexed or not yet, and only one's own."""

import pytest

from reunion.platform.conversations.loop import index_once
from tests.factories.chatting import Pair, pair
from tests.factories.company import Company

TEXTS = [
    "镜", "新到的春茶色镜框", "镜片换好了", "Ray-Ban 2140 到货", "ＲＡＹ－ＢＡＮ 全角也能找到", "100% 防蓝光",
    "under_score", "back\\slash", "'quoted' & | ! :*", "空 格 之间", "🙂 眼镜 🙂",
]  # fmt: skip


async def _found(two: Pair, q: str, surface: str = "desk", **more: object) -> list[str]:
    caller = two.desk if surface == "desk" else two.app
    texts: list[str] = []
    cursor: str | None = None
    while True:
        query = {"q": q, "limit": 4, **more} | ({"cursor": cursor} if cursor else {})
        page = (await caller.ok("GET", f"/api/{surface}/search", params=query))["messages"]
        texts += [hit["message"]["content"]["text"] for hit in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return texts


async def _index(company: Company) -> None:
    async def all_of_it() -> None:
        while await index_once(company.reunion.db):
            pass

    company.reunion.run(all_of_it)


@pytest.mark.parametrize("indexed", ["not yet", "wholly", "half"])
async def test_exactly_what_contains_it(company: Company, indexed: str) -> None:
    two = pair(company)
    for number, text in enumerate(TEXTS):
        await two.say("desk" if number % 2 else "app", f"t-{number}", text)
        if indexed == "half" and number == len(TEXTS) // 2:
            await _index(company)
    if indexed == "wholly":
        await _index(company)
    folded = [text.lower().replace("ｒａｙ－ｂａｎ", "ray-ban") for text in TEXTS]
    for q in ("镜", "眼镜", "镜框", "春茶色镜框", "ray-ban", "RAY", "%", "_", "\\", "'", "100%", "格 之",
              "🙂", "没有", "框镜", "&", "ban 2"):  # fmt: skip
        wanted = {text for text, low in zip(TEXTS, folded, strict=True) if q.lower() in low}
        found = await _found(two, q)
        assert set(found) == wanted, q
        assert len(found) == len(wanted), q
    assert set(await _found(two, "镜", "app")) == set(await _found(two, "镜"))


async def test_only_ones_own(company: Company, other_company: Company) -> None:
    two, colleague, other = pair(company), pair(company, "chen"), pair(other_company)
    for each in (two, colleague, other):
        await each.say("app", "w-1", "独一无二的暗号")
    assert await _found(two, "暗号") == ["独一无二的暗号"]
    assert await _found(two, "暗号", conversation_id=colleague.conversation_id) == []
    await _index(company)
    assert await _found(two, "暗号") == ["独一无二的暗号"]
    assert await _found(other, "暗号", "app") == ["独一无二的暗号"]


async def test_what_was_recalled_is_not_found(company: Company) -> None:
    two = pair(company)
    early = await two.say("desk", "r-1", "收回的话")
    await _index(company)
    late = await two.say("desk", "r-2", "也收回的话")
    for sent in (early, late):
        await two.desk.ok("POST", two.path("desk", f"/messages/{sent['seq']}/recall"))
    assert await _found(two, "收回") == []
    await _index(company)
    assert await _found(two, "收回") == []


async def test_the_snippet_shows_the_place(company: Company) -> None:
    two = pair(company)
    await two.say("desk", "s-1", "前" * 60 + "目标" + "后" * 60)
    page = await two.desk.ok("GET", "/api/desk/search", params={"q": "目标"})
    [hit] = page["messages"]["items"]
    assert hit["snippet"] == "…" + "前" * 24 + "目标" + "后" * 24 + "…"
    assert hit["conversation"]["id"] == two.conversation_id


async def test_the_snippet_is_as_it_was_written(company: Company) -> None:
    two = pair(company)
    text = "前" * 30 + "㈱１２：您好！（ＲＡＹ－ＢＡＮ），到店：" + "后" * 30
    await two.say("desk", "s-1", text)
    for q, hit_text in (("ray-ban", "ＲＡＹ－ＢＡＮ"), ("您好!", "您好！"), ("(株)12", "㈱１２")):
        page = await two.desk.ok("GET", "/api/desk/search", params={"q": q})
        [hit] = page["messages"]["items"]
        at = text.index(hit_text)
        wanted = text[at - 24 : at + len(hit_text) + 24]
        assert hit["snippet"] == f"…{wanted}…"


@pytest.mark.parametrize("q", ["   ", "长" * 101])
async def test_senseless_questions_are_refused(company: Company, q: str) -> None:
    two = pair(company)
    refused = await two.desk.get("/api/desk/search", params={"q": q})
    assert refused.status_code == 422, refused.text
