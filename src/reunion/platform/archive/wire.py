"""An entry as programs read it: the JSON of WeCom's archive, one shape a kind of message. No I/O."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from reunion.platform.archive.model import AGREED, DISAGREED, Entry, msgid

_CONSENTS = {AGREED: "agree", DISAGREED: "disagree"}
_ZOOM = 15


def as_wire(entry: Entry, names: Mapping[int, str], roomid: str, taken_back: str) -> dict[str, Any]:
    """`names`: userid or external_userid by principal; `taken_back`: of a recall, the msgid of what it
    takes back."""
    content: dict[str, Any] = entry.content
    head: dict[str, Any] = {
        "msgid": entry.msgid,
        "action": "recall" if entry.kind == "recall" else "send",
        "from": names.get(entry.sender_id, ""),
        "tolist": [names[one] for one in entry.to if one in names],
        "roomid": roomid,
        "msgtime": int(entry.sent_at.timestamp() * 1000),
    }
    if entry.kind == "recall":
        return head | {"msgtype": "revoke", "revoke": {"pre_msgid": taken_back}}
    if entry.kind == "system":
        kind = _CONSENTS[content["code"]]
        who = {"userid": head["from"], f"{kind}_time": head["msgtime"]}
        return head | {"msgtype": kind, kind: who}
    kind, body = _body(entry.kind, content)
    return head | {"msgtype": kind, kind: body}


def _body(kind: str, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    match kind:
        case "text":
            return kind, {"content": content["text"]}
        case "image" | "voice" | "video" | "file":
            return kind, _file(kind, content["media"])
        case "link":
            return kind, {
                "title": content["title"],
                "description": content.get("desc", ""),
                "link_url": content["url"],
                "image_url": content.get("image_url") or "",
            }
        case "card":
            return kind, {"corpname": content.get("corp_name") or "", "userid": content["name"]}
        case "location":
            return kind, {
                "longitude": content["longitude"],
                "latitude": content["latitude"],
                "address": content.get("address", ""),
                "title": content["name"],
                "zoom": _ZOOM,
            }
        case _:
            return "weapp", {
                "title": content.get("title", ""),
                "description": "",
                "username": content.get("appid", ""),
                "displayname": content.get("title", ""),
            }


def _file(kind: str, media: dict[str, Any]) -> dict[str, Any]:
    """`md5sum` stays empty, as it may with WeCom: the bytes are checked by their length."""
    shared = {"sdkfileid": media["id"], "md5sum": ""}
    size, seconds = media.get("size", 0), round((media.get("duration_ms") or 0) / 1000)
    if kind == "image":
        return shared | {"filesize": size}
    if kind == "voice":
        return shared | {"voice_size": size, "play_length": seconds}
    if kind == "video":
        return shared | {"filesize": size, "play_length": seconds}
    name = media.get("name", "")
    return shared | {
        "filename": name,
        "fileext": PurePath(name).suffix.removeprefix("."),
        "filesize": size,
    }


def roomid(conversation_id: int, kind: str) -> str:
    """Empty for two; that of a room of colleagues, by which groupchat/get finds it."""
    return "" if kind in ("external", "internal") else f"wr{conversation_id}"


def of_roomid(given: str) -> int | None:
    """The conversation of a room's id."""
    number = given.removeprefix("wr")
    return int(number) if number.isdecimal() and len(number) < 19 else None


def recalled_msgid(entry: Entry, sent_at: Any) -> str:
    """The id of what a recall takes back."""
    return msgid(entry.conversation_id, entry.content["seq"], sent_at, entry.conversation_kind)
