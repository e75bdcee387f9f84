"""A member leaves: headquarters gives his customers out, she is told, her new member knows what to do."""

import re

from playwright.async_api import expect

from reunion.core.clock import clock
from tests.browser.axe import violations
from tests.browser.visits import PHONE, Visits
from tests.factories.company import Company
from tests.factories.handing import a_day_passes
from tests.factories.meeting import meet


async def test_from_leaving_to_the_new_members_workbench(company: Company, visits: Visits) -> None:
    person, one = await meet(company, "zhou", "小美")
    talk = f"/api/app/conversations/{one['conversation_id']}/messages"
    said = {"client_id": "a1", "kind": "text", "content": {"text": "镜片到了吗"}}
    await person.ok("POST", talk, json=said)
    promise = {
        "contact_id": one["contact_id"],
        "text": "到货就通知她",
        "due_at": clock.now().isoformat(),
    }
    await company.desk("zhou").ok("POST", "/api/desk/promises", json=promise)
    group = {"name": "春茶会员群", "contact_ids": [one["contact_id"]]}
    await company.desk("zhou").ok("POST", "/api/desk/groups", json=group)

    console = await visits.page("console", company.console())
    await console.goto("/console/directory")
    await console.get_by_role("row", name=re.compile("周宁")).click()
    await console.get_by_role("button", name="办理离职").click()
    asked = console.get_by_role("dialog", name=re.compile("办理离职"))
    await asked.get_by_role("textbox").fill("周宁")
    await asked.get_by_role("button", name="办理离职").click()
    await expect(console.get_by_role("heading", name=re.compile("周宁 的客户"))).to_be_visible()
    await expect(console.get_by_role("row", name=re.compile("小美"))).to_be_visible()
    await expect(console.get_by_role("row", name=re.compile("春茶会员群"))).to_be_visible()
    await console.get_by_role("button", name="按规则分配全部").click()
    rule = console.get_by_role("dialog")
    await expect(rule.get_by_text("1 位客户分给 1 人")).to_be_visible()
    await rule.get_by_role("radio", name=re.compile("指定同事")).check()
    await rule.get_by_role("combobox").or_(rule.locator(".t-select input")).first.click()
    await console.get_by_text("陈安", exact=True).click()
    await rule.get_by_role("heading", name=re.compile("分配 周宁")).click()
    await expect(rule.get_by_text("1 位客户分给 1 人")).to_be_visible()
    await expect(rule.get_by_text("1 个客户群一起分给他们")).to_be_visible()
    assert await violations(console) == []
    await rule.get_by_role("button", name="按这个结果分配").click()
    await expect(console.get_by_text("已开始 1 / 1")).to_be_visible()
    await expect(console.get_by_text("客户群已转让 1 / 1")).to_be_visible()

    phone = await visits.page("app", person, size=PHONE)
    await phone.goto("/app/")
    notice = phone.get_by_role("region", name="服务交接")
    await expect(notice).to_contain_text("周宁 的服务将由 陈安 接替")
    assert await violations(phone) == []

    desk = await visits.page("desk", company.desk("chen"))
    await desk.goto("/desk/workbench")
    await expect(desk.get_by_role("link", name=re.compile("^工作台"))).to_contain_text("1")
    assert await violations(desk) == []
    await desk.get_by_role("link", name=re.compile("小美")).click()
    await expect(desk.get_by_text("镜片到了吗")).to_be_visible()
    await expect(desk.get_by_text(re.compile("客户在等回复"))).to_be_visible()
    await expect(desk.get_by_text("到货就通知她")).to_be_visible()
    assert await violations(desk) == []

    a_day_passes(company)
    await expect(notice).to_be_hidden()
    await desk.get_by_role("link", name="返回工作台").click()
    await expect(desk.get_by_role("checkbox", name="完成：到货就通知她")).to_be_visible()
    await desk.goto(f"/desk/customers/{one['contact_id']}")
    await desk.get_by_role("button", name="与 周宁 的聊天记录").click()
    await expect(desk.get_by_role("dialog").get_by_text("镜片到了吗")).to_be_visible()
