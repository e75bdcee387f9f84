"""Keyword replies, guards, the blacklist and customers in several groups, through the doors."""

import asyncio
import io
import itertools
import threading
from typing import Any

import segno
from PIL import Image

from reunion.platform.group_rules import service as group_rules
from tests.factories.company import Caller, Company
from tests.factories.gathering import gather, guests, lines
from tests.factories.sockets import socket_of

Json = dict[str, Any]


async def reply(company: Company, words: list[str], text: str, **more: Any) -> Json:
    body = {"words": words, "text": text, **more}
    return await company.console().ok("POST", "/api/console/group-replies", json=body)


async def guard(company: Company, name: str, **more: Any) -> Json:
    body = {"name": name, **more}
    return await company.console().ok("POST", "/api/console/group-guards", json=body)


async def log(company: Company, **query: Any) -> list[Json]:
    page = await company.console().ok("GET", "/api/console/group-acts", params=query)
    return page["items"]


async def join(person: Caller, slug: str) -> Any:
    return await person.post(f"/api/app/join-ways/{slug}/join")


async def test_who_asks_is_answered_in_the_owners_name(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei, an], colleagues=("chen",))
    other = await gather(company, [mei], name="别的群")
    scope = {"group_ids": [group["id"]]}
    hours = await reply(
        company, ["营业时间", "几点开门"], "{客户昵称}，每天 10 点到 22 点", scope=scope,
        attachments=[{"kind": "link", "title": "门店", "url": "https://chuncha.example.com/"}],
    )  # fmt: skip
    await reply(company, ["地址"], "南京路 1 号", match="exact")
    assert hours["scope"]["groups"] == [{"id": group["id"], "name": "春茶会员群"}]
    async with (
        socket_of(company.desk("chen"), "desk") as chen, socket_of(mei.app, "app") as she,
        socket_of(an.app, "app") as he,
    ):  # fmt: skip
        await chen.send(group["id"], "c-1", "几点开门？客户常问")
        asked = (await she.send(group["id"], "m-1", "请问几点开门？"))["message"]["seq"]
        said = await he.message(group["id"], asked + 1)
        assert said["content"] == {
            "text": "@小美 小美，每天 10 点到 22 点", "at": [mei.contact_id],
        }  # fmt: skip
        assert said["sender_id"] == company.members["zhou"]
        assert (await he.message(group["id"], asked + 2))["content"]["title"] == "门店"
        await he.send(group["id"], "a-1", "营业时间呢")
        await he.send(group["id"], "a-2", "地址在哪")
        await she.send(other["id"], "m-2", "几点开门")
        last = (await he.send(group["id"], "a-3", "地址"))["message"]["seq"]
        assert (await she.message(group["id"], last + 1))["content"]["text"] == "@阿安 南京路 1 号"
        assert last == asked + 5
    inside = f"/api/console/groups/{group['id']}/rules"
    holding = await company.console().ok("GET", inside)
    assert [one["answered"] for one in holding["replies"]] == [1, 1]
    assert (await company.console().ok("GET", "/api/console/group-replies"))["items"][0]["last_at"]
    assert (await mei.app.ok("GET", f"/api/app/conversations/{other['id']}"))["last_seq"] == 2
    changed = {"words": ["营业时间"], "text": "有变化", "enabled": False}
    path = f"/api/console/group-replies/{hours['id']}"
    assert not (await company.console().ok("PUT", path, json=changed))["enabled"]
    assert len((await company.console().ok("GET", inside))["replies"]) == 1
    await company.console().ok("DELETE", path)
    assert (await company.console().delete(path)).status_code == 404


async def test_a_rule_that_cannot_hold_is_refused_clearly(company: Company) -> None:
    lin = company.console()
    for path, body, field in (
        ("group-replies", {"words": [" "], "text": "好"}, "words"),
        ("group-replies", {"words": ["好"], "text": ""}, "text"),
        ("group-guards", {"name": "空"}, "words"),
        ("group-guards", {"name": "链接", "links": True, "exempt": ["wmnobody"]}, "exempt"),
        ("group-guards", {"name": "群", "links": True, "scope": {"group_ids": [1]}}, "scope.group_ids"),
    ):  # fmt: skip
        refused = await lin.post(f"/api/console/{path}", json=body)
        assert (refused.status_code, list(refused.json()["fields"])) == (422, [field]), body


