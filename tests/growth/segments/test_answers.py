"""Answers to forms as conditions: what is offered, who fits, and why, in the words of the form."""

import secrets
from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from reunion.growth.profiles.model import Identity
from reunion.growth.purchases.model import Item, Order
from tests.factories import buying
from tests.factories.company import Caller, Company
from tests.factories.readers import Browser
from tests.factories.waiting import until

PATH = "/api/console/segments"
FORMS = "/api/console/forms"


def options(*labels: str) -> list[dict[str, str]]:
    return [{"label": one} for one in labels]


FIELDS: list[dict[str, Any]] = [
    {"key": "whom", "type": "choice", "label": "给谁买茶", "options": options("自己", "父母")},
    {"key": "likes", "type": "choices", "label": "喜欢哪些茶", "options": options("绿茶", "红茶", "白茶")},
    {"key": "cups", "type": "number", "label": "每天喝几杯"},
    {"key": "stars", "type": "rating", "label": "给我们打几分"},
    {"key": "visit", "type": "date", "label": "打算哪天来"},
    {"key": "say", "type": "text", "label": "想说的话"},
    {"key": "tel", "type": "phone", "label": "手机号"},
]  # fmt: skip
ITEMS = {"items[].name": "text", "items[].quantity": "number", "items[].amount_fen": "number"}
ANSWERS: list[dict[str, Any]] = [
    {"whom": "自己", "likes": ["绿茶", "红茶"], "cups": 3, "stars": 5, "visit": "2026-05-01"},
    {"whom": "父母", "likes": ["红茶"], "cups": 1.5, "stars": 2, "visit": "2031-05-01"},
    {"whom": "自己", "stars": 4},
]


async def form(lin: Caller, **more: Any) -> dict[str, Any]:
    return await lin.ok("POST", FORMS, json={"title": "春茶问卷", "fields": FIELDS, **more})


async def answered(company: Company, made: dict[str, Any]) -> list[int]:
    """By three people, whose numbers these are in their order."""
    path = f"/api/forms/{made['url'].rsplit('/', 1)[1]}/answers"
    for number, answers in enumerate(ANSWERS):
        body = {
            "submission": secrets.token_hex(16),
            "answers": {**answers, "tel": f"1370001000{number}", "say": "你好"},
        }
        assert (await Browser(company).http.post(path, json=body)).is_success
    lin = company.console()
    about = {"property": "subject", "is": "one_of", "value": [str(made["id"])]}
    submitted = {"kind": "did", "event": "form_submitted", "where": [about]}

    async def there() -> list[int] | None:
        found = await ids(lin, submitted)
        return found if len(found) == len(ANSWERS) else None

    return await until(there)


async def ids(lin: Caller, definition: dict[str, Any]) -> list[int]:
    body = {"definition": definition}
    return (await lin.ok("POST", f"{PATH}/ids", json=body))["profile_nos"]


async def test_every_answer_is_a_condition(company: Company) -> None:
    lin = company.console()
    made = await form(lin)
    people = await answered(company, made)
    (offered,) = (await lin.ok("GET", f"{FORMS}/questions", params={"q": "春茶"}))["items"]
    assert (offered["form_id"], offered["title"], offered["gone"]) == (
        made["id"],
        "春茶问卷",
        False,
    )
    properties = {one["label"]: (one["property"], one["type"]) for one in offered["questions"]}
    assert properties == {
        "给谁买茶": ("answer_whom", "choice"), "喜欢哪些茶": ("answer_likes[]", "choices"),
        "每天喝几杯": ("answer_cups", "number"), "给我们打几分": ("answer_stars", "number"),
        "打算哪天来": ("answer_visit", "date"),
    }  # fmt: skip

    about = {"property": "subject", "is": "one_of", "value": [str(made["id"])]}
    for label, is_, value, fitting in (
        ("给谁买茶", "one_of", ["自己"], [0, 2]),
        ("喜欢哪些茶", "one_of", ["红茶"], [0, 1]),
        ("喜欢哪些茶", "one_of", ["绿茶", "白茶"], [0]),
        ("喜欢哪些茶", "none_of", ["绿茶"], [1, 2]),
        ("喜欢哪些茶", "unknown", None, [2]),
        ("每天喝几杯", "at_least", 1.5, [0, 1]),
        ("给我们打几分", "between", [3, 4], [2]),
        ("打算哪天来", "within", {"from": "2026-05-01", "to": "2026-05-31"}, [0]),
        ("打算哪天来", "within", {"from": "2026-05-02"}, [1]),
        ("打算哪天来", "known", None, [0, 1]),
    ):
        asked = {"property": properties[label][0], "is": is_}
        if value is not None:
            asked["value"] = value
        definition = {"kind": "did", "event": "form_submitted", "where": [about, asked]}
        assert await ids(lin, definition) == [people[n] for n in fitting], (label, is_, value)
        said = await lin.ok("POST", f"{PATH}/words", json={"definition": definition})
        assert said["zh"].startswith(f"提交表单（其中表单是“春茶问卷”，“{label}”")
        assert said["en"].startswith(f'submitted a form (where form is "春茶问卷"; "{label}" ')
        for sentence in said.values():
            read = (await lin.ok("POST", f"{PATH}/read", json={"text": sentence}))["definition"]
            assert read["where"] == definition["where"]


