"""Who may open an upload: everybody a public one, its owner, staff their corp's own, and whoever a
module with a claim on it lets in (conversations: the participants of where it was sent)."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from reunion.platform.media.model import Stored


class Opener(msgspec.Struct, frozen=True):
    """A member with his corp, or a person with corp 0."""

    account_id: int
    corp_id: int


NOBODY = Opener(0, 0)

Lets = Callable[[Any, str, int], Awaitable[bool]]
_claims: list[Lets] = []


def lets_in(ask: Lets) -> Lets:
    """Registers `async f(tx, media_id, account_id) -> bool`."""
    _claims.append(ask)
    return ask


async def may_open(tx: Any, media: Stored, opener: Opener) -> bool:
    """Whether this upload is for this opener."""
    if media.public:
        return True
    if opener.account_id == 0:
        return False
    if media.owner_id == opener.account_id:
        return True
    if media.owner_id == 0 and opener.corp_id and media.corp_id == opener.corp_id:
        return True
    for ask in _claims:
        if await ask(tx, media.id, opener.account_id):
            return True
    return False