async def test_who_spams_is_warned_then_removed_and_cannot_come_back(company: Company) -> None:
    mei, an, bai = guests(company, ["小美", "阿安", "小白"])
    group = await gather(company, [mei, an, bai])
    words = await guard(company, "广告词", words=["刷单"], scope={"owners": ["zhou"]})
    links = await guard(
        company, "外链", links=True, hosts=["https://chuncha.example.com/"], action="remove",
        exempt=[bai.external_userid],
    )  # fmt: skip
    await guard(company, "刷屏", flood={"count": 3, "seconds": 60}, action="remove_and_block")
    assert links["hosts"] == ["chuncha.example.com"]
    async with (
        socket_of(company.desk(), "desk") as zhou, socket_of(mei.app, "app") as she,
        socket_of(an.app, "app") as he, socket_of(bai.app, "app") as white,
    ):  # fmt: skip
        await zhou.send(group["id"], "z-1", "不要刷单，看 https://bad.example.net/")
        await white.send(group["id"], "b-1", "我的店 https://bad.example.net/")
        await she.send(group["id"], "m-1", "官网 https://m.chuncha.example.com/a")
        first = (await she.send(group["id"], "m-2", "ＳＨ 刷单"))["message"]["seq"]
        warned = (await he.message(group["id"], first + 1))["content"]
        assert (warned["at"], warned["text"][:4]) == ([mei.contact_id], "@小美 ")
        await she.send(group["id"], "m-3", "还要刷单")
        await he.send(group["id"], "a-1", "http://bad.example.net/ 便宜")
        await zhou.frame(
            lambda f: (
                f["type"] == "message"
                and f["message"]["content"].get("said") == {"by": "群助手", "what": "阿安"}
            )
        )
        for n in range(2):
            await white.send(group["id"], f"b-{n + 2}", "在吗")
        await zhou.frame(
            lambda f: (
                f["type"] == "message"
                and f["message"]["content"].get("said") == {"by": "群助手", "what": "小白"}
            )
        )
    assert [
        (one["customer"]["name"], one["reason"], one["found"], one["outcome"])
        for one in await log(company)
    ] == [
        ("小白", "flood", "3", "blocked"), ("阿安", "link", "bad.example.net", "removed"),
        ("小美", "word", "刷单", "quiet"), ("小美", "word", "刷单", "warned"),
    ]  # fmt: skip
    assert len(await log(company, outcome="removed")) == 1
    assert [one["acted"] for one in (await company.console().ok(
        "GET", "/api/console/group-guards"))["items"]] == [1, 1, 2]  # fmt: skip
    await company.console().ok("DELETE", f"/api/console/group-guards/{words['id']}")
    assert len(await log(company, guard_id=words["id"])) == 2
    seats = await company.console().ok("GET", f"/api/console/groups/{group['id']}/members")
    assert [(one["name"], one["reason"]) for one in seats["former"]] == [
        ("小白", "刷屏"), ("阿安", "外链"),
    ]  # fmt: skip
    code = await company.desk().ok("POST", f"/api/desk/groups/{group['id']}/code")
    assert (await join(an.app, code["slug"])).status_code == 200
    refused = await join(bai.app, code["slug"])
    assert (refused.status_code, refused.json()["code"]) == (409, "join_barred")
    invited = await company.desk().post(
        f"/api/desk/groups/{group['id']}/members", json={"contact_ids": [bai.contact_id]}
    )
    assert (invited.status_code, invited.json()["code"]) == (409, "join_refused")
    lin, path = company.console(), "/api/console/group-blacklist"
    [listed] = (await lin.ok("GET", path, params={"q": "小白"}))["items"]
    assert (listed["reason"], listed["act_id"] is not None) == ("刷屏", True)
    await lin.ok("DELETE", f"{path}/{bai.external_userid}")
    assert (await join(bai.app, code["slug"])).status_code == 200


