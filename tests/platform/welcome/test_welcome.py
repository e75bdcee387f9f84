"""The welcome that applies arrives, and exactly one does."""

import asyncio
import io
import json
from datetime import timedelta
from typing import Any

from PIL import Image

from reunion.core.clock import clock
from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import add, meet, messages, newest, way


async def _texts(person: Caller, conversation_id: int) -> list[str]:
    return [
        one["content"].get("text", one["kind"])
        for one in await messages(person, conversation_id, "app")
    ]


async def _code(company: Company) -> str:
    """The welcome_code in the latest add event, as the apps' callback has it."""

    async def read() -> dict[str, Any]:
        async with company.reunion.db.connection() as tx:
            return await tx.fetchval(
                """SELECT data FROM event WHERE corp_id = $1 AND name = 'contact.added'
                   ORDER BY id DESC LIMIT 1""",
                company.corp_id,
            )

    return company.reunion.run(read).get("welcome_code", "")


async def test_the_codes_own_wins_over_the_members_and_the_corps(company: Company) -> None:
    console = company.console()
    await console.ok("PUT", "/api/console/welcomes/corp", json={"text": "春茶欢迎您"})
    await console.ok("PUT", "/api/console/welcomes/members/zhou", json={"text": "我是小周"})
    texts = {}
    own: dict[str, Any] = {"welcome": {"text": "{客户昵称}，扫码有礼 %NICKNAME%"}}
    for name, userid, more in (
        ("way", "zhou", own),
        ("member", "zhou", {}),
        ("corp", "chen", {}),
    ):
        person, one = await meet(company, userid, **more)
        texts[name] = await _texts(person, one["conversation_id"])

    assert texts == {"way": ["小美，扫码有礼 小美"], "member": ["我是小周"], "corp": ["春茶欢迎您"]}
    listed = await console.ok("GET", "/api/console/welcomes")
    assert listed["corp"]["text"] == "春茶欢迎您"
    assert [(one["userid"], one["welcome"]["text"]) for one in listed["members"]] == [
        ("zhou", "我是小周")
    ]


async def test_a_disabled_welcome_is_passed_over(company: Company) -> None:
    console = company.console()
    await console.ok("PUT", "/api/console/welcomes/corp", json={"text": "春茶欢迎您"})
    silent = {"text": "我是小周", "enabled": False}
    await company.desk().ok("PUT", "/api/desk/me/welcome", json=silent)

    person, one = await meet(company)

    assert await _texts(person, one["conversation_id"]) == ["春茶欢迎您"]
    assert (await company.desk().ok("GET", "/api/desk/me"))["welcome"]["enabled"] is False


async def test_attachments_come_after_the_text(company: Company) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 3), "green").save(picture, "PNG")
    media = await company.console().ok(
        "POST",
        "/api/console/media",
        data={"kind": "image"},
        files={"file": ("a.png", picture.getvalue(), "image/png")},
    )
    welcome = {
        "text": "您好",
        "attachments": [
            {"kind": "image", "media_id": media["id"]},
            {"kind": "link", "title": "新客礼券", "url": "https://example.com/c"},
            {"kind": "miniprogram", "title": "预约", "appid": "wx1", "page": "pages/book"},
        ],
    }

    person, one = await meet(company, welcome=welcome)

    said = await messages(person, one["conversation_id"], "app")
    assert [m["kind"] for m in said] == ["text", "image", "link", "miniprogram"]
    seen = await person.get(said[1]["content"]["media"]["url"])
    assert seen.status_code == 200
    assert said[2]["content"]["title"] == "新客礼券"


async def test_what_is_wrong_with_a_welcome_is_said(company: Company) -> None:
    console = company.console()
    long = {"text": "好" * 1334}
    many = {"text": "好", "attachments": [{"kind": "link", "title": "a", "url": "https://a"}] * 10}
    unknown = {"text": "好", "attachments": [{"kind": "image", "media_id": "nothing"}]}
    unsafe = {"text": "", "attachments": [{"kind": "link", "title": "a", "url": "javascript:1"}]}
    for body, code in (
        ({"text": " "}, "invalid"),
        (long, "welcome_too_long"),
        (many, "welcome_attachments"),
        (unknown, "welcome_media"),
        (unsafe, "welcome_attachment"),
    ):
        answer = await console.put("/api/console/welcomes/corp", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await console.ok("GET", "/api/console/welcomes"))["corp"] is None


