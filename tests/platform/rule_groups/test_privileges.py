"""Each privilege whose act exists here is asked for where the act is done; the table is the whole of them."""

from typing import Any

from tests.factories.company import Company
from tests.factories.gathering import gather, guests
from tests.factories.handing import resign

_SENT = {"text": "新茶", "audience": {"userids": ["zhou"]}}
_FROM_WU = {"handover_userid": "wu", "takeover_userid": "xu"}
_FROM_ZHOU = {"handover_userid": "zhou", "takeover_userid": "xu"}
_ACTS: list[tuple[str, str, str, dict[str, Any] | None]] = [
    ("export_customer_list", "GET", "/api/console/customers/export", None),
    ("export_customer_list", "GET", "/api/console/broadcasts/1/export", None),
    ("export_customer_list", "POST", "/api/console/handovers/packs", {"handover_userid": "zhou"}),
    ("send_customer_msg", "POST", "/api/console/broadcasts", _SENT),
    ("send_group_msg", "POST", "/api/console/broadcasts", _SENT | {"chat_type": "group"}),
    ("onjob_customer_transfer", "POST", "/api/console/handovers",
     _FROM_ZHOU | {"external_userids": ["wm"]}),
    ("onjob_customer_transfer", "POST", "/api/console/handover-plans", _FROM_ZHOU),
    ("oper_resign_customer", "POST", "/api/console/handovers",
     _FROM_WU | {"external_userids": ["wm"]}),
    ("oper_resign_group", "POST", "/api/console/handovers/groups", _FROM_WU | {"chat_ids": ["wr"]}),
    ("view_room_data", "GET", "/api/console/group-statistics", None),
    ("view_room_data", "GET", "/api/console/groups/{group}/statistics", None),
    ("room_deduplication", "GET", "/api/console/group-duplicates", None),
    ("room_deduplication", "POST", "/api/console/group-duplicates/wm/keep", {"group_id": 1}),
]  # fmt: skip


async def test_what_each_privilege_holds(company: Company) -> None:
    """Withheld, the act is refused by the privilege's name; granted, it is not refused for it."""
    lin = company.console()
    for userid in ("wu", "xu", "wang"):
        await company.add_member(userid, userid)
    group = await gather(company, guests(company, ["小美"], "wu"), userid="wu")
    await resign(company, "wu")
    await lin.ok("PUT", "/api/console/roles/wang", json={"role": "scoped", "departments": [1]})
    wang = company.console("wang")
    body = {"kind": "customer", "name": "门店", "admins": ["wang"], "department_ids": [1]}
    made = await lin.ok("POST", "/api/console/rule-groups", json=body)

    async def allow(names: set[str], *, granted: bool) -> None:
        wanted = {"privileges": dict.fromkeys(names, granted)}
        await lin.ok("PATCH", f"/api/console/rule-groups/{made['id']}", json=wanted)

    async def refused() -> list[int]:
        """The rows of the table that a privilege stands in the way of."""
        found: list[int] = []
        for n, (privilege, method, path, json) in enumerate(_ACTS):
            answer = await wang.request(method, path.format(group=group["id"]), json=json)
            if answer.status_code == 403 and answer.json()["code"] == "privilege_withheld":
                found.append(n)
            else:
                assert answer.status_code < 500, (privilege, answer.text)
        return found

    names = {privilege for privilege, *_ in _ACTS}
    for name in sorted(names):
        await allow(names - {name}, granted=True)
        await allow({name}, granted=False)
        assert await refused() == [n for n, row in enumerate(_ACTS) if row[0] == name], name
    await allow(names, granted=True)
    assert await refused() == []
