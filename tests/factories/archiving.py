"""A company whose chats are archived, and a program that reads the archive: what an adapter of an existing
reader looks like."""

import asyncio
import base64
import io
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import padding, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from PIL import Image

from reunion.platform.archive import filling
from reunion.wecom.endpoints.archive import FILE_ID, ROBOT_ID, ROOMID
from tests.factories.company import Company, OpenCaller

ARCHIVE = "/api/console/archive"


@cache
def key_pair(version: int) -> tuple[rsa.RSAPrivateKey, str]:
    """A key of the company's own, and its public half in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return key, public.decode()


def unseal(private_key: rsa.RSAPrivateKey, chat: dict[str, Any]) -> dict[str, Any]:
    """What Tencent's SDK does in DecryptData."""
    random_key = private_key.decrypt(base64.b64decode(chat["encrypt_random_key"]), PKCS1v15())
    decrypt = Cipher(algorithms.AES(random_key), modes.CBC(random_key[:16])).decryptor()
    padded = decrypt.update(base64.b64decode(chat["encrypt_chat_msg"])) + decrypt.finalize()
    unpad = padding.PKCS7(128).unpadder()
    return json.loads(unpad.update(padded) + unpad.finalize())


class Reader:
    """Pulls and opens entries, remembering how far it is."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.program: OpenCaller = company.open("archive")
        self.seqs: list[int] = []
        self.messages: list[dict[str, Any]] = []

    async def read(self, enough: int, version: int = 1) -> list[dict[str, Any]]:
        """All messages once there are so many, as they were opened."""
        async with asyncio.timeout(60):
            while len(self.messages) < enough:
                fill(self.company)
                await self.step(version)
        return self.messages

    async def step(self, version: int = 1) -> None:
        """One pull."""
        seq = self.seqs[-1] if self.seqs else 0
        answer = await self.program.post("/external-contact/getchatmsg", seq=seq, limit=1000)
        assert answer["errcode"] == 0, answer
        for chat in answer["chatdata"]:
            assert chat["publickey_ver"] == version
            message = unseal(key_pair(version)[0], chat)
            assert message["msgid"] == chat["msgid"]
            self.seqs.append(chat["seq"])
            self.messages.append(message)

    async def file(self, sdkfileid: str) -> list[bytes]:
        """A file in the parts in which it comes."""
        parts: list[bytes] = []
        index, finished = "", 0
        while not finished:
            answer = await self.program.post(
                "/reunion/archived_file", sdkfileid=sdkfileid, indexbuf=index
            )
            assert answer["errcode"] == 0, answer
            parts.append(base64.b64decode(answer["data"]))
            index, finished = answer["outindexbuf"], answer["is_finish"]
        return parts


def fill(company: Company) -> None:
    """The worker's next batches, now."""

    async def all_of_it() -> None:
        while await filling.fill_once(company.reunion.db):
            pass

    company.reunion.run(all_of_it)


async def switch_on(company: Company, *userids: str, edition: str = "enterprise") -> None:
    """These members are archived from now on, and the company has a key."""
    console = company.console()
    body = {"userids": userids, "edition": edition}
    await console.ok("POST", f"{ARCHIVE}/members", json=body)
    if not (await console.ok("GET", f"{ARCHIVE}/keys"))["items"]:
        await console.ok("POST", f"{ARCHIVE}/keys", json={"public_key": key_pair(1)[1]})


async def look(company: Company, userid: str = "lin", purpose: str = "投诉核查") -> tuple[Any, str]:
    """An officer with a look: the caller, and the address of the look."""
    await company.console().ok("PUT", f"{ARCHIVE}/officers/{userid}")
    officer = company.console(userid)
    opened = await officer.ok("POST", f"{ARCHIVE}/looks", json={"purpose": purpose})
    return officer, f"{ARCHIVE}/looks/{opened['id']}"


async def with_archive(company: Company, external_userid: str) -> dict[str, str]:
    """For the examples of the protocol: zhangsan with a customer, a room of colleagues, an app, a file."""
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhangsan", "lisi")
    desk = company.desk("zhangsan")
    ids = [company.members[one] for one in ("lisi", "lin")]
    room = await desk.ok("POST", "/api/desk/rooms", json={"title": "门店群", "member_ids": ids})
    media = await upload(desk, 16)
    path = f"/api/desk/conversations/{room['id']}/messages"
    sent = {"client_id": "1", "kind": "image", "content": {"media_id": media["id"]}}
    await desk.ok("POST", path, json=sent)
    app = await company.console().ok("POST", "/api/console/apps", json={"name": "订单助手"})
    await until_archived(company, 1)
    example = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAA"
    return {
        ROOMID: f"wr{room['id']}", ROBOT_ID: f"wb{app['agentid']}", FILE_ID: media["id"],
        example: external_userid,
    }  # fmt: skip


async def upload(caller: Any, width: int, kind: str = "image") -> dict[str, Any]:
    """A picture of noise, so that it is as large as its pixels."""
    data = io.BytesIO()
    Image.effect_noise((width, width), 80).save(data, "PNG")
    surface = "desk" if "/api/desk" not in str(caller.base_url) else "app"
    return await caller.ok(
        "POST", f"/api/{surface}/media", files={"file": ("a.png", data.getvalue(), "image/png")},
        data={"kind": kind},
    )  # fmt: skip


async def until_archived(company: Company, count: int) -> None:
    """Returns once the company's archive has so many entries."""
    await until(company, lambda: entries(company) >= count)


async def until(company: Company, done: Callable[[], bool]) -> None:
    """Fills until it is so."""
    async with asyncio.timeout(60):
        while not done():
            fill(company)
            await asyncio.sleep(0.01)


def entries(company: Company) -> int:
    """How many the archive has."""

    async def count() -> int:
        async with company.reunion.db.connection() as tx:
            query = "SELECT count(*) FROM archive_entry WHERE corp_id = $1"
            return await tx.fetchval(query, company.corp_id)

    return company.reunion.run(count)
