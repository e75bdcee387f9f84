"""The archive as a company's own program reads it."""

from typing import Any

from tests.factories.archiving import ARCHIVE, Reader, key_pair, switch_on, upload
from tests.factories.chatting import pair
from tests.factories.company import Company
from tests.factories.gathering import gather, guests

CHUNK = 512 * 1024


async def test_every_kind_of_message_and_what_was_taken_back(company: Company) -> None:
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou")
    chat, reader = pair(company), Reader(company)
    media = await upload(chat.desk, 900)
    contents: list[tuple[str, dict[str, Any]]] = [
        ("text", {"text": "新茶到店"}),
        ("image", {"media_id": media["id"]}),
        ("file", {"media_id": media["id"]}),
        ("link", {"title": "春茶", "url": "https://example.com/tea", "desc": "到店有礼"}),
        ("location", {"name": "南京路店", "latitude": 31.2, "longitude": 121.5}),
        ("miniprogram", {"title": "商城", "appid": "wx1", "page": "pages/index"}),
        ("card", {"principal_id": company.members["chen"]}),
    ]
    for number, (kind, content) in enumerate(contents):
        body = {"client_id": str(number), "kind": kind, "content": content}
        await chat.desk.ok("POST", chat.path("desk", "/messages"), json=body)
    hers = await chat.say("app", "h", "说错了")
    await chat.app.ok("POST", chat.path("app", f"/messages/{hers['seq']}/recall"))
    found = await reader.read(9)
    assert reader.seqs == list(range(1, 10))
    assert [one["msgtype"] for one in found] == [
        "text", "image", "file", "link", "location", "weapp", "card", "text", "revoke"
    ]  # fmt: skip
    wm = f"wm{chat.app.principal_id:030d}"
    assert {(one["from"], *one["tolist"]) for one in found[:7]} == {("zhou", wm)}
    assert (found[7]["from"], found[7]["tolist"], found[7]["text"]) == (
        wm, ["zhou"], {"content": "说错了"}
    )  # fmt: skip
    assert (found[8]["action"], found[8]["revoke"]["pre_msgid"]) == ("recall", found[7]["msgid"])
    assert all(one["msgid"].endswith("_external") and one["roomid"] == "" for one in found)
    image = found[1]["image"]
    parts = await reader.file(image["sdkfileid"])
    assert len(parts) > 1
    assert {len(part) for part in parts[:-1]} == {CHUNK}
    assert sum(map(len, parts)) == image["filesize"] == media["size"]
    assert found[2]["file"]["fileext"] == "png"
    assert found[3]["link"]["link_url"] == "https://example.com/tea"


async def test_a_customer_group_has_the_id_of_groupchat_get(company: Company) -> None:
    """What was said in it names it as the calls on customer groups do, and is found by that."""
    await switch_on(company, "zhou")
    reader = Reader(company)
    group = await gather(company, guests(company, ["小美"]))
    said = {"client_id": "1", "kind": "text", "content": {"text": "新茶到了"}}
    talk = f"/api/desk/conversations/{group['id']}/messages"
    await company.desk("zhou").ok("POST", talk, json=said)
    [one] = await reader.read(1)
    listed = await company.open().post("/externalcontact/groupchat/list", limit=10)
    [chat] = listed["group_chat_list"]
    assert one["roomid"] == chat["chat_id"]
    agreed = await reader.program.post("/msgaudit/check_room_agree", roomid=one["roomid"])
    assert (agreed["errcode"], len(agreed["agreeinfo"])) == (0, 1)
    internal = await reader.program.post("/msgaudit/groupchat/get", roomid=one["roomid"])
    old = await reader.program.post("/msgaudit/groupchat/get", roomid=f"wr{group['id']}")
    assert internal["errcode"] == old["errcode"] != 0


async def test_rooms_and_keys(company: Company, other_company: Company) -> None:
    await switch_on(company, "zhou", "chen")
    console, desk, reader = company.console(), company.desk("zhou"), Reader(company)
    ids = [company.members[one] for one in ("chen", "lin")]
    room = await desk.ok("POST", "/api/desk/rooms", json={"title": "门店群", "member_ids": ids})
    said = {"client_id": "1", "kind": "text", "content": {"text": "早"}}
    await desk.ok("POST", f"/api/desk/conversations/{room['id']}/messages", json=said)
    [one] = await reader.read(1)
    assert (one["roomid"], one["tolist"]) == (f"wr{room['id']}", ["lin", "chen"])
    shown = await reader.program.post("/msgaudit/groupchat/get", roomid=one["roomid"])
    assert (shown["roomname"], shown["creator"]) == ("门店群", "zhou")
    assert {member["memberid"] for member in shown["members"]} == {"zhou", "chen", "lin"}
    for roomid, errcode in (("wr999999999", 40058), ("x", 40058)):
        answer = await reader.program.post("/msgaudit/groupchat/get", roomid=roomid)
        assert answer["errcode"] == errcode
    stranger = other_company.open("archive")
    for path, body in (("/msgaudit/groupchat/get", {"roomid": one["roomid"]}),):
        assert (await stranger.post(path, **body))["errcode"] == 301053

    public = key_pair(2)[1]
    assert (await console.ok("POST", f"{ARCHIVE}/keys", json={"public_key": public}))[
        "version"
    ] == 2
    again = await console.post(f"{ARCHIVE}/keys", json={"public_key": public})
    assert (again.status_code, again.json()["code"]) == (409, "conflict") or again.json()["version"]
    wrong = await console.post(f"{ARCHIVE}/keys", json={"public_key": "-----BEGIN-----"})
    assert wrong.json()["code"] == "archive_key_invalid"
    reader.seqs.clear()
    reader.messages.clear()
    assert (await reader.read(1, version=2))[0]["text"]["content"] == "早"


async def test_what_is_refused(company: Company) -> None:
    program = company.open("archive")
    asked: list[tuple[int, str, dict[str, Any]]] = [
        (301053, "/external-contact/getchatmsg", {}),
        (301053, "/msgaudit/get_permit_user_list", {}),
        (48002, "/externalcontact/list", {"userid": "zhou"}),
        (40058, "/msgaudit/get_robot_info", {"robot_id": "wb1"}),
    ]
    for errcode, path, body in asked:
        call = program.get if path.endswith("robot_info") else program.post
        if path.endswith("/list"):
            call = program.get
        answer = await call(path, **body)
        assert answer["errcode"] == errcode, (path, answer)
    console = company.console()
    body = {"userids": ["zhou"], "edition": "service"}
    await console.ok("POST", f"{ARCHIVE}/members", json=body)
    answer = await program.post("/external-contact/getchatmsg", seq=0)
    assert answer["errcode"] == 301052, "there is no key yet"
    await switch_on(company, "zhou")
    for body in ({"limit": 1001}, {"limit": 0}, {"seq": -1}):
        answer = await program.post("/external-contact/getchatmsg", **body)
        assert answer["errcode"] == 40058
    answer = await program.post("/reunion/archived_file", sdkfileid="nothing")
    assert answer["errcode"] == 301048
    other = company.open()
    answer = await other.post("/external-contact/getchatmsg", seq=0)
    assert answer["errcode"] == 48002, "the secret of customer contact opens no archive"
