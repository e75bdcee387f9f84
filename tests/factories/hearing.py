"""A customer and a member meet, and the company's server hears of it."""

import asyncio
from typing import Any

import msgspec

from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.company import Caller, Company, customer
from tests.factories.serving import Reunion


class Met(msgspec.Struct):
    """What the callback told; `customer` is signed in at the customers' app."""

    external_userid: str
    welcome_code: str
    customer: Caller


async def new_way(company: Company, userid: str, **more: Any) -> dict[str, Any]:
    """A contact way of one member, made in the console."""
    body = {
        "userids": [userid], "department_ids": [], "remark": "海报", "state": "poster-2026",
        "skip_verify": True, "tag_ids": [], "is_temp": False, **more,
    }  # fmt: skip
    return await company.console().ok("POST", "/api/console/contact-ways", json=body)


async def scan(reunion: Reunion, way: dict[str, Any], name: str = "陈美") -> Caller:
    """A new customer adds the member of this contact way."""
    who = customer(reunion, name)
    await who.ok("POST", f"/api/app/ways/{way['slug']}/add", json={})
    return who


async def app_of(company: Company, kind: str) -> int:
    """The id of a system app."""
    items = (await company.console().ok("GET", "/api/console/apps"))["items"]
    return next(one["id"] for one in items if one["kind"] == kind)


async def meet(reunion: Reunion, company: Company, userid: str) -> Met:
    """A new customer adds the member; ids and the fresh welcome code as the callback tells them."""
    console = company.console()
    way = await new_way(company, userid)
    path = f"/api/console/apps/{await app_of(company, 'customer_contact')}/callback"
    with CallbackReceiver(company.wire_id) as receiver:
        await console.ok("PUT", path, json=receiver.setting)
        who = await scan(reunion, way)
        [added] = await asyncio.to_thread(receiver.wait, 1)
        await console.ok("DELETE", path)
    values = added.values
    return Met(values["ExternalUserID"], values["WelcomeCode"], who)
