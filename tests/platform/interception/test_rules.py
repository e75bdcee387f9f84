"""Rules as programs and administrators make them."""

from typing import Any

from tests.factories.company import Company

API = "/externalcontact"
CONSOLE = "/api/console/interception"


def rule(name: str = "疗效承诺", **more: Any) -> dict[str, Any]:
    body = {"rule_name": name, "word_list": ["包治"], "intercept_type": 1}
    return body | {"applicable_range": {"user_list": ["zhou"]}} | more


async def test_a_program_makes_changes_and_deletes_a_rule(company: Company) -> None:
    app = company.open()
    made = await app.post(f"{API}/add_intercept_rule", **rule(semantics_list=[2, 1]))
    assert made["errcode"] == 0, made
    rule_id = made["rule_id"]
    [head] = (await app.get(f"{API}/get_intercept_rule_list"))["rule_list"]
    assert (head["rule_id"], head["rule_name"]) == (rule_id, "疗效承诺")
    changed = await app.post(
        f"{API}/update_intercept_rule", rule_id=rule_id, intercept_type=2, word_list=["根治", "包好"],
        add_applicable_range={"user_list": ["chen"], "department_list": [1]},
        remove_applicable_range={"user_list": ["zhou"]},
    )  # fmt: skip
    assert changed["errcode"] == 0, changed
    found = (await app.post(f"{API}/get_intercept_rule", rule_id=rule_id))["rule"]
    assert found == {
        "rule_id": rule_id, "rule_name": "疗效承诺", "word_list": ["根治", "包好"],
        "semantics_list": [1, 2], "intercept_type": 2, "create_time": head["create_time"],
        "applicable_range": {"user_list": ["chen"], "department_list": [1]},
    }  # fmt: skip
    for expected in (0, 41071):
        assert (await app.post(f"{API}/del_intercept_rule", rule_id=rule_id))["errcode"] == expected
    for call in ("get", "update"):
        answer = await app.post(f"{API}/{call}_intercept_rule", rule_id=rule_id)
        assert answer["errcode"] == 41071
    again = await app.post(f"{API}/add_intercept_rule", **rule())
    assert again["errcode"] == 0, "the name of a deleted rule is free"


async def test_what_is_refused(company: Company, other_company: Company) -> None:
    app, console = company.open(), company.console()
    made = await app.post(f"{API}/add_intercept_rule", **rule())
    cases: list[tuple[int, dict[str, Any]]] = [
        (41077, rule()),
        (41068, rule("甲", word_list=[f"词{n}" for n in range(301)])),
        (41083, rule("甲", word_list=["长" * 33])),
        (41083, rule("甲", word_list=[])),
        (41084, rule("甲", semantics_list=[4])),
        (40058, rule("长" * 21)),
        (40058, rule("甲", intercept_type=3)),
        (40058, rule("甲", applicable_range={"department_list": [987]})),
        (40058, {**rule("甲"), "applicable_range": None}),
        (60111, rule("甲", applicable_range={"user_list": ["nobody"]})),
        (41076, rule("甲", applicable_range={"department_list": list(range(1001))})),
    ]
    for errcode, body in cases:
        answer = await app.post(f"{API}/add_intercept_rule", **body)
        assert answer["errcode"] == errcode, (body, answer)
    stranger = other_company.open()
    for call in ("get", "update", "del"):
        answer = await stranger.post(f"{API}/{call}_intercept_rule", rule_id=made["rule_id"])
        assert answer["errcode"] == 41070
    page = await console.ok("GET", f"{CONSOLE}/rules")
    assert [one["name"] for one in page["items"]] == ["疗效承诺"]
    assert page["items"][0]["members"][0]["name"] == "周宁"


async def test_a_hundred_rules_are_the_limit(company: Company) -> None:
    async def fill() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                """INSERT INTO intercept_rule (corp_id, rule_id, name, action, words, semantics,
                       member_ids, department_ids, created_by, created_at)
                   SELECT $1::bigint, n::text, n::text, 'warn', '{词}', '{}', '{}', '{1}', '', now()
                   FROM generate_series(1, 99) AS n""",
                company.corp_id,
            )

    company.reunion.run(fill)
    app = company.open()
    answers = [(await app.post(f"{API}/add_intercept_rule", **rule(n)))["errcode"] for n in "甲乙"]
    assert answers == [0, 41069]
