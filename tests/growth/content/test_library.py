"""The library: what hostile articles become, uploads by their bytes, versions, expiry, quick replies."""

import asyncio
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from reunion.growth.content import articles
from tests.factories.beside_chats import sidebar
from tests.factories.company import Company, found
from tests.factories.papers import locked, without_fonts
from tests.factories.papers import picture as png
from tests.factories.readers import (
    Browser,
    article,
    customer_of,
    poster,
    published,
    run,
    sending,
    shared,
)
from tests.factories.serving import Reunion


@pytest.fixture(scope="module")
def company(new_database_url: Callable[[], str]) -> Iterator[Company]:
    reunion = Reunion(new_database_url(), worker=False)
    reunion.start()
    yield asyncio.run(sending(reunion))
    reunion.stop()


def text(value: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": value, "marks": list(marks)}


def link(href: Any) -> dict[str, Any]:
    return {"type": "link", "attrs": {"href": href, "onclick": "alert(1)", "target": "_top"}}


def shown(*nodes: Any) -> str:
    return articles.html({"type": "doc", "content": list(nodes)})


@pytest.mark.parametrize(
    ("node", "html"),
    [
        ({"type": "script", "content": [text("alert(1)")]}, ""),
        ({"type": "paragraph", "content": [text("<img src=x onerror=alert(1)>")]},
         "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ({"type": "paragraph", "attrs": {"onclick": "x", "style": "x"}, "content": [text("好")]},
         "<p>好</p>"),
        ({"type": "heading", "attrs": {"level": "1><script>"}, "content": [text("好")]}, "<h3>好</h3>"),
        ({"type": "image", "attrs": {"src": "https://evil.example/p.png"}}, ""),
        ({"type": "image", "attrs": {"src": '/s/files/aaaaaaaaaaaaaaaaaaaa" onload="x'}}, ""),
        ({"type": "image", "attrs": {"src": "/s/files/aaaaaaaaaaaaaaaaaaaa", "alt": '"><b>'}},
         '<img src="/s/files/aaaaaaaaaaaaaaaaaaaa" alt="&quot;&gt;&lt;b&gt;" loading="lazy">'),
        (text("看", link("javascript:alert(1)")), "看"),
        (text("看", link("JaVaScRiPt://x/%0aalert(1)")), "看"),
        (text("看", link(" javascript:alert(1)")), "看"),
        (text("看", link("java\nscript:alert(1)")), "看"),
        (text("看", link("data:text/html,<script>")), "看"),
        (text("看", link("//evil.example")), "看"),
        (text("看", link({"a": 1})), "看"),
        (text("看", link('https://a.example/?q="><script>')),
         '<a href="https://a.example/?q=&quot;&gt;&lt;script&gt;" '
         'rel="noopener noreferrer nofollow">看</a>'),
        (text("看", {"type": "bold"}, {"type": "onclick"}, {"type": "code"}),
         "<code><strong>看</strong></code>"),
        ({"type": "text", "text": ["x"]}, ""),
        ("<script>", ""),
        ({"type": ["doc"], "content": [text("x")]}, ""),
    ],
)  # fmt: skip
def test_nothing_hostile_leaves_an_article(node: Any, html: str) -> None:
    assert shown(node) == html


async def test_what_is_too_large_or_too_deep_is_refused(company: Company) -> None:
    deep: Any = text("底")
    for _ in range(60):
        deep = {"type": "blockquote", "content": [deep]}
    wide = {"type": "paragraph", "content": [text("长" * 200_000)]}
    for node in (deep, wide):
        draft = article() | {"body": {"doc": {"type": "doc", "content": [node]}}}
        refused = await company.console().post("/api/console/content", json=draft)
        assert refused.json()["code"] == "article_too_large"


async def test_what_is_unfinished_is_refused_in_words(company: Company) -> None:
    console = company.console()
    nobody = {"audience": {"userids": [], "department_ids": []}}
    empty = {"doc": {"type": "doc", "content": [{"type": "paragraph", "content": [text(" ")]}]}}
    title, button = (
        {"type": "title", "text": "新品"},
        {"type": "button", "label": "去看", "url": ""},
    )
    for kind, body, more, field, said in (
        ("article", empty, {}, "body", "正文还是空的"),
        ("article", article()["body"], nobody, "audience", "请选择部门或成员"),
        ("link", {"url": "javascript:alert(1)"}, {}, "body", "链接须是"),
        ("link", {"url": "mailto:a@b.example"}, {}, "body", "链接须是"),
        ("form", {"form": ""}, {}, "body", "请选择一个表单"),
        ("page", {"blocks": []}, {}, "body", "微页面还是空的"),
        ("page", {"blocks": [title | {"text": " "}]}, {}, "body", "第 1 块：还没有写字"),
        ("page", {"blocks": [title, button]}, {}, "body", "第 2 块：链接须是"),
        ("page", {"blocks": [{"type": "picture", "src": ""}]}, {}, "body", "第 1 块：还没有选图片"),
    ):
        draft = {"kind": kind, "title": "写了一半", "body": body, **more}
        refused = await console.post("/api/console/content", json=draft)
        assert refused.status_code == 422, refused.text
        assert refused.json()["fields"][field].startswith(said)
    folder = await console.post("/api/console/content-folders", json={"name": "谁的", **nobody})
    assert set(folder.json()["fields"]) == {"audience"}


async def test_a_file_is_what_its_bytes_are(company: Company) -> None:
    console = company.console()
    for name, data in (
        ("a.png", b"<svg onload=alert(1)>"),
        ("a.pdf", b"MZ"),
        ("a.mp4", b"\0" * 64),
    ):
        refused = await console.post(
            "/api/console/content-files", files={"file": (name, data, "image/png")}
        )
        assert refused.json()["code"] == "content_file_kind"
    file = await console.ok(
        "POST", "/api/console/content-files", files={"file": ("<b>.html", png(), "text/html")}
    )
    assert (file["kind"], file["mime"], file["width"]) == ("image", "image/png", 400)
    seen = await Browser(company).http.get(file["url"])
    assert seen.headers["content-type"] == "image/png"
    assert "sandbox" in seen.headers["content-security-policy"]
    assert (await Browser(company).http.get("/s/files/" + "a" * 22)).status_code == 404


async def test_a_pdf_that_customers_could_not_open_is_refused_at_once(company: Company) -> None:
    console, whole = company.console(), without_fonts()
    no_page = whole.replace(
        b"/Count 3 /Kids [3 0 R 5 0 R 7 0 R]", b"/Count 0 /Kids [                 ]"
    )
    lost = whole.replace(b"/Contents 4 0 R", b"/Contents 9 9 R")
    assert len(no_page) == len(whole) == len(lost)
    for data, code, says in (
        (locked("open sesame"), "content_pdf_locked", "去掉密码后重新上传"),
        (whole[: len(whole) * 2 // 3], "content_pdf_damaged", "不完整或已损坏"),
        (b"%PDF-1.7\n" + b"\0" * 4000, "content_pdf_damaged", "再导出一次"),
        (no_page, "content_pdf_damaged", "不完整或已损坏"),
        (lost, "content_pdf_damaged", "不完整或已损坏"),
    ):
        upload = {"file": ("价目表.pdf", data, "application/pdf")}
        refused = await console.post("/api/console/content-files", files=upload)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert says in refused.json()["detail"]
    for data in (whole, *(locked("", by) for by in ("RC4-40", "RC4-128", "AES-128", "AES-256"))):
        upload = {"file": ("价目表.pdf", data, "application/pdf")}
        assert (await console.ok("POST", "/api/console/content-files", files=upload))[
            "kind"
        ] == "pdf"


async def test_a_link_shows_the_newest_version_until_it_expires(company: Company) -> None:
    console = company.console()
    item = await published(company, title="价目表")
    token = await shared(company, item["id"], None)
    path = f"/api/console/content/{item['id']}"
    draft = article("镜片六折") | {"title": "价目表"}
    assert (await console.ok("PUT", path, json=draft))["version"] == 2
    same = await console.ok("PUT", path, json=draft | {"listed": True})
    assert same["version"] == 2, "nothing that is read is another"
    assert (await Browser(company).open(token))["html"] == "<p>镜片六折</p>"
    back = await console.ok("POST", f"{path}/restore", json={"version": 1})
    assert ([one["version"] for one in back["versions"]], back["version"]) == ([3, 2, 1], 3)
    assert (await Browser(company).open(token))["html"] == "<p>秋冬新款到店</p>"
    await console.ok("PUT", path, json=draft | {"expires_at": "2020-01-01T00:00:00Z"})
    visit = {"visit": "0" * 32}
    gone = await Browser(company).http.post(f"/api/content/shares/{token}/open", json=visit)
    assert (gone.status_code, gone.json()["code"]) == (410, "content_expired")
    assert item["id"] not in {
        one["id"] for one in await company.desk().ok("GET", "/api/desk/content")
    }
    await console.ok("DELETE", path)
    assert (await console.get(path)).status_code == 404


async def test_a_summary_that_is_taken_from_the_text_says_that_it_goes_on(company: Company) -> None:
    long = await published(company, **article("镜" * 300))
    assert long["summary"] == "镜" * 99 + "…"
    assert (await published(company))["summary"] == "秋冬新款到店"


async def test_an_old_version_is_looked_at_before_it_comes_back(company: Company) -> None:
    console = company.console()
    item = await published(company, title="价目表")
    path = f"/api/console/content/{item['id']}"
    await console.ok("PUT", path, json=article("镜片六折") | {"title": "打折了"})
    old = await console.ok("GET", f"{path}/versions/1")
    assert (old["title"], old["html"], old["file"]) == ("价目表", "<p>秋冬新款到店</p>", None)
    assert (await console.ok("GET", f"{path}/versions/2"))["html"] == "<p>镜片六折</p>"
    for missing in ("versions/3", "versions/1/file"):
        assert (await console.get(f"{path}/{missing}")).status_code == 404
    files = [
        await console.ok("POST", "/api/console/content-files", files={"file": ("册.pdf", data, "")})
        for data in (without_fonts(), locked(""))
    ]
    bodies = [{"file": one["id"]} for one in files]
    report = await published(company, kind="report", title="手册", body=bodies[0])
    path = f"/api/console/content/{report['id']}"
    await console.ok("PUT", path, json={"kind": "report", "title": "手册", "body": bodies[1]})
    assert (await console.ok("GET", f"{path}/versions/1"))["file"]["id"] == files[0]["id"]
    seen = await console.get(f"{path}/versions/1/file", headers={"Range": "bytes=0-7"})
    assert (seen.status_code, seen.content) == (206, b"%PDF-1.4")
    assert (await console.get(f"{path}/versions/1/file")).content == without_fonts()
    assert (
        await found(company.reunion).console().get(f"{path}/versions/1/file")
    ).status_code == 404


async def test_a_poster_has_the_code_of_the_member_who_sends_it(company: Company) -> None:
    item = await poster(company)
    links = {}
    for userid in ("zhou", "chen"):
        token = await shared(company, item["id"], None, userid)
        answer = await Browser(company).http.get(f"/s/posters/{token}.png")
        assert answer.headers["content-type"] == "image/png", answer.text
        with Image.open(io.BytesIO(answer.content)) as drawn:
            assert drawn.size == (1080, 1620)
            [code] = zxingcpp.read_barcodes(drawn.convert("L"))
        links[userid] = code.text
    assert links["zhou"] != links["chen"]
    ways = await company.open().post("/externalcontact/list_contact_way")
    details = [
        (await company.open().post("/externalcontact/get_contact_way", **one))["contact_way"]
        for one in ways["contact_way"]
    ]
    assert {(one["user"][0], one["state"]) for one in details} == {
        ("zhou", f"poster{item['id']}"), ("chen", f"poster{item['id']}"),
    }  # fmt: skip
    again = await Browser(company).http.get(f"/s/posters/{token}.png")
    assert again.content == answer.content
    after = await company.open().post("/externalcontact/list_contact_way")
    assert len(after["contact_way"]) == 2, "a code for a member and a poster"

    path = f"/api/sidebar/customers/{customer_of(company, '小美')}/shares"
    sent = await sidebar(company).ok("POST", path, json={"content_id": item["id"]})
    media = {"access_token": await company.open().token(), "media_id": sent["media_id"]}
    picture = await Browser(company).http.get("/cgi-bin/media/get", params=media)
    with Image.open(io.BytesIO(picture.content)) as drawn:
        assert zxingcpp.read_barcodes(drawn.convert("L"))[0].text == links["zhou"]
    run(company, _SCANNED, f"poster{item['id']}")
    effect = await company.console().ok("GET", "/api/console/content-effect")
    assert effect["total"]["added"] == 1
    [row] = [one for one in effect["materials"] if one["content_id"] == item["id"]]
    assert (row["sums"]["added"], row["sums"]["sent"]) == (1, 3)
    run(company, _SENT_LONG_AGO, item["id"])
    effect = await company.console().ok("GET", "/api/console/content-effect?days=7")
    [row] = [one for one in effect["materials"] if one["content_id"] == item["id"]]
    assert (row["sums"]["added"], row["sums"]["sent"]) == (1, 0), "who came by it is in a row too"
    assert sum(one["sums"]["added"] for one in effect["members"]) == 1

    state = f"poster{item['id']}"
    channel = {"state": state, "name": item["title"], "gone": False, "brought": True}
    where, asked = "/api/console/profile-channels", {"q": item["title"]}
    found = await company.console().ok("GET", where, params=asked)
    assert found["items"] == [channel]
    await company.console().ok("DELETE", f"/api/console/content/{item['id']}")
    found = await company.console().ok("GET", where, params={"states": [state]})
    assert found["items"] == [channel], "its codes in WeCom lead to the members as before"


_SENT_LONG_AGO = """
    UPDATE content_share SET created_at = created_at - interval '60 days'
    WHERE corp_id = $1 AND content_id = $2
"""
_SCANNED = """
    UPDATE wecom_follow SET channel = $2
    WHERE corp_id = $1 AND external_userid = (
        SELECT external_userid FROM wecom_follow WHERE corp_id = $1 LIMIT 1)
"""


async def test_quick_replies_are_the_companys_and_ones_own(company: Company) -> None:
    console, zhou, chen = company.console(), company.desk("zhou"), company.desk("chen")
    made = await console.ok(
        "POST", "/api/console/quick-replies", json={"category": "问候", "text": "您好，欢迎到店"}
    )
    own = await zhou.ok(
        "POST", "/api/desk/quick-replies", json={"category": "我的", "text": "我在三楼"}
    )
    await zhou.ok("POST", f"/api/desk/quick-replies/{made['id']}/uses")
    listed = await zhou.ok("GET", "/api/desk/quick-replies")
    assert [(one["own"], one["text"], one["uses"], one["mine"]) for one in listed] == [
        (False, "您好，欢迎到店", 1, 1), (True, "我在三楼", 0, 0),
    ]  # fmt: skip
    assert [one["mine"] for one in await chen.ok("GET", "/api/desk/quick-replies")] == [0]
    for stranger in (chen.delete(f"/api/desk/quick-replies/{own}"),
                     chen.post(f"/api/desk/quick-replies/{own}/uses"),
                     zhou.delete(f"/api/desk/quick-replies/{made['id']}")):  # fmt: skip
        assert (await stranger).status_code == 404
    found_ = await zhou.ok("GET", "/api/desk/quick-replies", params={"q": "三楼"})
    assert [one["id"] for one in found_] == [own]


async def test_another_company_sees_nothing_of_it(company: Company) -> None:
    item = await published(company, title="只在本公司")
    number = customer_of(company, "小美")
    other = found(company.reunion)
    console = other.console()
    assert (await console.get(f"/api/console/content/{item['id']}")).status_code == 404
    assert (await console.ok("GET", "/api/console/content"))["items"] == []
    body = {"profile_no": number}
    path = f"/api/desk/content/{item['id']}/shares"
    assert (await other.desk("lin").post(path, json=body)).status_code == 404
