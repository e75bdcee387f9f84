"""Phone numbers: kept in one form, so that one number is one account however it was typed."""

import re

_SEPARATORS = re.compile(r"[\s\-()（）·.]+")
_MAINLAND = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_FOREIGN = re.compile(r"\+[1-9]\d{6,14}")


def e164(text: str) -> str | None:
    """`138 0000 0000` or `+8613800000000` -> `+8613800000000`; other countries need their `+`.
    None where this is no phone number."""
    bare = _SEPARATORS.sub("", text)
    if found := _MAINLAND.fullmatch(bare):
        return "+86" + found[1]
    return bare if _FOREIGN.fullmatch(bare) and not bare.startswith("+86") else None


def national(text: str) -> str | None:
    """As WeCom writes it: mainland numbers bare, others with `+` and country. None: no number."""
    number = e164(text)
    return number and number.removeprefix("+86")


def masked(number: str) -> str:
    """`13800000000` -> `138****0000`."""
    shown = number.removeprefix("+86")
    return f"{shown[:3]}****{shown[-4:]}" if len(shown) > 7 else "****"
