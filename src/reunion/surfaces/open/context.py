"""What a function that serves an endpoint is given, beyond the Context of every verb."""

import msgspec

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.storage.blobs import Blobs
from reunion.wecom.registry import Secret


class Caller(msgspec.Struct, frozen=True):
    """The app whose token came with the call. `may_contact` = listed in 可调用应用; the scope is
    what a self-built app may see of the directory."""

    id: int
    corp_id: int
    kind: Secret
    name: str
    agentid: int | None
    enabled: bool
    may_contact: bool
    token_epoch: int
    visible_departments: tuple[int, ...]
    visible_members: tuple[int, ...]
    visible_tags: tuple[int, ...]

    @property
    def sees_private_fields(self) -> bool:
        """Mobile, mail, gender and the like go to the contacts secret only."""
        return self.kind is Secret.CONTACTS


NOBODY = Caller(0, 0, Secret.CONTACTS, "", None, True, False, 0, (), (), ())
"""The caller of the endpoints that need no token."""


class OpenContext(Context, frozen=True):
    """A Context with the calling app. Functions that do not ask for it may take a plain Context."""

    caller: Caller
    vault: Vault
    config: Config
    blobs: Blobs
    ip: str