async def test_why_tells_what_was_answered(company: Company) -> None:
    lin = company.console()
    made = await form(lin)
    people = await answered(company, made)
    where = [
        {"property": "subject", "is": "one_of", "value": [str(made["id"])]},
        {"property": "answer_likes[]", "is": "one_of", "value": ["白茶"]},
    ]
    definition = {"kind": "did", "event": "form_submitted", "where": where}

    async def newest(profile_no: int) -> Any:
        body = {"definition": definition, "profile_no": profile_no}
        tree = (await lin.ok("POST", f"{PATH}/why", json=body))["tree"]
        assert (tree["holds"], tree["actual"]) == (False, 0)
        return tree["newest"]

    told = await newest(people[0])
    assert told["fits"] is False
    assert told["values"] == [
        {"property": "subject", "words": {"zh": "表单", "en": "form"}, "value": "春茶问卷"},
        {"property": "answer_likes[]", "words": {"zh": "喜欢哪些茶", "en": "喜欢哪些茶"},
         "value": ["绿茶", "红茶"]},
    ]  # fmt: skip
    assert (await newest(people[2]))["values"][1]["value"] is None


async def test_what_was_chosen_before_and_forms_that_are_gone_are_offered(company: Company) -> None:
    lin = company.console()
    made = await form(lin)
    await answered(company, made)
    await form(lin, title="没有人填过的")
    renamed = [FIELDS[0] | {"options": options("自己", "长辈")}, *FIELDS[1:]]
    where = f"{FORMS}/{made['id']}"
    await lin.ok("PUT", where, json={"title": "春茶问卷", "fields": renamed})

    async def offered(**params: Any) -> list[dict[str, Any]]:
        return (await lin.ok("GET", f"{FORMS}/questions", params=params))["items"]

    (one,) = await offered(ids=[made["id"]])
    assert one["questions"][0]["choices"] == ["自己", "长辈", "父母"]
    for gone in await offered():
        await lin.ok("DELETE", f"{FORMS}/{gone['form_id']}")
    assert [(one["title"], one["gone"]) for one in await offered()] == [("春茶问卷", True)]
    about = {"property": "subject", "is": "one_of", "value": [str(made["id"])]}
    definition = {"kind": "never", "event": "form_submitted", "where": [about]}
    said = await lin.ok("POST", f"{PATH}/words", json={"definition": definition})
    assert said["zh"] == "从未提交表单（其中表单是“春茶问卷”）"


async def test_what_stands_in_an_order_is_a_condition(company: Company) -> None:
    lin = company.console()
    one, other = buying.people(company, Identity("member_no", "M1"), Identity("member_no", "M2"))
    at = clock.now() - timedelta(days=1)
    tea, cup = Item("明前龙井", 2, 9_800), Item("茶杯", 1, 30_000)
    buying.put(company, [
        Order("A1", one, at, 39_800, (tea, cup)), Order("A2", other, at, 30_000, (cup,)),
        Order("A3", other, at, 5_000, ()),
    ])  # fmt: skip
    bought = {"kind": "did", "event": "order_paid"}

    async def there() -> bool:
        return await ids(lin, bought | {"at_least": 2}) == [other]

    await until(there)
    offered = (await lin.ok("GET", f"{PATH}/vocabulary"))["events"]
    (order,) = [event for event in offered if event["name"] == "order_paid"]
    types = {one["name"]: one["type"] for one in order["properties"]}
    assert {name: types.get(name) for name in ("items", *ITEMS)} == {"items": None, **ITEMS}
    for where, more, fitting in (
        ({"property": "items[].name", "is": "contains", "value": "龙井"}, {}, [one]),
        ({"property": "items[].name", "is": "none_of", "value": ["明前龙井"]}, {}, [other]),
        ({"property": "items[].amount_fen", "is": "at_least", "value": 20_000}, {}, [one, other]),
        ({"property": "items[].quantity", "is": "known"}, {"at_least": 2}, []),
        ({"property": "subject", "is": "known"}, {"sum": "items[].quantity", "at_least": 3}, [one]),
    ):
        assert await ids(lin, bought | {"where": [where]} | more) == fitting, where


async def test_dollars_in_names_and_days_in_sequences_are_counted(company: Company) -> None:
    where = [
        {"property": "$day", "is": "within", "value": {"last_days": 7}},
        {"property": "$price", "is": "at_least", "value": 1},
        {"property": "$items[].$name", "is": "one_of", "value": ["茶"]},
    ]
    step = {"event": "seen", "where": where}
    one = {"kind": "sequence", "first": step, "then": step, "within_days": 3}
    summed = {"kind": "did", "event": "seen", "where": where, "sum": "$price", "at_least": 2}
    body = {"definition": {"kind": "any", "of": [one, summed]}}
    answer = await company.console().ok("POST", "/api/console/segments/count", json=body)
    assert answer["count"] == 0