def drawing(text: str, *, bits: int = 8, clear: bool = False) -> bytes:
    """A photograph with a QR code turned a little in it; `bits` 16 and `clear` as some programs save."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="png", scale=5, border=4)
    with Image.open(drawn) as code:
        turned = code.convert("L").rotate(9, expand=True, fillcolor=255)
    whole = Image.new("L", (900, 700), 225)
    whole.paste(turned, (300, 200))
    if clear:
        whole = Image.merge("LA", (Image.new("L", whole.size, 0), whole.point(lambda v: 255 - v)))
    if bits == 16:
        whole = whole.convert("I").point(lambda v: v * 257).convert("I;16")
    kept = io.BytesIO()
    whole.save(kept, "PNG" if bits == 16 or clear else "JPEG")
    return kept.getvalue()


def hostile() -> bytes:
    """A picture full of corners of codes, over which decoders brood for minutes."""
    corner = Image.new("1", (9, 9), 1)
    for inset, colour in ((1, 0), (2, 1), (3, 0)):
        corner.paste(colour, (inset, inset, 9 - inset, 9 - inset))
    whole = Image.new("1", (2997, 2997))
    for x, y in itertools.product(range(0, whole.width, 9), repeat=2):
        whole.paste(corner, (x, y))
    kept = io.BytesIO()
    whole.save(kept, "PNG")
    return kept.getvalue()


async def test_codes_in_pictures_are_seen(company: Company) -> None:
    """Of pictures and of files; broken and hostile ones harm nobody, and each is looked at once."""
    [mei, an] = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei, an])
    await guard(
        company, "二维码", codes=True, hosts=["chuncha.example.com"], scope={"owners": ["zhou"]}
    )
    broken = drawing("https://bad.example.net/")[:700]
    pictures = [
        ("image", drawing("https://m.chuncha.example.com/a")),
        ("image", drawing("加我微信 tea888")),
        ("image", drawing("https://bad.example.net/16", bits=16)),
        ("file", drawing("https://bad.example.net/clear", clear=True)),
        ("image", hostile()), ("image", broken), ("image", drawing("加我微信 tea888")),
    ]  # fmt: skip
    path = f"/api/app/conversations/{group['id']}/messages"
    for place, (kind, data) in enumerate(pictures):
        body = {"file": (f"{place}.bin", data, "image/png")}
        kept = await mei.app.ok("POST", "/api/app/media", files=body, data={"kind": kind})
        said = {"client_id": f"p{place}", "kind": kind, "content": {"media_id": kept["id"]}}
        await mei.app.ok("POST", path, json=said)
    found: list[Json] = []
    async with asyncio.timeout(30):
        while len(found) < 4:
            found = await log(company)
            await asyncio.sleep(0.1)
    assert [(one["reason"], one["found"]) for one in reversed(found)] == [
        ("code", "加我微信 tea888"), ("code", "https://bad.example.net/16"),
        ("code", "https://bad.example.net/clear"), ("code", "加我微信 tea888"),
    ]  # fmt: skip
    assert found[-1]["outcome"] == "warned"


async def test_nobody_slips_in_while_being_barred(company: Company) -> None:
    """A joining waits for the barring that is under way, and a barring finds the joining before it."""
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [an])
    code = await company.desk().ok("POST", f"/api/desk/groups/{group['id']}/code")
    held, go = threading.Event(), threading.Event()

    async def bar() -> None:
        async with company.reunion.db.transaction() as tx:
            await group_rules.bar(company.context(tx), [mei.external_userid], "广告", remove=True)
            held.set()
            await asyncio.to_thread(go.wait)

    barring = asyncio.create_task(asyncio.to_thread(company.reunion.run, bar))
    await asyncio.to_thread(held.wait)
    joining = asyncio.create_task(join(mei.app, code["slug"]))
    assert not (await asyncio.wait({joining}, timeout=0.2))[0]
    go.set()
    await barring
    assert (await joining).json()["code"] == "join_barred"
    lin = company.console()
    both = {"external_userids": [mei.external_userid, an.external_userid], "reason": "同行"}
    assert await lin.ok("POST", "/api/console/group-blacklist", json=both) == {"added": 1}
    seats = await lin.ok("GET", f"/api/console/groups/{group['id']}/members")
    assert [one["kind"] for one in seats["items"]] == ["member"]
    assert (await lines(company.desk(), group["id"]))[-1] == "林晓 将 阿安 移出了群聊"


async def test_who_is_in_several_groups_stays_in_one(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    first = await gather(company, [mei, an], name="一群")
    await gather(company, [mei], name="二群")
    await gather(company, [mei, an], name="三群", userid="zhou")
    lin, path = company.console(), "/api/console/group-duplicates"
    page = await lin.ok("GET", path)
    found = {one["customer"]["name"]: [g["name"] for g in one["groups"]] for one in page["items"]}
    assert found == {"小美": ["三群", "二群", "一群"], "阿安": ["三群", "一群"]}
    assert list(found) == ["小美", "阿安"]
    one = await lin.ok("GET", path, params={"at_least": 3, "limit": 1})
    assert ([x["customer"]["name"] for x in one["items"]], one["next_cursor"]) == (["小美"], None)
    kept = await lin.ok(
        "POST", f"{path}/{mei.external_userid}/keep", json={"group_id": first["id"]}
    )
    assert len(kept["removed_from"]) == 2
    left = await lin.ok("GET", path)
    assert [x["customer"]["name"] for x in left["items"]] == ["阿安"]
    refused = await lin.post(f"{path}/{mei.external_userid}/keep", json={"group_id": 1})
    assert refused.status_code == 404
    await lin.ok("PUT", "/api/console/roles/chen", json={"role": "scoped", "departments": [1]})
    assert len((await company.console("chen").ok("GET", path))["items"]) == 1


async def test_companies_do_not_see_each_others_rules(
    company: Company, other_company: Company
) -> None:
    [mei] = guests(company, ["小美"])
    made = await guard(company, "链接", links=True)
    theirs = other_company.console()
    assert (await theirs.ok("GET", "/api/console/group-guards"))["items"] == []
    path = f"/api/console/group-guards/{made['id']}"
    assert (await theirs.put(path, json={"name": "x", "links": True})).status_code == 404
    barring = {"external_userids": [mei.external_userid]}
    refused = await theirs.post("/api/console/group-blacklist", json=barring)
    assert refused.status_code == 422
