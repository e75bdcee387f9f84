"""Paths that WeCom has and Reunion does not serve yet, so that a caller hears exactly that."""

from functools import cache

import msgspec

from reunion.wecom.errors import table


class KnownPath(msgspec.Struct, frozen=True):
    """One path of WeCom's server API as its documentation groups it."""

    area: str
    path: str
    method: str
    purpose: str


@cache
def known_paths() -> dict[str, KnownPath]:
    """Every path of WeCom's server API, served or not."""
    return {row[1]: KnownPath(*row) for row in table("known_paths.tsv")}
