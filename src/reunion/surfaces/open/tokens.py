"""access_token: base64url of app id, epoch, time of issue and a signature.

Nothing is looked up to verify one but the app's cached row: its epoch, raised when the secret is
rotated, revokes every token of before.
"""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta

import msgspec

from reunion.core.crypto import Vault

LIFETIME = timedelta(seconds=7200)
_FACTS = struct.Struct(">QIQ")
_PURPOSE = "open-api-token"


class TokenFacts(msgspec.Struct, frozen=True):
    """What a genuine token says."""

    app_id: int
    epoch: int
    issued_at: datetime

    def expired(self, now: datetime) -> bool:
        return now >= self.issued_at + LIFETIME


def mint(vault: Vault, facts: TokenFacts) -> str:
    """The same facts always give the same token. `issued_at` counts in whole seconds."""
    packed = _FACTS.pack(facts.app_id, facts.epoch, int(facts.issued_at.timestamp()))
    return base64.urlsafe_b64encode(packed + vault.sign(_PURPOSE, packed)).decode().rstrip("=")


def read(vault: Vault, token: str) -> TokenFacts | None:
    """The facts of a token that we signed, or None."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    packed, signature = raw[: _FACTS.size], raw[_FACTS.size :]
    if len(packed) != _FACTS.size or not vault.verify(_PURPOSE, packed, signature):
        return None
    app_id, epoch, at = _FACTS.unpack(packed)
    return TokenFacts(app_id, epoch, datetime.fromtimestamp(at, UTC))
