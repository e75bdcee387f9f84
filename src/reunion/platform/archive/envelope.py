"""The envelope of a pulled message, as Tencent's SDK has it. No I/O.

`encrypt_random_key` is base64 of RSA (PKCS #1 v1.5) over a random key of 32 letters and digits, by the
company's public key; `encrypt_chat_msg` is base64 of AES-256-CBC (PKCS #7) over the JSON of the message:
those 32 characters are the key, the first 16 of them the initial vector.
"""

import base64
import hashlib
from functools import lru_cache

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import padding, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from reunion.core import ids
from reunion.platform.archive.model import KeyInvalid

_BITS = 2048
_KEY_LENGTH = 32
_BLOCK_BITS = 128


class Sealed(msgspec.Struct, frozen=True):
    """Both as base64."""

    random_key: str
    message: str


@lru_cache(maxsize=256)
def read_key(public_key: str) -> rsa.RSAPublicKey:
    """A public key in PEM; raises KeyInvalid."""
    try:
        key = serialization.load_pem_public_key(public_key.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise KeyInvalid from None
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size != _BITS:
        raise KeyInvalid
    return key


def fingerprint(key: rsa.RSAPublicKey) -> str:
    """SHA-256 of the key in DER, in hexadecimal."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return hashlib.sha256(key.public_bytes(serialization.Encoding.DER, form)).hexdigest()


def seal(key: rsa.RSAPublicKey, message: bytes) -> Sealed:
    """With a random key of its own."""
    random_key = ids.alphanumeric(_KEY_LENGTH).encode()
    pad = padding.PKCS7(_BLOCK_BITS).padder()
    encrypt = Cipher(algorithms.AES(random_key), modes.CBC(random_key[:16])).encryptor()
    body = encrypt.update(pad.update(message) + pad.finalize()) + encrypt.finalize()
    return Sealed(
        base64.b64encode(key.encrypt(random_key, PKCS1v15())).decode(),
        base64.b64encode(body).decode(),
    )
