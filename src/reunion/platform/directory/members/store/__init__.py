"""SQL on `member` and `member_department`."""

from reunion.platform.directory.members.store.reading import (
    by_ids,
    by_userid,
    by_userids,
    changed_since,
    count,
    ids_in_departments,
    in_departments,
    page,
    places,
    userid_by_email,
    userid_by_mobile,
)
from reunion.platform.directory.members.store.writing import (
    COLUMNS,
    free_userid,
    insert,
    lock,
    lock_super_admins,
    resign,
    set_departments,
    set_role,
    update,
)

__all__ = [
    "COLUMNS",
    "by_ids",
    "by_userid",
    "by_userids",
    "changed_since",
    "count",
    "free_userid",
    "ids_in_departments",
    "in_departments",
    "insert",
    "lock",
    "lock_super_admins",
    "page",
    "places",
    "resign",
    "set_departments",
    "set_role",
    "update",
    "userid_by_email",
    "userid_by_mobile",
]
