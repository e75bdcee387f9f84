"""A customer and a member who are contacts, with their conversation."""

from dataclasses import dataclass
from typing import Any

from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Party
from tests.factories.company import Caller, Company, customer


@dataclass
class Pair:
    """Zhou at the desk and a customer at the app."""

    company: Company
    desk: Caller
    app: Caller
    contact_id: int
    conversation_id: int

    def path(self, surface: str, rest: str = "") -> str:
        return f"/api/{surface}/conversations/{self.conversation_id}{rest}"

    async def say(self, surface: str, client_id: str, text: str = "你好", **more: Any) -> Any:
        """A message over HTTP, which must be taken."""
        caller = self.desk if surface == "desk" else self.app
        body = {"client_id": client_id, "kind": "text", "content": {"text": text}, **more}
        return await caller.ok("POST", self.path(surface, "/messages"), json=body)


def pair(company: Company, userid: str = "zhou", name: str = "小美") -> Pair:
    """A new customer who is a contact of this member, with an empty conversation."""
    desk, app = company.desk(userid), customer(company.reunion, name)
    member_id = company.members[userid]

    async def open_it() -> tuple[int, int]:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            contact_id = await tx.fetchval(
                "INSERT INTO contact (corp_id, person_id, external_userid) VALUES ($1, $2, $3) RETURNING id",
                company.corp_id, app.principal_id, f"wm{app.principal_id:030d}",
            )  # fmt: skip
            one = Party(contact_id, "contact", app.principal_id)
            opened = await conversations.open_pair(ctx, one, Party(member_id, "member", member_id))
            return contact_id, opened

    contact_id, conversation_id = company.reunion.run(open_it)
    return Pair(company, desk, app, contact_id, conversation_id)
