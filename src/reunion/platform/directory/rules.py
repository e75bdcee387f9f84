"""What a department, a member and a tag may look like: rules that need no rows (limits.md)."""

import re

from reunion.core.errors import Text
from reunion.core.phone import national
from reunion.platform.directory.model import MOST_DEPARTMENTS, MOST_DIRECT_LEADERS
from reunion.platform.directory.refusals import invalid

_USERID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-@.]*")
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+")
_TELEPHONE = re.compile(r"[0-9+\-() ,xX#]{0,32}")
_ILLEGAL_IN_DEPARTMENT = set('\\/:*?"<>|｜')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def userid(value: str, field: str = "userid") -> str:
    value = value.strip()
    if len(value.encode()) > 64 or not _USERID.fullmatch(value):
        raise invalid(
            40003, field,
            Text("帐号为 1 到 64 个字母、数字或 _ - @ .，以字母或数字开头",
                 "1 to 64 letters, digits or _ - @ . , beginning with a letter or digit"),
        )  # fmt: skip
    return value


def name(value: str, field: str = "name") -> str:
    value = value.strip()
    if not 1 <= len(value) <= 64 or _CONTROL.search(value):
        raise invalid(60112, field, Text("姓名为 1 到 64 个字", "a name has 1 to 64 characters"))
    return value


def mobile(value: str | None, field: str = "mobile") -> str | None:
    """One form for one number; empty means none."""
    if not value or not value.strip():
        return None
    number = national(value)
    if number is None:
        raise invalid(
            60103, field,
            Text("手机号不对，请填 11 位手机号；境外号码以 + 和国家码开头",
                 "use the 11 digits of a mainland number, or + and the country code"),
        )  # fmt: skip
    return number


def email(value: str | None, field: str = "email") -> str | None:
    """Empty means none."""
    if not value or not value.strip():
        return None
    value = value.strip()
    if len(value.encode()) > 64 or not _EMAIL.fullmatch(value):
        raise invalid(
            60105, field,
            Text("邮箱不对，应如 name@example.com，最长 64 字节",
                 "an address like name@example.com, 64 bytes at most"),
        )  # fmt: skip
    return value


def telephone(value: str, field: str = "telephone") -> str:
    value = value.strip()
    if not _TELEPHONE.fullmatch(value):
        raise invalid(
            301013, field,
            Text("座机最多 32 个数字、空格、- 和括号", "up to 32 digits, spaces, - and brackets"),
        )  # fmt: skip
    return value


def text(value: str, field: str, limit: int, errcode: int = 40058) -> str:
    """A line of at most `limit` characters."""
    value = value.strip()
    if len(value) > limit or _CONTROL.search(value):
        raise invalid(
            errcode,
            field,
            Text(f"最多 {limit} 个字，不能换行", f"one line, {limit} characters at most"),
        )
    return value


def gender(value: int, field: str = "gender") -> int:
    if value not in (0, 1, 2):
        raise invalid(
            40058, field, Text("性别为 1（男）、2（女）或 0（未知）", "1 male, 2 female, 0 unknown")
        )
    return value


def departments(ids: list[int], field: str = "department") -> list[int]:
    """Without doubles, in the order given."""
    unique = list(dict.fromkeys(ids))
    if not unique:
        raise invalid(41019, field, Text("请至少选择一个部门", "choose at least one department"))
    if len(unique) > MOST_DEPARTMENTS:
        raise invalid(
            60110, field,
            Text(f"一个成员最多属于 {MOST_DEPARTMENTS} 个部门",
                 f"a member belongs to {MOST_DEPARTMENTS} departments at most"),
        )  # fmt: skip
    return unique


def direct_leaders(userids: list[str], field: str = "direct_leader") -> list[str]:
    unique = list(dict.fromkeys(u.strip() for u in userids if u.strip()))
    if len(unique) > MOST_DIRECT_LEADERS:
        raise invalid(
            60257, field,
            Text(f"直属上级最多 {MOST_DIRECT_LEADERS} 位",
                 f"{MOST_DIRECT_LEADERS} direct leaders at most"),
        )  # fmt: skip
    return unique


def department_name(value: str, field: str = "name") -> str:
    value = value.strip()
    if not 1 <= len(value) <= 64:
        raise invalid(
            60001,
            field,
            Text("部门名称为 1 到 64 个字", "a department name has 1 to 64 characters"),
        )
    if _CONTROL.search(value) or _ILLEGAL_IN_DEPARTMENT & set(value):
        raise invalid(
            60009, field,
            Text('部门名称不能有 \\ / : * ? " < > |', 'a department name must not have \\ / : * ? " < > |'),
        )  # fmt: skip
    return value


def tag_name(value: str, field: str = "name") -> str:
    value = value.strip()
    if not 1 <= len(value) <= 32:
        raise invalid(
            40072, field, Text("标签名为 1 到 32 个字", "a tag name has 1 to 32 characters")
        )
    return value
