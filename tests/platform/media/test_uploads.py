"""Uploads are what their bytes are, within the limits, opened by whom they are for, and served harmlessly."""

import io
import struct
import zlib
from datetime import timedelta

import httpx
import pytest
from PIL import Image

from reunion.core.clock import clock
from reunion.platform.media.loop import purge
from reunion.platform.media.model import LARGEST
from reunion.storage.blobs import Blobs
from tests.factories.chatting import pair
from tests.factories.company import Caller, Company, customer

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(1)</script></html>"
MP4 = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 64
WEBM = (
    b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
    + b"\x00" * 64
)


def picture(kind: str = "PNG", width: int = 600, height: int = 300) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(file, kind)
    return file.getvalue()


def amr(seconds: float) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + b"\x00" * 31) * int(seconds * 50)


def bomb() -> bytes:
    """A PNG of 100,000 by 100,000 pixels in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 100)) + chunk(b"IEND", b"")
    )  # fmt: skip


async def upload(
    caller: Caller, surface: str, kind: str, data: bytes, name: str = "file", **form: str
) -> httpx.Response:
    files = {"file": (name, data, "application/x-whatever")}
    return await caller.post(f"/api/{surface}/media", files=files, data={"kind": kind, **form})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_pictures_are_measured(company: Company, kind: str) -> None:
    made = (await upload(company.desk(), "desk", "image", picture(kind), "x.exe")).json()
    assert (made["width"], made["height"], made["mime"]) == (600, 300, f"image/{kind.lower()}")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("image", SVG), ("image", HTML), ("image", bomb()), ("image", picture()[:40]), ("image", amr(1)),
        ("voice", picture()), ("voice", b"ID4 nothing"), ("video", picture()), ("video", HTML),
    ],
)  # fmt: skip
async def test_content_decides_not_the_name(company: Company, kind: str, data: bytes) -> None:
    refused = await upload(company.desk(), "desk", kind, data, "picture.png")
    assert (refused.status_code, refused.json()["code"]) == (415, "media_type")
    assert "支持" in refused.json()["detail"]


async def test_a_refusal_is_in_one_language(company: Company) -> None:
    texts = {}
    async with company.desk() as desk:
        for language in ("zh", "en"):
            desk.headers["Accept-Language"] = language
            texts[language] = (await upload(desk, "desk", "video", HTML)).json()["detail"]
    assert texts == {
        "zh": "文件内容不是支持的视频格式，支持：MOV、MP4、WEBM",
        "en": "The content is not a video of a supported format; supported are: MOV, MP4, WEBM",
    }


async def test_sound_and_film_of_browsers(company: Company) -> None:
    desk = company.desk()
    made = (await upload(desk, "desk", "voice", WEBM, duration_ms="2300")).json()
    assert (made["mime"], made["duration_ms"]) == ("audio/webm", 2300)
    assert (await upload(desk, "desk", "video", MP4)).json()["mime"] == "video/mp4"
    assert (await upload(desk, "desk", "voice", amr(3))).json()["duration_ms"] == 3000


async def test_sizes(company: Company) -> None:
    desk = company.desk()
    assert (await upload(desk, "desk", "file", b"")).json()["code"] == "empty_file"
    assert (await upload(desk, "desk", "file", b"12345")).json()["code"] == "too_small"
    large = await upload(desk, "desk", "voice", amr(1) + b"\x00" * (5 * 1024 * 1024))
    assert (large.status_code, large.json()["limit_mb"]) == (413, 5)
    most = await upload(desk, "desk", "file", b"x" * (30 * 1024 * 1024), "big.bin")
    assert most.json()["size"] == 30 * 1024 * 1024


async def test_who_may_open(company: Company, other_company: Company) -> None:
    two = pair(company)
    made = (await upload(two.desk, "desk", "image", picture())).json()
    stranger = customer(company.reunion)

    async def opens(caller: httpx.AsyncClient) -> int:
        return (await caller.get(made["url"])).status_code

    nobody = httpx.AsyncClient(base_url=str(two.desk.base_url))
    assert await opens(two.desk) == 200
    for caller in (two.app, stranger, nobody, company.desk("chen"), other_company.desk()):
        assert await opens(caller) == 404
    sent = await two.say("desk", "p-1", kind="image", content={"media_id": made["id"]})
    assert sent["content"]["media"] == made
    assert await opens(two.app) == 200
    for caller in (stranger, nobody, company.desk("chen")):
        assert await opens(caller) == 404
    await two.desk.ok("POST", two.path("desk", f"/messages/{sent['seq']}/recall"))
    assert await opens(two.app) == 404
    not_his = {"client_id": "steal", "kind": "image", "content": {"media_id": made["id"]}}
    refused = await two.app.post(two.path("app", "/messages"), json=not_his)
    assert refused.status_code == 422


async def test_it_is_served_so_that_nothing_runs(company: Company) -> None:
    desk = company.desk()
    page = (await upload(desk, "desk", "file", HTML, '报价 "1".html')).json()
    served = await desk.get(page["url"])
    assert served.headers["content-type"] == "application/octet-stream"
    assert served.headers["content-disposition"].startswith("attachment; filename*=utf-8''")
    assert served.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in served.headers["content-security-policy"]
    vector = (await upload(desk, "desk", "file", SVG, "a.svg")).json()
    assert (await desk.get(vector["url"])).headers["content-type"] == "application/octet-stream"
    image = (await upload(desk, "desk", "image", picture(), "a.png")).json()
    assert (await desk.get(image["url"])).headers["content-disposition"].startswith("inline")


async def test_ranges(company: Company) -> None:
    desk = company.desk()
    data = bytes(range(256)) * 10
    url = (await upload(desk, "desk", "file", data)).json()["url"]
    for asked, wanted in (
        ("bytes=0-9", data[:10]), ("bytes=2550-", data[2550:]), ("bytes=-5", data[-5:]),
        ("bytes=100-99999", data[100:]),
    ):  # fmt: skip
        part = await desk.get(url, headers={"Range": asked})
        assert (part.status_code, part.content) == (206, wanted), asked
    beyond = await desk.get(url, headers={"Range": "bytes=9999-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, "bytes */2560")
    whole = await desk.get(url, headers={"Range": "lines=1-2"})
    assert (whole.status_code, whole.content) == (200, data)


async def test_thumbnails(company: Company) -> None:
    desk = company.desk()
    url = (await upload(desk, "desk", "image", picture("JPEG", 2000, 1000))).json()["url"]
    small = await desk.get(url, params={"w": 200})
    with Image.open(io.BytesIO(small.content)) as image:
        assert (image.format, image.size) == ("WEBP", (240, 120))
    assert (await desk.get(url, params={"w": 3000})).headers["content-type"] == "image/jpeg"
    assert (await desk.get(url, params={"w": 0})).status_code == 422


async def test_the_open_api_keeps_wecoms_limits(company: Company) -> None:
    app = company.open()
    base = f"{company.reunion.base_url}/cgi-bin/media"
    token = await app.token()

    async def send(kind: str, data: bytes, name: str = "f") -> dict[str, object]:
        async with httpx.AsyncClient() as client:
            files = {"media": (name, data, "application/octet-stream")}
            query = {"access_token": token, "type": kind}
            return (await client.post(f"{base}/upload", params=query, files=files)).json()

    made = await send("image", picture(), "a.png")
    assert (made["errcode"], made["type"]) == (0, "image")
    async with httpx.AsyncClient() as client:
        query = {"access_token": token, "media_id": str(made["media_id"])}
        got = await client.get(f"{base}/get", params=query)
        assert got.content == picture()
    expected = [
        ("image", picture("GIF"), 40004), ("image", picture() + b"\x00" * LARGEST["image"], 40009),
        ("voice", amr(61), 45007), ("voice", WEBM, 40004), ("video", WEBM, 40004),
        ("file", b"12345", 40006), ("file", b"x" * (LARGEST["file"] + 1), 45001), ("music", picture(), 40005),
    ]  # fmt: skip
    for kind, data, errcode in expected:
        assert (await send(kind, data))["errcode"] == errcode, (kind, errcode)
    assert (await send("voice", amr(60)))["errcode"] == 0


async def test_temporary_media_go_after_three_days(company: Company) -> None:
    app = company.open()
    token = await app.token()
    base = f"{company.reunion.base_url}/cgi-bin/media"
    data = b"only here " * 10
    async with httpx.AsyncClient() as client:
        query = {"access_token": token, "type": "file"}
        files = {"media": ("a.txt", data)}
        media_id = (await client.post(f"{base}/upload", params=query, files=files)).json()[
            "media_id"
        ]
    kept = (await upload(company.desk(), "desk", "file", b"kept for good")).json()
    blobs = Blobs(company.reunion.config.data / "blobs")

    async def purged() -> int:
        return await purge(company.reunion.db, blobs, settled=0)

    company.reunion.run(purged)
    before = len(list(blobs.names()))
    clock.advance(timedelta(days=3, seconds=1))
    try:
        assert company.reunion.run(purged) >= 1
        async with httpx.AsyncClient() as client:
            fresh = await company.open().token()
            query = {"access_token": fresh, "media_id": media_id}
            gone = (await client.get(f"{base}/get", params=query)).json()
            assert gone["errcode"] == 40007
    finally:
        clock.advance(-timedelta(days=3, seconds=1))
    assert len(list(blobs.names())) < before
    assert (await company.desk().get(kept["url"])).content == b"kept for good"


async def test_the_same_file_is_kept_once(company: Company) -> None:
    blobs = Blobs(company.reunion.config.data / "blobs")
    data = picture(width=321)
    first = (await upload(company.desk(), "desk", "image", data)).json()
    count = len(list(blobs.names()))
    second = (await upload(company.desk("chen"), "desk", "image", data)).json()
    assert first["id"] != second["id"]
    assert len(list(blobs.names())) == count
