"""A corp as verbs and screens see it."""

from datetime import datetime
from typing import Annotated, Literal, get_args

import msgspec

from reunion.core.errors import NotFound

WECOM_MEMBER_CUSTOMERS = 20_000
"""The most customers that WeCom lets one member have (limits.md); a corp may set less."""

TimeZone = Literal["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "UTC"]


class CorpNotFound(NotFound):
    """No corp has this id."""

    errcode = 40013
    code = "corp_not_found"
    title_zh = "没有这家企业，请核对企业 ID"
    title_en = "There is no such company; check its id"


class Corp(msgspec.Struct, frozen=True):
    """One company. `customer_cap`: customers a member may have; `relation_cap`: of the whole corp."""

    id: int
    wire_id: str
    name: str
    full_name: str
    logo_media_id: str | None
    verified: bool
    time_zone: str
    customer_cap: int
    relation_cap: int
    created_at: datetime


class CorpCard(msgspec.Struct, frozen=True):
    """What customers and staff see of a company."""

    wire_id: str
    name: str
    full_name: str
    logo_url: str | None
    verified: bool


class CorpView(CorpCard, frozen=True, kw_only=True):
    """What the console shows of its own company. `time_zones`: those that it may choose."""

    logo_media_id: str | None
    time_zone: str
    time_zones: tuple[str, ...] = get_args(TimeZone)
    customer_cap: int
    relation_cap: int
    created_at: datetime


class CorpPatch(msgspec.Struct):
    """Only what is given is changed; `logo_media_id` "" takes the logo away."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=32)] | None = None
    full_name: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    logo_media_id: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    time_zone: TimeZone | None = None
    customer_cap: Annotated[int, msgspec.Meta(ge=1, le=WECOM_MEMBER_CUSTOMERS)] | None = None


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """A company to be founded, with its first super admin."""

    name: str
    full_name: str = ""
    wire_id: str | None = None
    admin_userid: str
    admin_name: str
    admin_mobile: str | None = None
    admin_email: str | None = None
    admin_password: str | None = None


def picture_url(media_id: str | None) -> str | None:
    """Where a logo or an avatar is read."""
    return f"/media/{media_id}" if media_id else None


def card(corp: Corp) -> CorpCard:
    return CorpCard(
        corp.wire_id,
        corp.name,
        corp.full_name or corp.name,
        picture_url(corp.logo_media_id),
        corp.verified,
    )


def view(corp: Corp) -> CorpView:
    return CorpView(
        wire_id=corp.wire_id,
        name=corp.name,
        full_name=corp.full_name,
        logo_url=picture_url(corp.logo_media_id),
        verified=corp.verified,
        logo_media_id=corp.logo_media_id,
        time_zone=corp.time_zone,
        customer_cap=corp.customer_cap,
        relation_cap=corp.relation_cap,
        created_at=corp.created_at,
    )
