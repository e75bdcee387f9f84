"""Tencent's @wecom/crypto as an oracle, and a receiver written with it."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reunion.wecom.callbacks.envelope import understand
from reunion.wecom.callbacks.events import AddExternalContact
from reunion.wecom.crypto import Crypto, jssdk_signature
from tests.conformance.conftest import Shop
from tests.factories.callback_receiver import KEY, TOKEN
from tests.factories.hearing import app_of, new_way, scan
from tests.factories.serving import Reunion

FOLDER = Path(__file__).parent / "wecom_crypto"
MESSAGES = ["", "x", "你好,重逢", "a" * 31, "b" * 32, "c" * 4000, "<xml><A>]]></A></xml>", "🍵" * 9]


@pytest.fixture(scope="module", autouse=True)
def library() -> None:
    """Install the pinned library where it is not there yet."""
    if not (FOLDER / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=FOLDER, check=True)


class Script:
    """A Node process that is spoken to in lines."""

    def __init__(self, name: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            ["node", name, *arguments], cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip

    def read(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ask(self, call: str, *arguments: Any) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"call": call, "arguments": arguments}) + "\n")
        self.process.stdin.flush()
        return self.read()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def oracle() -> Iterator[Script]:
    script = Script("oracle.mjs")
    yield script
    script.end()


@pytest.mark.parametrize("message", MESSAGES)
def test_each_reads_what_the_other_wrote(oracle: Script, message: str) -> None:
    ours = Crypto(TOKEN, KEY, "ww1")
    assert oracle.ask("decrypt", KEY, ours.encrypt(message)) == [message, "ww1"]
    assert ours.decrypt(oracle.ask("encrypt", KEY, message, "ww1")) == message


@pytest.mark.parametrize("nonce", ["1", "abc", "Zz9", "中文"])
def test_both_sign_alike(oracle: Script, nonce: str) -> None:
    ours = Crypto(TOKEN, KEY, "ww1")
    signature = oracle.ask("getSignature", TOKEN, "1700000000", nonce, "ENCRYPTED+/=")
    assert ours.sign("1700000000", nonce, "ENCRYPTED+/=") == signature


def test_both_sign_pages_alike(oracle: Script) -> None:
    page = {"url": "https://e.cn/a?b=1&c=茶", "ticket": "T", "nonceStr": "n", "timestamp": 17}
    assert oracle.ask("getJsApiSignature", page)["signature"] == jssdk_signature(
        "T", "n", 17, "https://e.cn/a?b=1&c=茶"
    )


async def test_a_receiver_written_with_it_hears_of_a_customer(reunion: Reunion, shop: Shop) -> None:
    script = Script("receiver.mjs", TOKEN, KEY, shop.corpid)
    try:
        url = f"http://127.0.0.1:{script.read()}/callback"
        path = f"/api/console/apps/{await app_of(shop.company, 'customer_contact')}/callback"
        setting = {"url": url, "token": TOKEN, "encoding_aes_key": KEY}
        await shop.company.console().ok("PUT", path, json=setting)
        await scan(reunion, await new_way(shop.company, "chen"))
        heard = script.read()
    finally:
        script.end()
    received = understand(heard["message"])
    assert heard["id"] == received.corpid == shop.corpid
    assert isinstance(received.event, AddExternalContact)
    assert received.event.user_id == "chen"
