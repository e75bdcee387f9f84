"""Contacts as a customer's app shows them."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from reunion.core.pinyin import sort_key
from reunion.platform.contacts.model import APPLY_TEXT_LENGTH, CUSTOMER_REMARK_LENGTH
from reunion.platform.contacts.store.app import AppRow
from reunion.platform.corps.model import CorpCard, picture_url

AppState = Literal["active", "requested", "deleted", "deleted_by_other"]


class AppContact(Struct):
    """A member whom I know, with the company that vouches for him. `remark`: what I call him."""

    member_id: int
    name: str
    remark: str
    avatar_url: str | None
    title: str
    department: str
    corp: CorpCard
    state: AppState
    blocked: bool
    added_at: datetime | None
    conversation_id: int | None
    online: bool
    pinyin: str


class AppContacts(Struct):
    items: list[AppContact]


class Added(Struct):
    """`requested`: the member has to accept first."""

    state: Literal["active", "requested"]
    contact: AppContact
    conversation_id: int | None


class ContactChange(Struct):
    """What is not given stays."""

    remark: Annotated[str, Meta(max_length=CUSTOMER_REMARK_LENGTH)] | None = None
    blocked: bool | None = None


class Application(Struct):
    """What the customer says when asking to be added."""

    apply_text: Annotated[str, Meta(max_length=APPLY_TEXT_LENGTH)] = ""


def shown(row: AppRow, corp: CorpCard, *, online: bool) -> AppContact:
    """A row as the app gets it."""
    states: dict[str, AppState] = {
        "active": "active",
        "temporary": "active",
        "requested": "requested",
        "deleted_by_customer": "deleted",
        "deleted_by_member": "deleted_by_other",
    }
    return AppContact(
        member_id=row.member_id,
        name=row.name,
        remark=row.remark,
        avatar_url=picture_url(row.avatar_media_id),
        title=row.title,
        department=row.department,
        corp=corp,
        state=states[row.state],
        blocked=row.blocked,
        added_at=row.added_at,
        conversation_id=row.conversation_id,
        online=online,
        pinyin=sort_key(row.remark) if row.remark else (row.name_pinyin or sort_key(row.name)),
    )
