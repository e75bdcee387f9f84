"""The endpoints that Reunion serves, one module an area."""

from reunion.wecom.endpoints import (
    access,
    acquisition,
    broadcasts,
    contact_ways,
    departments,
    external_contacts,
    external_tags,
    handover,
    interception,
    media,
    member_lists,
    member_tags,
    members,
    statistics,
    welcome,
)

__all__ = [
    "access",
    "acquisition",
    "broadcasts",
    "contact_ways",
    "departments",
    "external_contacts",
    "external_tags",
    "handover",
    "interception",
    "media",
    "member_lists",
    "member_tags",
    "members",
    "statistics",
    "welcome",
]
