"""Sending: over HTTP and over the socket, once each, in order, only where it may be."""

import io

from PIL import Image

from reunion.platform.conversations import service as conversations
from tests.factories.chatting import pair
from tests.factories.company import Company
from tests.factories.sockets import socket_of


async def test_a_message_reaches_the_other_side_at_once(company: Company) -> None:
    two = pair(company)
    async with socket_of(two.app, "app") as app, socket_of(two.desk, "desk") as desk:
        sent = await desk.send(two.conversation_id, "a-1", "新到的春茶色镜框")
        assert sent["type"] == "sent"
        got = await app.message(two.conversation_id, 1)
        assert got == sent["message"]
        assert got["content"] == {"text": "新到的春茶色镜框"}
        assert got["sender_id"] == company.members["zhou"]
        await app.send(two.conversation_id, "b-1", "好看")
        assert (await desk.message(two.conversation_id, 2))["sender_id"] == two.contact_id


async def test_the_senders_other_devices_get_it_and_the_sending_one_only_an_answer(
    company: Company,
) -> None:
    two = pair(company)
    async with socket_of(two.desk, "desk") as one, socket_of(two.desk, "desk") as other:
        await one.send(two.conversation_id, "a-1")
        await other.message(two.conversation_id, 1)
        await one.tell("ping")
        await one.frame(lambda f: f["type"] == "pong")
        assert [f["type"] for f in one.frames if f["type"] in {"message", "sent"}] == ["sent"]


async def test_the_same_client_id_is_one_message(company: Company) -> None:
    two = pair(company)
    first = await two.say("desk", "same", "一次")
    again = await two.say("desk", "same", "再一次")
    assert again == first
    async with socket_of(two.desk, "desk") as desk:
        assert (await desk.send(two.conversation_id, "same", "三次"))["message"] == first
    theirs = await two.say("app", "same", "别人的")
    assert theirs["seq"] == 2


async def test_nobody_else_can_write_or_read(company: Company, other_company: Company) -> None:
    two, others = pair(company), pair(other_company)
    for stranger, surface in (
        (company.desk("chen"), "desk"), (others.desk, "desk"), (others.app, "app"),
    ):  # fmt: skip
        body = {"client_id": "x", "kind": "text", "content": {"text": "hi"}}
        path = two.path(surface, "/messages")
        assert (await stranger.post(path, json=body)).status_code == 404
        assert (await stranger.get(path)).status_code == 404
        assert (await stranger.get(two.path(surface))).status_code == 404
        async with socket_of(stranger, surface) as socket:
            refused = await socket.send(two.conversation_id, "x")
            assert (refused["type"], refused["code"]) == ("error", "not_found")


async def test_a_closed_side_is_told_why(company: Company) -> None:
    two = pair(company)
    zhou = company.members["zhou"]

    async def block() -> None:
        async with company.reunion.db.transaction() as tx:
            reasons = {zhou: "blocked", two.contact_id: "blocked_by_me"}
            await conversations.close_pair(company.context(tx), zhou, two.contact_id, reasons)

    company.reunion.run(block)
    body = {"client_id": "x", "kind": "text", "content": {"text": "在吗"}}
    refused = await two.desk.post(two.path("desk", "/messages"), json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "blocked")
    assert "拒收" in refused.json()["detail"]
    mine = await two.app.post(two.path("app", "/messages"), json=body)
    assert mine.json()["code"] == "blocked_by_me"
    shown = await two.desk.ok("GET", two.path("desk"))
    assert (shown["open"], shown["closed_reason"]) == (False, "blocked")

    async def unblock() -> None:
        async with company.reunion.db.transaction() as tx:
            await conversations.reopen_pair(company.context(tx), zhou, two.contact_id)

    company.reunion.run(unblock)
    assert (await two.say("desk", "x", "在吗"))["seq"] == 1


async def test_one_bad_message_costs_its_neighbours_nothing(company: Company) -> None:
    two = pair(company)
    async with socket_of(two.desk, "desk") as desk:
        for number in range(30):
            text = "\x00" if number == 10 else f"第{number}条"
            reply = 9999 if number == 20 else None
            await desk.tell(
                "send", ref=f"r{number}", conversation_id=two.conversation_id,
                client_id=f"c-{number}", kind="text", content={"text": text}, reply_to=reply,
            )  # fmt: skip
        answers = [await desk.frame(lambda f, n=n: f.get("ref") == f"r{n}") for n in range(30)]
    refused = [n for n, answer in enumerate(answers) if answer["type"] == "error"]
    assert refused == [10, 20]
    seqs = [answer["message"]["seq"] for answer in answers if answer["type"] == "sent"]
    assert seqs == list(range(1, 29))


async def test_wrong_frames_are_answered_and_the_socket_lives_on(company: Company) -> None:
    two = pair(company)
    async with socket_of(two.desk, "desk") as desk:
        for frame in ("not json", '{"type": "dance"}', '{"type": "send"}', "[]"):
            await desk.connection.send(frame)
        await desk.tell("ping")
        await desk.frame(lambda f: f["type"] == "pong")
        # What happened before may still be told; it is no answer.
        answers = [f["type"] for f in desk.frames if f["type"] != "changed"]
        assert answers == ["ready", *["error"] * 4, "pong"]


async def test_contents_are_checked_by_kind(company: Company) -> None:
    two = pair(company)
    wrong = [
        ("text", {"text": ""}), ("text", {"text": "   "}), ("text", {"text": "长" * 4001}),
        ("link", {"title": "t", "url": "javascript:alert(1)"}),
        ("location", {"name": "n", "latitude": 91, "longitude": 0}),
        ("card", {"principal_id": two.contact_id}), ("image", {"media_id": "nothing"}),
    ]  # fmt: skip
    for kind, content in wrong:
        body = {"client_id": "c", "kind": kind, "content": content}
        refused = await two.desk.post(two.path("desk", "/messages"), json=body)
        assert refused.status_code == 422, (kind, refused.text)
        assert refused.json()["fields"], kind
    place = {"name": "中山路店", "latitude": 31.2, "longitude": 121.4}
    said = await two.say("desk", "place", kind="location", content=place)
    assert said["content"] == place
    card = {"principal_id": company.members["chen"], "name": "made up"}
    said = await two.say("desk", "card", kind="card", content=card)
    assert said["content"]["name"] == "陈安"
    link = {"title": "t", "url": "https://a.cn/", "image_url": "/media/unknown"}
    said = await two.say("desk", "link", kind="link", content=link)
    assert said["content"] == {"title": "t", "url": "https://a.cn/"}


async def test_what_a_verb_sends_can_be_opened_by_who_gets_it(company: Company) -> None:
    two = pair(company)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    files = {"file": ("a.png", picture.getvalue(), "image/png")}
    uploaded = await company.console().ok(
        "POST", "/api/console/media", files=files, data={"kind": "image"}
    )
    assert (await two.app.get(uploaded["url"])).status_code == 404

    async def welcome() -> None:
        async with company.reunion.db.transaction() as tx:
            link = {"title": "新品", "url": "https://a.cn/", "image_url": uploaded["url"]}
            zhou = company.members["zhou"]
            ctx = company.context(tx)
            await conversations.send(ctx, two.conversation_id, zhou, "link", link, "w-1")

    async with socket_of(two.app, "app") as app:
        company.reunion.run(welcome)
        got = await app.message(two.conversation_id, 1)
    assert (await two.app.get(got["content"]["image_url"])).status_code == 200
