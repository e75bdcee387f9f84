"""Identifiers that appear on the wire. All random parts come from `secrets`."""

import secrets
import string

_ALNUM = string.ascii_letters + string.digits


def alphanumeric(length: int) -> str:
    """Random letters and digits."""
    return "".join(secrets.choice(_ALNUM) for _ in range(length))


def external_userid() -> str:
    """A customer's id in one corp: `wm` and 30 characters, as WeCom gives to a WeChat user (crypto.md)."""
    return "wm" + alphanumeric(30)


def corp_wire_id() -> str:
    """A corpid: `ww` and 16 characters."""
    return "ww" + alphanumeric(16).lower()


def tag_wire_id() -> str:
    """A corp tag or tag group id: `et` and 30 characters."""
    return "et" + alphanumeric(30)


def token(bytes_of_entropy: int = 32) -> str:
    """A url-safe secret."""
    return secrets.token_urlsafe(bytes_of_entropy)


def digits(length: int) -> str:
    """A one-time code."""
    return "".join(secrets.choice(string.digits) for _ in range(length))
