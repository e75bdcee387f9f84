"""What every verb is given: whose company, who acts, the open transaction, and the time."""

from datetime import datetime
from typing import Any, Literal

import msgspec

ActorKind = Literal["system", "app", "admin", "member", "customer"]


class Actor(msgspec.Struct, frozen=True):
    """Who does it. `id` is a member, person or app id (0: the system); the audit log keeps `name`."""

    kind: ActorKind
    id: int
    name: str


SYSTEM = Actor("system", 0, "Reunion")


class Context(msgspec.Struct, frozen=True):
    """`tx` is an asyncpg connection inside the caller's transaction; whoever made the context commits it.

    A customer belongs to no corp: on the customers' surface `corp_id` is 0 until `in_corp` names one.
    """

    corp_id: int
    actor: Actor
    tx: Any
    now: datetime

    def acting_as(self, actor: Actor) -> "Context":
        """The same transaction and time with another actor."""
        return msgspec.structs.replace(self, actor=actor)

    def in_corp(self, corp_id: int) -> "Context":
        """The same transaction and actor inside one corp."""
        return msgspec.structs.replace(self, corp_id=corp_id)
