"""Whose words are archived: settings of the company, and what the customer said."""

import asyncio
from typing import Any

from tests.factories.archiving import ARCHIVE, Reader, entries, fill, switch_on
from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.chatting import Pair, pair
from tests.factories.company import Company
from tests.factories.hearing import app_of


async def say(chat: Pair, agreed: bool) -> Any:
    return await chat.app.ok("PUT", chat.path("app", "/archive"), json={"agreed": agreed})


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [one["text"]["content"] if "text" in one else one["msgtype"] for one in messages]


async def test_nothing_before_she_agrees_and_nothing_after_she_disagrees(company: Company) -> None:
    chat, reader = pair(company), Reader(company)
    check = {"info": [{"userid": "zhou", "exteranalopenid": f"wm{chat.app.principal_id:030d}"}]}
    await chat.say("desk", "0", "还没有开启")
    refused = await reader.program.post("/msgaudit/check_single_agree", **check)
    assert refused["errcode"] == 301053
    assert not (await chat.app.ok("GET", chat.path("app", "/archive")))["concerned"]
    await switch_on(company, "zhou", edition="service")
    notice = await chat.app.ok("GET", chat.path("app", "/archive"))
    assert (notice["concerned"], notice["mode"], notice["agreed"], notice["member_name"]) == (
        True, "ask", None, "周宁"
    )  # fmt: skip

    async def status() -> tuple[str, bool]:
        answer = await reader.program.post("/msgaudit/check_single_agree", **check)
        [one] = answer["agreeinfo"]
        return one["agree_status"], one["status_change_time"] > 0

    assert await status() == ("Disagree", False)
    await chat.say("app", "1", "没有表态")
    with CallbackReceiver(company.wire_id) as receiver:
        path = f"/api/console/apps/{await app_of(company, 'customer_contact')}/callback"
        await company.console().ok("PUT", path, json=receiver.setting)
        assert (await say(chat, True))["agreed"] is True
        await say(chat, True)
        [told] = await asyncio.to_thread(receiver.wait, 1)
        await company.console().ok("DELETE", path)
    assert (told.change_type, told.values["UserID"]) == ("msg_audit_approved", "zhou")
    assert await status() == ("Agree", True)
    await chat.say("app", "2", "同意之后")
    await chat.say("desk", "3", "好的")
    await say(chat, False)
    assert await status() == ("Disagree", True)
    await chat.say("app", "4", "不同意之后")
    await say(chat, True)
    await chat.say("desk", "5", "又同意了")
    found = await reader.read(6)
    assert texts(found) == ["agree", "同意之后", "好的", "disagree", "agree", "又同意了"]
    assert found[0]["agree"]["userid"] == f"wm{chat.app.principal_id:030d}"
    lines = (await chat.desk.ok("GET", chat.path("desk", "/messages")))["items"]
    assert [one["content"]["code"] for one in lines if one["kind"] == "system"] == [
        "archive_agreed", "archive_disagreed", "archive_agreed"
    ]  # fmt: skip
    audit = await company.console().ok("GET", "/api/console/audit", params={"limit": 50})
    names = [one["name"] for one in audit["items"]]
    assert (names.count("archive.agreed"), names.count("archive.disagreed")) == (2, 1)


async def test_told_instead_of_asked(company: Company) -> None:
    """Archived until she disagrees; another member's chat is not, nor what was said before."""
    chat, other = pair(company), pair(company, "chen")
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou")
    await chat.say("app", "1", "默认同意")
    await other.say("app", "1", "别人的")
    reader = Reader(company)
    check = [{"userid": "zhou", "exteranalopenid": f"wm{chat.app.principal_id:030d}"}]
    answer = await reader.program.post("/msgaudit/check_single_agree", info=check)
    assert answer["agreeinfo"][0]["agree_status"] == "Default_Agree"
    assert texts(await reader.read(1)) == ["默认同意"]
    console = company.console()
    await console.ok("DELETE", f"{ARCHIVE}/members/{company.members['zhou']}")
    await chat.say("app", "2", "已关闭")
    fill(company)
    assert entries(company) == 1
    ids = await reader.program.post("/msgaudit/get_permit_user_list")
    assert (ids["errcode"], ids["ids"]) == (0, [])


async def test_editions_say_which_chats(company: Company) -> None:
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou", "chen", edition="office")
    chat, reader = pair(company), Reader(company)
    await chat.say("desk", "1", "给客户的")
    to = {"principal_id": company.members["chen"]}
    talk = await chat.desk.ok("POST", "/api/desk/conversations", json=to)
    lin = await chat.desk.ok(
        "POST", "/api/desk/conversations", json={"principal_id": company.members["lin"]}
    )
    for conversation, text in ((talk, "给同事的"), (lin, "给没有开启的同事")):
        said = {"client_id": "1", "kind": "text", "content": {"text": text}}
        path = f"/api/desk/conversations/{conversation['id']}/messages"
        await chat.desk.ok("POST", path, json=said)
    [one] = await reader.read(1)
    assert (one["from"], one["tolist"], one["text"]["content"]) == ("zhou", ["chen"], "给同事的")
    assert not one["msgid"].endswith("_external")
    await switch_on(company, "chen", edition="enterprise")
    for number, expected in ((0, ["chen", "zhou"]), (1, ["zhou"]), (2, []), (3, ["chen"])):
        answer = await reader.program.post("/msgaudit/get_permit_user_list", type=number)
        assert (answer["errcode"], sorted(answer["ids"])) == (0, expected)
    assert (await reader.program.post("/msgaudit/get_permit_user_list", type=4))["errcode"] == 40058
