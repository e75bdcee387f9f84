"""Handovers in tests: begun by headquarters, and the 24 hours that pass."""

from typing import Any

from tests.factories.company import Caller, Company

CONSOLE = "/api/console/handovers"
PLANS = "/api/console/handover-plans"


async def begin(
    company: Company, *external_userids: str, giver: str = "zhou", taker: str = "chen", **more: Any
) -> list[dict[str, Any]]:
    """What headquarters is answered for each."""
    body = {
        "handover_userid": giver,
        "takeover_userid": taker,
        "external_userids": list(external_userids),
        **more,
    }
    return (await company.console().ok("POST", CONSOLE, json=body))["items"]


def a_day_passes(company: Company) -> None:
    """What waits in this company is due now; the worker does the rest."""

    async def move() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                """UPDATE handover SET created_at = created_at - interval '24 hours',
                       due_at = due_at - interval '24 hours', try_at = due_at - interval '24 hours'
                   WHERE corp_id = $1 AND state = 'waiting'""",
                company.corp_id,
            )
            await tx.execute("SELECT pg_notify('handover_due', '')")

    company.reunion.run(move)


async def resign(company: Company, userid: str) -> None:
    """He leaves, and his customers wait."""
    await company.console().ok("POST", f"/api/console/members/{userid}/resign")


async def wire(company: Company, path: str, **body: Any) -> dict[str, Any]:
    """An answer of the open API."""
    return await company.open().post(f"/externalcontact/{path}", **body)


async def told(person: Caller) -> list[dict[str, Any]]:
    """What the customer is told."""
    return (await person.ok("GET", "/api/app/handovers"))["items"]