async def test_twenty_claims_of_one_code_send_one_welcome(company: Company) -> None:
    person, one = await meet(company)
    code = await _code(company)
    app = company.open()
    await app.token()

    answers = await asyncio.gather(
        *(
            app.post(
                "/externalcontact/send_welcome_msg", welcome_code=code, text={"content": f"第{n}"}
            )
            for n in range(20)
        )
    )

    codes = sorted(answer["errcode"] for answer in answers)
    assert codes[0] == 0
    assert set(codes[1:]) <= {41051, 41096}
    assert len(await _texts(person, one["conversation_id"])) == 1


async def test_a_configured_welcome_leaves_no_code(company: Company) -> None:
    await company.console().ok("PUT", "/api/console/welcomes/corp", json={"text": "欢迎"})

    await meet(company)

    assert await _code(company) == ""


async def test_after_talk_the_code_is_of_no_use(company: Company) -> None:
    person, one = await meet(company)
    code = await _code(company)
    await person.ok(
        "POST",
        f"/api/app/conversations/{one['conversation_id']}/messages",
        json={"client_id": "a", "kind": "text", "content": {"text": "你好"}},
    )

    answer = await company.open().post(
        "/externalcontact/send_welcome_msg", welcome_code=code, text={"content": "欢迎"}
    )

    assert answer["errcode"] == 41051


async def test_a_code_lives_twenty_seconds_and_in_its_own_corp(
    company: Company, other_company: Company
) -> None:
    person, one = await meet(company)
    code = await _code(company)
    foreign = await other_company.open().post(
        "/externalcontact/send_welcome_msg", welcome_code=code, text={"content": "欢迎"}
    )
    app = company.open()
    await app.token()
    clock.advance(timedelta(seconds=21))
    try:
        late = await app.post(
            "/externalcontact/send_welcome_msg", welcome_code=code, text={"content": "欢迎"}
        )
    finally:
        clock.advance(timedelta(seconds=-21))

    assert foreign["errcode"] == 41050
    assert late["errcode"] == 41050
    assert await _texts(person, one["conversation_id"]) == []


async def test_refused_calls_leave_the_code_usable(company: Company) -> None:
    person, one = await meet(company)
    code = await _code(company)
    app = company.open()
    path = "/externalcontact/send_welcome_msg"
    for body, errcode in (
        ({}, 41049),
        ({"welcome_code": code}, 40058),
        ({"welcome_code": code, "text": {"content": "好" * 1334}}, 45002),
        ({"welcome_code": code, "attachments": [{"msgtype": "video"}]}, 41065),
        (
            {
                "welcome_code": code,
                "attachments": [{"msgtype": "image", "image": {"media_id": "x"}}],
            },
            40007,
        ),
        ({"welcome_code": "nothing", "text": {"content": "好"}}, 41050),
    ):
        assert (await app.post(path, **body))["errcode"] == errcode

    link = {"msgtype": "link", "link": {"title": "礼券", "url": "https://example.com"}}
    sent = await app.post(
        path, welcome_code=code, text={"content": "%NICKNAME%好"}, attachments=[link]
    )

    assert sent["errcode"] == 0
    assert await _texts(person, one["conversation_id"]) == ["小美好", "link"]


async def test_returning_opens_a_new_slot_only_after_a_deletion(company: Company) -> None:
    code = await way(company, "zhou", welcome={"text": "欢迎"})
    person = customer(company.reunion, "小美")
    await add(person, code)
    await add(person, code)
    one = await newest(company)
    member = company.members["zhou"]
    await person.ok("PATCH", f"/api/app/contacts/{member}", json={"blocked": True})
    await person.ok("PATCH", f"/api/app/contacts/{member}", json={"blocked": False})
    assert await _texts(person, one["conversation_id"]) == ["欢迎"]

    await person.ok("DELETE", f"/api/app/contacts/{member}")
    await asyncio.gather(*(add(person, code) for _ in range(10)))

    assert await _texts(person, one["conversation_id"]) == ["欢迎", "欢迎"]


async def test_the_audit_log_never_shows_a_code(company: Company) -> None:
    await meet(company)
    code = await _code(company)

    page = await company.console().ok("GET", "/api/console/audit", params={"name": "contact.added"})

    assert code
    assert code not in json.dumps(page)
