"""SQL of contact_way, contact_way_day, contact_way_visit and contact_way_quota.

Names and loads of members are read by joins; nobody else's rows are written.
"""

from reunion.platform.contact_ways.store.figures import added_by_member, count, days
from reunion.platform.contact_ways.store.visits import followed, pool, pool_size, visit, visited
from reunion.platform.contact_ways.store.ways import (
    Named,
    by_slug,
    conclusions_of,
    config_ids,
    corps_with_expired_chats,
    delete,
    departments_known,
    get,
    insert,
    member_names,
    members_by_userid,
    own,
    page,
    states,
    take_quota,
    temporary_full,
    update,
)

__all__ = [
    "Named",
    "added_by_member",
    "by_slug",
    "conclusions_of",
    "config_ids",
    "corps_with_expired_chats",
    "count",
    "days",
    "delete",
    "departments_known",
    "followed",
    "get",
    "insert",
    "member_names",
    "members_by_userid",
    "own",
    "page",
    "pool",
    "pool_size",
    "states",
    "take_quota",
    "temporary_full",
    "update",
    "visit",
    "visited",
]
