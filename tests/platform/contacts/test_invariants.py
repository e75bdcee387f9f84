"""Whatever two customers and two members do to each other, what is counted is what is there."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.company import Caller, Company, customer, found
from tests.factories.meeting import way
from tests.factories.serving import Reunion

STEPS = ("scan", "ask", "accept", "ignore", "delete", "drop", "block", "unblock", "return", "mark")
moves = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 1), st.sampled_from(["zhou", "chen"])),
    min_size=4,
    max_size=25,
)


class Stage:
    """A company with open and guarded codes of two members."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.desks = {userid: company.desk(userid) for userid in ("zhou", "chen")}
        self.open: dict[str, Any] = {}
        self.guarded: dict[str, Any] = {}

    async def prepare(self) -> None:
        for userid in self.desks:
            self.open[userid] = await way(self.company, userid, welcome={"text": "欢迎"})
            self.guarded[userid] = await way(
                self.company, userid, skip_verify=False, welcome={"text": "欢迎"}
            )

    async def move(self, step: str, person: Caller, contact_id: int, userid: str) -> None:
        """One step through the doors that people have; a refusal is an answer, a failure is not."""
        mine = f"/api/app/contacts/{self.company.members[userid]}"
        desk = self.desks[userid]
        theirs = f"/api/desk/customers/{contact_id}"
        calls: dict[str, tuple[Caller, str, str, Any]] = {
            "scan": (person, "POST", f"/api/app/ways/{self.open[userid]['slug']}/add", {}),
            "ask": (person, "POST", f"/api/app/ways/{self.guarded[userid]['slug']}/add", {}),
            "accept": (desk, "POST", f"/api/desk/requests/{contact_id}/accept", None),
            "ignore": (desk, "DELETE", f"/api/desk/requests/{contact_id}", None),
            "delete": (desk, "DELETE", theirs, None),
            "drop": (person, "DELETE", mine, None),
            "block": (person, "PATCH", mine, {"blocked": True}),
            "unblock": (person, "PATCH", mine, {"blocked": False}),
            "return": (person, "POST", f"{mine}/add", {}),
            "mark": (desk, "PATCH", theirs, {"remark": "陈女士"}),
        }
        caller, method, path, body = calls[step]
        answer = await caller.request(method, path, json=body)
        assert answer.status_code < 500, (step, answer.text)

    async def contact_id(self, person: Caller) -> int:
        found = await self.fetch(
            "SELECT id FROM contact WHERE corp_id = $1 AND person_id = $2", person.principal_id
        )
        return found[0]["id"] if found else 0

    async def fetch(self, query: str, *values: Any) -> list[dict[str, Any]]:
        async def read() -> list[dict[str, Any]]:
            async with self.company.reunion.db.connection() as tx:
                rows = await tx.fetch(query, self.company.corp_id, *values)
                return [dict(row) for row in rows]

        return self.company.reunion.run(read)

    async def check(self) -> None:
        (counts,) = await self.fetch(
            """SELECT (SELECT count(*) FROM follow WHERE corp_id = $1 AND state = 'active') AS active,
                      (SELECT coalesce(sum(customers), 0) FROM member_load WHERE corp_id = $1) AS members,
                      (SELECT coalesce(sum(relations), 0) FROM corp_load WHERE corp_id = $1) AS corp,
                      (SELECT count(*) FROM welcome_slot WHERE corp_id = $1) AS slots,
                      (SELECT count(*) FROM event WHERE corp_id = $1 AND name = 'contact.added') AS added,
                      (SELECT count(*) FROM message WHERE corp_id = $1 AND kind = 'text') AS welcomes"""
        )
        assert counts["members"] == counts["corp"] == counts["active"]
        assert counts["slots"] == counts["added"] == counts["welcomes"]
        pairs = await self.fetch(
            """SELECT f.state, f.blocked_by_customer AS blocked, c.closed <> '{}' AS closed
               FROM follow f JOIN conversation c ON c.corp_id = $1 AND c.id = f.conversation_id
               WHERE f.corp_id = $1"""
        )
        for pair in pairs:
            assert pair["closed"] == (pair["state"] != "active" or pair["blocked"]), pair


@pytest.fixture(scope="module")
async def stage(reunion: Reunion) -> Stage:
    company = found(reunion)
    await company.add_member("zhou", "周宁")
    await company.add_member("chen", "陈安")
    stage = Stage(company)
    await stage.prepare()
    return stage


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves=moves)
async def test_the_books_agree_after_any_story(
    stage: Stage, moves: list[tuple[str, int, str]]
) -> None:
    people = [customer(stage.company.reunion, f"客{n}") for n in range(2)]
    for step, who, userid in moves:
        person = people[who]
        await stage.move(step, person, await stage.contact_id(person), userid)
    await stage.check()
