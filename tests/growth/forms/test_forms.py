"""Forms: what is asked depends on what was answered, an answer counts once, and what becomes of it."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity
from tests.factories.company import Company
from tests.factories.readers import (
    Browser,
    customer_of,
    events,
    in_corp,
    published,
    sending,
    shared,
)
from tests.factories.serving import Reunion


@pytest.fixture(scope="module")
def company(new_database_url: Callable[[], str]) -> Iterator[Company]:
    reunion = Reunion(new_database_url(), worker=False)
    reunion.start()
    yield asyncio.run(sending(reunion))
    reunion.stop()


def fields(tag_no: int | None = None) -> list[dict[str, Any]]:
    wears = {"label": "戴眼镜", "tag_no": tag_no}
    return [
        {"key": "name", "type": "text", "label": "您的姓名", "required": True, "attribute": "name"},
        {"key": "wears", "type": "choice", "label": "您戴眼镜吗", "required": True,
         "options": [wears, {"label": "不戴"}]},
        {"key": "degree", "type": "number", "label": "多少度", "required": True, "least": 0, "most": 2000,
         "when": [{"field": "wears", "values": ["戴眼镜"]}]},
        {"key": "why", "type": "choices", "label": "为什么", "options": [{"label": "贵"}, {"label": "麻烦"}],
         "when": [{"field": "degree", "test": "at_least", "number": 600}]},
        {"key": "stars", "type": "rating", "label": "打分"},
        {"key": "phone", "type": "phone", "label": "手机"},
        {"key": "day", "type": "date", "label": "哪天来"},
        {"key": "home", "type": "address", "label": "地址"},
    ]  # fmt: skip


async def made(company: Company, **more: Any) -> dict[str, Any]:
    draft = {"title": "验光预约", "thanks": "期待见到您", "fields": fields()} | more
    return await company.console().ok("POST", "/api/console/forms", json=draft)


def body(answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"submission": secrets.token_hex(16), "answers": answers, **more}


async def answer(browser: Browser, form: dict[str, Any], given: dict[str, Any]) -> Any:
    return await browser.http.post(f"/api/forms/{form['token']}/answers", json=given)


async def test_an_answer_becomes_attributes_tags_and_an_event_once(company: Company) -> None:
    [tag] = in_corp(company, lambda ctx: profiles.put_tags(ctx, [("配镜", "戴眼镜", None)]))
    form = await made(company, fields=fields(tag))
    item = await published(
        company, kind="form", title="验光预约", body={"form": form["token"]}
    )  # fmt: skip
    mei = customer_of(company, "微信昵称")
    phone, token = Browser(company), await shared(company, item["id"], mei)
    assert (await phone.open(token))["form"] == form["token"]
    shown = (await phone.http.get(f"/api/forms/{form['token']}")).json()
    assert "attribute" not in shown["fields"][0]
    assert "tag_no" not in shown["fields"][1]["options"][0]

    given = body(
        {"name": "苏小美", "wears": "戴眼镜", "degree": 350, "phone": "138 0013 8000", "why": ["贵"],
         "stars": 5, "day": "2026-12-01", "home": "杭州市西湖区", "unknown": "x"},
        share=token,
    )  # fmt: skip
    for _ in range(2):
        assert (await answer(phone, form, given)).json() == {"thanks": "期待见到您"}
    together = await asyncio.gather(*(answer(Browser(company), form, given) for _ in range(4)))
    assert {one.status_code for one in together} == {200}
    page = await company.console().ok("GET", f"/api/console/forms/{form['id']}/answers")
    [kept] = page["items"]
    assert kept["answers"] == {
        "name": "苏小美", "wears": "戴眼镜", "degree": 350, "phone": "+8613800138000", "stars": 5,
        "day": "2026-12-01", "home": "杭州市西湖区",
    }, "what was not asked is not kept"  # fmt: skip
    assert (kept["profile_no"], kept["userid"]) == (mei, "zhou")
    [card] = in_corp(company, lambda ctx: profiles.cards(ctx, [mei]))
    assert [one.name for one in card.tags] == ["戴眼镜"]
    number = Identity("phone", "+8613800138000")
    assert in_corp(company, lambda ctx: profiles.find(ctx, [number])) == {number: mei}
    [told] = events(company, "form_submitted")
    assert (told["profile_no"], told["userid"]) == (mei, "zhou")
    assert told["properties"]["answer_degree"] == 350
    assert (
        told["properties"]["answers"]
        == "您戴眼镜吗：戴眼镜；多少度：350；打分：5；哪天来：2026-12-01"
    )
    assert "answer_phone" not in told["properties"]


async def test_what_is_wrong_is_said_by_question_and_nothing_is_kept(company: Company) -> None:
    form = await made(company)
    browser = Browser(company)
    wrong = {
        "wears": "也许", "stars": 6, "phone": "110", "day": "2026-02-30", "name": "  ",
    }  # fmt: skip
    refused = await answer(browser, form, body(wrong))
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"name", "wears", "stars", "phone", "day"}
    refused = await answer(browser, form, body({"name": "王", "wears": "戴眼镜"}))
    assert set(refused.json()["fields"]) == {"degree"}, "asked, since she wears glasses"
    refused = await answer(browser, form, body({"name": "王", "wears": "戴眼镜", "degree": True}))
    assert set(refused.json()["fields"]) == {"degree"}
    fine = await answer(browser, form, body({"name": "王", "wears": "不戴"}))
    assert fine.status_code == 200
    results = await company.console().ok("GET", f"/api/console/forms/{form['id']}/results")
    assert (results["answers"], results["people"], results["days"][-1]["answers"]) == (1, 0, 1)
    wears = next(one for one in results["fields"] if one["key"] == "wears")
    assert wears["counts"] == [{"value": "戴眼镜", "count": 0}, {"value": "不戴", "count": 1}]


async def test_a_form_is_answered_once_by_a_browser_and_not_after_it_closed(
    company: Company,
) -> None:
    form = await made(company, once=True)
    browser = Browser(company)
    fine = {"name": "=HYPERLINK(1)", "wears": "不戴"}
    browser.http.cookies.set("reunion_reader", "b" * 20)
    assert (await answer(browser, form, body(fine))).status_code == 200
    assert (await answer(browser, form, body(fine))).json()["code"] == "form_answered"
    console = company.console()
    path = f"/api/console/forms/{form['id']}"
    exported = await console.get(f"{path}/answers.csv")
    assert "'=HYPERLINK(1)" in exported.text
    await console.ok("PUT", path, json={"title": "验光预约", "fields": fields(), "open": False})
    closed = await answer(Browser(company), form, body(fine))
    assert (closed.status_code, closed.json()["code"]) == (410, "form_closed")
    await console.ok("DELETE", path)
    assert (await browser.http.get(f"/api/forms/{form['token']}")).status_code == 404


@pytest.mark.parametrize(
    "broken",
    [
        [{"key": "a", "type": "choice", "label": "没有选项"}],
        [{"key": "a", "type": "text", "label": "一"}, {"key": "a", "type": "text", "label": "二"}],
        [{"key": "a", "type": "text", "label": "一", "when": [{"field": "b", "test": "answered"}]},
         {"key": "b", "type": "text", "label": "二"}],
        [{"key": "a", "type": "text", "label": "一", "attribute": "nothing"}],
        [{"key": "a", "type": "text", "label": "一", "attribute": "birthday"}],
        [{"key": "a", "type": "date", "label": "一", "attribute": "gender"}],
        [{"key": "a", "type": "choice", "label": "一", "attribute": "gender",
          "options": [{"label": "男"}, {"label": "保密"}]}],
        [{"key": "a", "type": "choices", "label": "一", "attribute": "city", "options": [{"label": "甲"}]}],
        [{"key": "a", "type": "text", "label": "  "}],
        [{"key": "a", "type": "choice", "label": "一", "options": [{"label": " "}]}],
        [{"key": "a", "type": "choices", "label": "一", "options": [{"label": "甲"}], "most": 0}],
        [{"key": "a", "type": "rating", "label": "一", "most": 2.5}],
        [{"key": "a", "type": "number", "label": "一", "least": 9, "most": 1}],
        [{"key": "a", "type": "choice", "label": "一", "options": [{"label": "甲"}]},
         {"key": "b", "type": "text", "label": "二", "when": [{"field": "a"}]}],
        [{"key": "a", "type": "choice", "label": "一", "options": [{"label": "甲", "tag_no": 999}]}],
    ],
)  # fmt: skip
async def test_questions_that_do_not_fit_together_are_refused(
    company: Company, broken: list[dict[str, Any]]
) -> None:
    draft = {"title": "坏", "fields": broken}
    refused = await company.console().post("/api/console/forms", json=draft)
    assert (refused.status_code, refused.json()["code"]) == (422, "form_invalid")


async def test_what_is_wrong_is_said_once_and_answers_fit_what_they_become(
    company: Company,
) -> None:
    when = [{"field": "a", "test": "at_least"}]
    asked = [
        {"key": "a", "type": "number", "label": "多少度"},
        {"key": "b", "type": "text", "label": "为什么", "when": when},
    ]
    draft = {"title": "验光", "fields": asked}
    refused = await company.console().post("/api/console/forms", json=draft)
    told = refused.json()
    assert told["detail"] == "“为什么”：显示条件缺少数字"
    assert told["fields"] == {"fields[1].when": "显示条件缺少数字"}
    fitting = [
        {"key": "a", "type": "choice", "label": "性别", "attribute": "gender",
         "options": [{"label": "男"}, {"label": "女"}]},
        {"key": "b", "type": "date", "label": "生日", "attribute": "birthday"},
        {"key": "c", "type": "rating", "label": "城市等级", "attribute": "city"},
    ]  # fmt: skip
    await made(company, fields=fitting)


async def test_a_form_has_a_title_and_closes_at_a_time_of_a_zone(company: Company) -> None:
    for wrong in ({"title": " "}, {"closes_at": "2026-12-01T10:00:00"}):
        draft = {"title": "预约", "fields": fields()} | wrong
        refused = await company.console().post("/api/console/forms", json=draft)
        assert refused.status_code == 422, refused.text
        assert set(refused.json()["fields"]) == set(wrong)
