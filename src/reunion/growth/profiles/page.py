"""Everything on one page: who she is, what is known of her and by whom it was said."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles import consents, deciding, service
from reunion.growth.profiles.attributes import STANDARD, Field, FieldType
from reunion.growth.profiles.model import Card, IdentityKind, NoSuchProfile, ProfileTag
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.profiles.store import fields as field_store
from reunion.growth.profiles.store import identities as identity_store
from reunion.growth.profiles.store import page as store
from reunion.growth.profiles.store import people as people_store
from reunion.growth.profiles.store.identities import Conflict
from reunion.growth.profiles.store.merges import Written

_CONFLICTS = 50


class Owned(msgspec.Struct, frozen=True):
    """An identity, and who told of it."""

    kind: IdentityKind
    value: str
    source: str
    since: datetime


class Attribute(msgspec.Struct, frozen=True):
    """A standard attribute (`field_no` null) or a custom field; `said_at` null: nobody said anything."""

    key: str
    field_no: int | None
    name: str
    type: FieldType
    choices: list[str]
    value: Any
    said_at: datetime | None
    source: str


class Worn(msgspec.Struct, frozen=True):
    """A tag on her; `userid`: on that member's follow."""

    tag: ProfileTag
    userid: str
    since: datetime
    origin: str


class ProfilePage(msgspec.Struct, frozen=True):
    """`profile_nos`: hers, and those that turned out to be her."""

    card: Card
    profile_nos: list[int]
    source: str
    identities: list[Owned]
    attributes: list[Attribute]
    tags: list[Worn]
    history: list[Written]
    conflicts: list[Conflict]
    consents: list[consents.Entry]


_TYPES: dict[str, FieldType] = {
    "gender": "choice", "birthday": "date", "latitude": "number", "longitude": "number",
}  # fmt: skip


async def get(ctx: Context, profile_no: int, reach: Reach = EVERYBODY) -> ProfilePage:
    """Of whom she is now, where she was merged. Merges, splits and conflicts name other people, so they are
    told to who sees everybody alone. Raises NoSuchProfile."""
    now = (await service.current(ctx, [profile_no])).get(profile_no)
    if now is None:
        raise NoSuchProfile
    (card,) = await service.cards(ctx, [now])
    nos = await service.everybody(ctx, now)
    whole = reach.userids is None
    return ProfilePage(
        card,
        nos,
        await store.source(ctx, now),
        [Owned(**one) for one in await store.identities(ctx, now)],
        await _attributes(ctx, now),
        [Worn(**one) for one in await store.tags(ctx, now)],
        await deciding.history(ctx, now) if whole else [],
        await identity_store.conflicts_about(ctx, nos, _CONFLICTS) if whole else [],
        await consents.history(ctx, nos),
    )


async def _attributes(ctx: Context, profile_no: int) -> list[Attribute]:
    claims = (await people_store.states(ctx, [profile_no]))[profile_no].claims

    def shown(key: str, place: str, field: Field | None) -> Attribute:
        claim = claims.get(place)
        kind: FieldType = field.type if field else _TYPES.get(key, "text")
        choices = list(field.choices) if field else ["male", "female"] if key == "gender" else []
        return Attribute(
            key, field and field.field_no, field.name if field else "", kind, choices,
            claim and claim.value, claim and claim.said.at, claim.said.source if claim else "",
        )  # fmt: skip

    fields = [one for one in await field_store.fields(ctx) if not one.archived]
    standard = [shown(key, key, None) for key in STANDARD]
    return standard + [shown(one.key, one.column, one) for one in fields]
