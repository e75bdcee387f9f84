"""Signatures and encryption between WeCom and the addresses that companies run.

Envelope: AES-256-CBC, key = base64(EncodingAESKey + "="), IV = its first 16 bytes; plain text =
16 random bytes, length of the message (4 bytes, big-endian), message, receive id; PKCS#7 padding
to 32 bytes. Sources: doc 96238, 91144; JS-SDK: doc 96909.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


class CryptoError(ValueError):
    """The message cannot be trusted or read; the text says why."""


class Crypto:
    """One callback configuration: Token, EncodingAESKey and the receive id (the corp id)."""

    def __init__(self, token: str, encoding_aes_key: str, receive_id: str) -> None:
        self._token = token
        self._key = aes_key(encoding_aes_key)
        self._receive_id = receive_id

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """msg_signature: SHA-1 of the four parts in byte order."""
        parts = sorted(p.encode() for p in (self._token, timestamp, nonce, encrypted))
        return hashlib.sha1(b"".join(parts)).hexdigest()  # noqa: S324

    def encrypt(self, message: str, *, random: bytes | None = None) -> str:
        """The message as base64 of the cipher text; `random` (16 bytes) is for test vectors."""
        body = message.encode()
        plain = (random or os.urandom(16)) + struct.pack(">I", len(body)) + body
        plain += self._receive_id.encode()
        pad = BLOCK - len(plain) % BLOCK
        encryptor = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16])).encryptor()
        cipher_text = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(cipher_text).decode()

    def decrypt(self, encrypted: str) -> str:
        """The message inside. Raises CryptoError when it was not made with this key and id."""
        try:
            cipher_text = base64.b64decode(encrypted, validate=True)
            decryptor = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16])).decryptor()
            plain = decryptor.update(cipher_text) + decryptor.finalize()
        except (binascii.Error, ValueError):
            raise CryptoError("not AES-CBC in base64") from None
        pad = plain[-1] if plain else 0
        if not 1 <= pad <= BLOCK or len(plain) < 20 + pad:
            raise CryptoError("padding is wrong: is the EncodingAESKey the same on both sides?")
        length = struct.unpack(">I", plain[16:20])[0]
        message, receive_id = plain[20 : 20 + length], plain[20 + length : len(plain) - pad]
        if len(message) != length or receive_id != self._receive_id.encode():
            raise CryptoError("the receive id is not this corp: wrong key or a message for another")
        return message.decode()

    def open(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> str:
        """Verify the signature, then decrypt. Raises CryptoError."""
        if not hmac.compare_digest(self.sign(timestamp, nonce, encrypted), signature):
            raise CryptoError("msg_signature does not match: is the Token the same on both sides?")
        return self.decrypt(encrypted)


def aes_key(encoding_aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey. Raises CryptoError when it is not 43 letters and digits."""
    if not re.fullmatch(r"[A-Za-z0-9]{43}", encoding_aes_key):
        raise CryptoError("EncodingAESKey is 43 characters out of A-Z, a-z and 0-9")
    return base64.b64decode(encoding_aes_key + "=")


def jssdk_signature(ticket: str, nonce: str, timestamp: int, url: str) -> str:
    """The signature for wx.config and wx.agentConfig; the part of `url` from `#` on is left out."""
    page = url.split("#", 1)[0]
    text = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={page}"
    return hashlib.sha1(text.encode()).hexdigest()  # noqa: S324
