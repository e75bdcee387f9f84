"""How customers come to members in tests: by a code, as everywhere."""

import itertools
from typing import Any

from tests.factories.company import Caller, Company, customer

_states = itertools.count(1)


async def way(company: Company, *userids: str, **more: Any) -> dict[str, Any]:
    """A contact way of these members."""
    body = {"userids": list(userids), "remark": "门店", "state": f"s{next(_states)}", **more}
    return await company.console().ok("POST", "/api/console/contact-ways", json=body)


async def add(person: Caller, code: dict[str, Any], apply_text: str = "") -> dict[str, Any]:
    """The person adds by the code."""
    body = {"apply_text": apply_text}
    return await person.ok("POST", f"/api/app/ways/{code['slug']}/add", json=body)


async def meet(
    company: Company, userid: str = "zhou", name: str = "小美", **more: Any
) -> tuple[Caller, dict[str, Any]]:
    """A new customer of a member: the person, and the customer as the desk has it."""
    person = customer(company.reunion, name)
    await add(person, await way(company, userid, **more))
    return person, await newest(company, userid)


async def newest(company: Company, userid: str = "zhou") -> dict[str, Any]:
    """The member's latest customer."""
    page = await company.desk(userid).ok("GET", "/api/desk/customers", params={"limit": 1})
    return page["items"][0]


async def tag(company: Company, name: str, group: str = "等级") -> str:
    """The wire id of a new tag."""
    made = await company.open().post(
        "/externalcontact/add_corp_tag", group_name=group, tag=[{"name": name}]
    )
    assert made["errcode"] == 0, made
    return made["tag_group"]["tag"][0]["id"]


async def messages(caller: Caller, conversation_id: int, surface: str) -> list[dict[str, Any]]:
    """Everything that was said, without the grey lines."""
    page = await caller.ok(
        "GET", f"/api/{surface}/conversations/{conversation_id}/messages", params={"limit": 100}
    )
    return [one for one in page["items"] if one["kind"] != "system"]
