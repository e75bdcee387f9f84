"""A member in wire words: what events tell, and so what callbacks and the audit log show."""

from typing import Any

from reunion.platform.directory.model import WIRE_STATUS, Member

_PLAIN = (
    "userid", "name", "alias", "english_name", "mobile", "email", "biz_mail", "telephone",
    "position", "external_position", "address", "main_department", "extattr",
    "external_profile", "can_contact", "customer_cap",
)  # fmt: skip


def wire(member: Member) -> dict[str, Any]:
    """Every field under its name in user/get; `gender` and `status` are WeCom's numbers."""
    return {
        **{name: getattr(member, name) for name in _PLAIN},
        "gender": member.gender,
        "status": WIRE_STATUS[member.status],
        "department": member.departments,
        "order": member.orders,
        "is_leader_in_dept": [int(lead) for lead in member.leads],
        "direct_leader": member.direct_leaders,
        "avatar_media_id": member.avatar_media_id,
    }


def created(member: Member) -> dict[str, Any]:
    """Data of member.created: the fields that hold something."""
    fields = {
        name: value for name, value in wire(member).items() if value not in (None, "", [], {})
    }
    return {"userid": member.userid, "member_id": member.id, "changed": fields}


def updated(before: Member, after: Member) -> dict[str, Any] | None:
    """Data of member.updated: new and old values of what differs; None when nothing does.

    `userid` is the one the member had, as WeCom's update_user says it; a new one is in `changed`.
    """
    old, new = wire(before), wire(after)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if not changed:
        return None
    if "userid" in changed:
        changed["new_userid"] = changed.pop("userid")
    return {
        "userid": before.userid,
        "member_id": before.id,
        "changed": changed,
        "before": {name: old[name] for name in changed if name in old},
    }
