"""From the directory's events, which speak in the wire's names, to the fields of the XML."""

from typing import Any

import msgspec

from reunion.wecom.callbacks import CallbackEvent

_MEMBER = {
    "name": "name",
    "department": "department",
    "main_department": "main_department",
    "is_leader_in_dept": "is_leader_in_dept",
    "direct_leader": "direct_leader",
    "position": "position",
    "mobile": "mobile",
    "gender": "gender",
    "email": "email",
    "biz_mail": "biz_mail",
    "status": "status",
    "avatar": "avatar",
    "alias": "alias",
    "telephone": "telephone",
    "address": "address",
}
_NUMBERS = frozenset({"main_department", "gender", "status"})
_PARTY = {"name": "name", "parentid": "parent_id", "order": "order"}


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """All fields of a new thing; of an old one those that changed."""
    return data.get("changed", data)


def member_fields(data: dict[str, Any]) -> dict[str, Any]:
    """`user_id`, and what is known of the rest; lists joined by commas."""
    fields: dict[str, Any] = {"user_id": data["userid"]}
    given = _given(data)
    for name, field in _MEMBER.items():
        if name in given:
            fields[field] = _number(given[name]) if field in _NUMBERS else _text(given[name])
    if given.get("new_userid"):
        fields["new_user_id"] = given["new_userid"]
    attributes = (given.get("extattr") or {}).get("attrs") or []
    if attributes:
        fields["ext_attr"] = {"Item": [_attribute(one) for one in attributes]}
    return fields


def party_fields(data: dict[str, Any], kind: type[CallbackEvent]) -> dict[str, Any]:
    """`id`, and what `kind` has of the rest."""
    known = {f.name for f in msgspec.structs.fields(kind)}
    given = _given(data)
    fields = {field: given[name] for name, field in _PARTY.items() if name in given}
    return {"id": data["id"], **{n: v for n, v in fields.items() if n in known}}


def tag_fields(data: dict[str, Any]) -> dict[str, Any]:
    """Who was put under the tag and who was taken off, joined by commas."""
    return {
        "tag_id": data["tagid"],
        "add_user_items": _text(data.get("add_userids") or []),
        "del_user_items": _text(data.get("remove_userids") or []),
        "add_party_items": _text(data.get("add_departments") or []),
        "del_party_items": _text(data.get("remove_departments") or []),
    }


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(str(int(one)) if isinstance(one, bool) else str(one) for one in value)
    return "" if value is None else str(value)


def _number(value: Any) -> int:
    return int(value or 0)


def _attribute(one: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {"Name": one.get("name", ""), "Type": int(one.get("type") or 0)}
    if one.get("text"):
        item["Text"] = {"Value": one["text"].get("value", "")}
    if one.get("web"):
        item["Web"] = {"Title": one["web"].get("title", ""), "Url": one["web"].get("url", "")}
    return item
