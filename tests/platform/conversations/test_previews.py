"""Link previews: what a public page says of itself, and never a request to an address that is not public."""

import httpx
import pytest

from reunion.platform.conversations.previews import NoPreview, preview
from reunion.platform.conversations.public_address import NotPublic, is_public, public_address
from tests.factories.company import Company

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
        await preview(url, transport=httpx.MockTransport(answer))
    assert asked == []


async def _public(host: str, port: int) -> list[str]:
    return ["93.184.216.34"] if host.endswith(".example") else ["10.0.0.1"]


async def test_the_checked_address_is_the_one_that_is_asked() -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if request.url.path == "/old":
            return httpx.Response(302, headers={"location": "https://shop.example/new#part"})
        return httpx.Response(200, html=PAGE)

    found = await preview(
        "http://old.example/old", resolve=_public, transport=httpx.MockTransport(answer)
    )
    assert (found.title, found.desc, found.image_url) == ("新款 & 到店", "轻", None)
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
        await preview("http://a.example/", resolve=_public, transport=httpx.MockTransport(answer))
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
        await preview(
            "http://a.example/", resolve=_public, transport=httpx.MockTransport(lambda _: answer)
        )


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

    found = await preview(
        "http://a.example/", resolve=_public, transport=httpx.MockTransport(answer)
    )
    assert found.title == "新款 & 到店"
    assert served < 10


async def test_the_route_says_422(company: Company) -> None:
    body = {"url": "http://127.0.0.1:1/"}
    refused = await company.desk().post("/api/desk/link-previews", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "no_preview")
