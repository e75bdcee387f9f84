"""Link previews: what a public page says of itself, and never a request to an address that is not public."""

import httpx
import pytest

from reunion.platform.conversations import fetching
from reunion.platform.conversations.fetching import Internet
from reunion.platform.conversations.previews import NoPreview, look
from reunion.platform.conversations.public_address import NotPublic, is_public, public_address
from tests.factories.chatting import pair
from tests.factories.company import Company, customer
from tests.factories.internet import picture, public

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "198.18.0.1", "192.0.2.1", "203.0.113.7",
    "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::7f00:1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1",
    "2001:0:7f00:1::", "2001:db8::1", "not an address", "",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"]
URLS = [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/",
    "http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.5:80/", "http://1.1.1.1:22/", "https://1.1.1.1:8443/", "ftp://1.1.1.1/", "file:///etc/passwd",
    "gopher://1.1.1.1/", "http://user:secret@1.1.1.1/", "http://", "http:///path", "javascript:alert(1)",
    "http://[1.1.1.1/", "http://1.1.1.1:99999/",
]  # fmt: skip
PAGE = """<html><head><title> 春茶  眼镜 </title><meta property="og:title" content="新款 &amp; 到店">
<meta name="description" content="轻"><meta property="og:image" content="https://x.cn/a.png"></head>"""


@pytest.mark.parametrize("address", PRIVATE)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


async def test_one_private_address_of_a_name_is_enough() -> None:
    async def mixed(host: str, port: int) -> list[str]:
        return ["1.1.1.1", "10.0.0.1"]

    with pytest.raises(NotPublic):
        await public_address("rebinding.example", 80, mixed)


@pytest.mark.parametrize("url", URLS)
async def test_nothing_is_asked_of_such_addresses(url: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, html=PAGE)

    with pytest.raises(NoPreview):
        await look(url, Internet(transport=httpx.MockTransport(answer)))
    assert asked == []


async def test_the_checked_address_is_the_one_that_is_asked() -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if request.url.path == "/old":
            return httpx.Response(302, headers={"location": "https://shop.example/new#part"})
        return httpx.Response(200, html=PAGE)

    found, seen = await look("http://old.example/old", public(answer))
    assert (found.title, found.desc, seen) == ("新款 & 到店", "轻", None)
    assert [request.url.host for request in requests] == ["93.184.216.34"] * 2
    assert [request.headers["host"] for request in requests] == ["old.example", "shop.example"]
    assert requests[1].extensions["sni_hostname"] == "shop.example"
    assert all("cookie" not in request.headers for request in requests)


@pytest.mark.parametrize(
    "location", ["http://intranet/", "http://127.0.0.1/", "//169.254.169.254/", "file:///etc/hosts"]
)
async def test_redirects_do_not_lead_inside(location: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["host"])
        return httpx.Response(302, headers={"location": location})

    with pytest.raises(NoPreview):
        await look("http://a.example/", public(answer))
    assert asked == ["a.example"]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, html=PAGE),
        httpx.Response(200, content=b"GIF89a", headers={"content-type": "image/gif"}),
        httpx.Response(200, content=b"x", headers={"content-type": "text/html", "content-encoding": "gzip"}),
        httpx.Response(302, headers={"location": "http://a.example/"}),
    ],
    ids=["404", "no page", "packed", "circle"],
)  # fmt: skip
async def test_what_is_no_page_has_no_preview(answer: httpx.Response) -> None:
    with pytest.raises(NoPreview):
        await look("http://a.example/", public(lambda _: answer))


async def test_a_huge_page_is_read_to_its_limit() -> None:
    served = 0

    async def endless():
        nonlocal served
        yield PAGE.encode()
        while True:
            served += 1
            yield b" " * 65536

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/html"}, content=endless())

    found, _ = await look("http://a.example/", public(answer))
    assert found.title == "新款 & 到店"
    assert served < 10


async def test_the_route_says_422(company: Company) -> None:
    body = {"url": "http://127.0.0.1:1/"}
    refused = await company.desk().post("/api/desk/link-previews", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "no_preview")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("image/png", b"x" * (2 * 1024 * 1024 + 1)),
        ("text/html", picture(80)),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("image/png", b"not a picture at all"),
    ],
    ids=["too large", "said to be a page", "svg", "broken"],
)
async def test_a_picture_that_is_none_is_left_out(
    company: Company, monkeypatch: pytest.MonkeyPatch, kind: str, body: bytes
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/a.png":
            return httpx.Response(200, content=body, headers={"content-type": kind})
        return httpx.Response(200, html=PAGE.replace("x.cn", "x.example"))

    monkeypatch.setattr(fetching, "INTERNET", public(answer))
    asked = {"url": "http://a.example/"}
    found = await company.desk().ok("POST", "/api/desk/link-previews", json=asked)
    assert (found["title"], found["image_url"]) == ("新款 & 到店", None)


async def test_the_picture_is_kept_here_and_goes_with_the_message(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.headers['host']}{request.url.path}")
        if request.url.path == "/a.png":
            return httpx.Response(200, content=picture(400), headers={"content-type": "image/png"})
        return httpx.Response(200, html=PAGE.replace("https://x.cn", ""))

    monkeypatch.setattr(fetching, "INTERNET", public(answer))
    two = pair(company)
    found = await two.app.ok(
        "POST", "/api/app/link-previews", json={"url": "http://shop.example/new"}
    )
    assert asked == ["shop.example/new", "shop.example/a.png"]
    shown = found["image_url"]
    assert (await two.app.get(shown)).headers["content-type"] == "image/webp"
    assert (await two.desk.get(shown)).status_code == 404

    body = {"client_id": "link", "kind": "link", "content": found}
    sent = await two.app.ok("POST", two.path("app", "/messages"), json=body)
    assert sent["content"]["image_url"] == shown
    assert (await two.desk.get(shown)).status_code == 200
    assert (await customer(company.reunion, "别人").get(shown)).status_code == 404
    assert await _expires(company, shown) is None


async def _expires(company: Company, url: str) -> object:
    media_id = url.removeprefix("/media/").partition("?")[0]

    async def read() -> object:
        async with company.reunion.db.transaction() as tx:
            return await tx.fetchval("SELECT expires_at FROM media WHERE id = $1", media_id)

    return company.reunion.run(read)
