"""Customer groups as members make them, with customers who are theirs."""

from dataclasses import dataclass
from typing import Any

from tests.factories.company import Caller, Company, customer


@dataclass
class Guest:
    """A customer at the app, with the key and the wire id that the company knows her by."""

    app: Caller
    contact_id: int
    external_userid: str
    name: str


def guests(company: Company, names: list[str], userid: str = "zhou") -> list[Guest]:
    """New customers of a member, without the ceremony of adding."""
    apps = [customer(company.reunion, name) for name in names]
    member_id = company.members[userid]

    async def meet() -> list[int]:
        async with company.reunion.db.transaction() as tx:
            rows = await tx.fetch(
                """INSERT INTO contact (corp_id, person_id, external_userid)
                   SELECT $1, id, 'wm' || lpad(id::text, 30, '0') FROM unnest($2::bigint[]) AS p (id)
                   RETURNING id""",
                company.corp_id, [one.principal_id for one in apps],
            )  # fmt: skip
            ids = [row["id"] for row in rows]
            await tx.execute(
                """INSERT INTO follow (corp_id, contact_id, member_id, state, added_at, since)
                   SELECT $1, id, $3, 'active', now(), now() FROM unnest($2::bigint[]) AS c (id)""",
                company.corp_id, ids, member_id,
            )  # fmt: skip
            return ids

    found = company.reunion.run(meet)
    return [
        Guest(app, contact_id, f"wm{app.principal_id:030d}", name)
        for app, contact_id, name in zip(apps, found, names, strict=True)
    ]


async def gather(
    company: Company, invited: list[Guest], *, name: str = "春茶会员群", userid: str = "zhou",
    colleagues: tuple[str, ...] = (), kind: str = "customer",
) -> Any:  # fmt: skip
    """A group of this member's; answers the conversation."""
    body = {
        "name": name, "kind": kind, "contact_ids": [one.contact_id for one in invited],
        "member_ids": [company.members[one] for one in colleagues],
    }  # fmt: skip
    return await company.desk(userid).ok("POST", "/api/desk/groups", json=body)


async def lines(caller: Caller, group_id: int, surface: str = "desk") -> list[str]:
    """The grey lines, as somebody in the group has them."""
    path = f"/api/{surface}/conversations/{group_id}/messages"
    page = await caller.ok("GET", path, params={"limit": 100})
    return [one["content"]["text"] for one in page["items"] if one["kind"] == "system"]


async def said(caller: Caller, group_id: int, surface: str = "desk") -> list[str]:
    """The texts that somebody in the group can read."""
    path = f"/api/{surface}/conversations/{group_id}/messages"
    page = await caller.ok("GET", path, params={"limit": 100})
    return [one["content"]["text"] for one in page["items"] if one["kind"] == "text"]
