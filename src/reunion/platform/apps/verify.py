"""The check of a callback address: a random text, encrypted, that it must give back decrypted."""

from urllib.parse import urlencode

from reunion.core import ids
from reunion.core.clock import clock
from reunion.core.errors import Text
from reunion.core.outgoing import NotReached, Outgoing
from reunion.platform.apps.model import CallbackRefused, CallbackSetting, check_callback
from reunion.wecom.crypto import Crypto

ANSWER_WITHIN = 1.0
"""Seconds; limits.md, callbacks: the check must answer within 1 s."""


async def check_echo(outgoing: Outgoing, corp_wire_id: str, setting: CallbackSetting) -> None:
    """GET the address with msg_signature, timestamp, nonce and echostr; CallbackRefused says what
    came back instead of the plain text."""
    check_callback(setting)
    crypto = Crypto(setting.token, setting.encoding_aes_key, corp_wire_id)
    echo = ids.digits(19)
    encrypted = crypto.encrypt(echo)
    timestamp, nonce = str(int(clock.now().timestamp())), ids.digits(10)
    signature = crypto.sign(timestamp, nonce, encrypted)
    query = urlencode(
        {
            "msg_signature": signature,
            "timestamp": timestamp,
            "nonce": nonce,
            "echostr": encrypted,
        }
    )
    url = f"{setting.url}{'&' if '?' in setting.url else '?'}{query}"
    try:
        reply = await outgoing.request("GET", url, within=ANSWER_WITHIN, at_most=1024)
    except NotReached as problem:
        raise CallbackRefused(url=_both(str(problem))) from None
    if reply.status != 200:
        shown = _shown(reply.body)
        raise CallbackRefused(
            url=Text(
                f"地址返回 HTTP {reply.status}：{shown}",
                f"the address answered HTTP {reply.status}: {shown}",
            )
        )
    if reply.body != echo.encode():
        shown = _shown(reply.body)
        raise CallbackRefused(
            url=Text(
                f"应原样返回解密后的 echostr，不带引号、换行或 BOM；实际返回：{shown}",
                "the decrypted echostr is expected, without quotes, line break or BOM; "
                f"it answered: {shown}",
            )
        )


def _both(problem: str) -> Text:
    chinese, _, english = problem.partition(" / ")
    return Text(chinese, english or chinese)


def _shown(body: bytes) -> str:
    text = body[:200].decode("utf-8", "replace").strip()
    return text or "(空 empty)"
