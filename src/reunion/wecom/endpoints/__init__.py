"""The endpoints that Reunion serves, one module an area."""

from reunion.wecom.endpoints import (
    access,
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
