"""Opening entries of the archive as far as they say who wrote to whom and when; never what was said."""

import base64
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from reunion.growth.connection.model import NO_KEY_FOR_IT
from reunion.wecom.endpoints.archive import ChatData
from reunion.wecom.errors import WecomError

_NO_MESSAGES = frozenset({"agree", "disagree", "revoke"})
_OUTSIDE = ("wm", "wo")


class _Head(msgspec.Struct):
    """The envelope of an entry, without its contents."""

    action: str = ""
    sender: str = msgspec.field(name="from", default="")
    tolist: list[str] = []
    roomid: str = ""
    msgtime: int = 0
    msgtype: str = ""


class Said(msgspec.Struct, frozen=True):
    """A message between a member and a customer; `sent` by the member, else by her."""

    external_userid: str
    userid: str
    sent: bool
    at: datetime


def said(key: RSAPrivateKey, entries: Iterable[ChatData]) -> list[Said]:
    """The messages of chats of two among them. Raises WecomError where an entry is sealed for another key."""
    found: list[Said] = []
    for one in entries:
        head = _head(key, one)
        if head.action != "send" or head.roomid or head.msgtype in _NO_MESSAGES:
            continue
        for other in head.tolist:
            outside = [who.startswith(_OUTSIDE) for who in (head.sender, other)]
            at = datetime.fromtimestamp(head.msgtime / 1000, UTC)
            if outside == [False, True]:
                found.append(Said(other, head.sender, True, at))
            elif outside == [True, False]:
                found.append(Said(head.sender, other, False, at))
    return found


def _head(key: RSAPrivateKey, one: ChatData) -> _Head:
    try:
        secret = key.decrypt(base64.b64decode(one.encrypt_random_key), PKCS1v15())
        opened = Cipher(algorithms.AES(secret), modes.CBC(secret[:16])).decryptor()
        padded = opened.update(base64.b64decode(one.encrypt_chat_msg)) + opened.finalize()
        unpad = padding.PKCS7(128).unpadder()
        return msgspec.json.decode(unpad.update(padded) + unpad.finalize(), type=_Head)
    except (ValueError, InvalidKey, msgspec.DecodeError):
        why = f"entry {one.seq} is sealed for key {one.publickey_ver}"
        raise WecomError(NO_KEY_FOR_IT, why) from None
