"""Secrets at rest (AES-256-GCM) and signatures (HMAC-SHA256), from one key in the data folder."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12


class Vault:
    """Each purpose has a key of its own, derived from the master key."""

    def __init__(self, master: bytes) -> None:
        if len(master) != 32:
            raise ValueError("the master key must be 32 bytes")
        self._master = master
        self._derived: dict[str, bytes] = {}

    @classmethod
    def open(cls, path: Path) -> "Vault":
        """Reads the key file, or makes it (mode 0600) where there is none yet."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(base64.b64decode(path.read_text().strip()))
        master = secrets.token_bytes(32)
        with os.fdopen(descriptor, "w") as file:
            file.write(base64.b64encode(master).decode() + "\n")
            file.flush()
            os.fsync(file.fileno())
        return cls(master)

    def key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose."""
        if purpose not in self._derived:
            derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
            self._derived[purpose] = derive.derive(self._master)
        return self._derived[purpose]

    def seal(self, purpose: str, plain: str) -> bytes:
        """Encrypts a secret for the database: nonce followed by ciphertext and tag."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.key(purpose)).encrypt(nonce, plain.encode(), None)

    def unseal(self, purpose: str, sealed: bytes) -> str:
        """Decrypts; raises cryptography's InvalidTag when the key or the purpose is another."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return AESGCM(self.key(purpose)).decrypt(nonce, body, None).decode()

    def sign(self, purpose: str, message: bytes) -> bytes:
        """HMAC-SHA256, 32 bytes."""
        return hmac.new(self.key(purpose), message, hashlib.sha256).digest()

    def verify(self, purpose: str, message: bytes, signature: bytes) -> bool:
        """Compares in constant time."""
        return hmac.compare_digest(self.sign(purpose, message), signature)


def token_hash(token: str) -> bytes:
    """What the database keeps of a session token or a code: SHA-256, as the token itself has full entropy."""
    return hashlib.sha256(token.encode()).digest()
