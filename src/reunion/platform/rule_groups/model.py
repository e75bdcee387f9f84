"""Rule groups: their privileges, limits and refusals. On the wire they are strategies."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from reunion.core.errors import Conflict, Forbidden, Invalid, NotFound, Text

Kind = Literal["customer", "moment"]
ADMINS = 20
RANGE = 1000
NAME_LENGTH = 30
GROUPS = 1000

PRIVILEGES: dict[Kind, dict[str, Text]] = {
    "customer": {
        "view_customer_list": Text("查看客户列表", "see customers"),
        "view_customer_data": Text("查看客户统计", "see figures of customers"),
        "view_room_list": Text("查看群聊列表", "see customer groups"),
        "contact_me": Text("使用联系我", "use contact ways"),
        "join_room": Text("使用加入群聊", "use join ways"),
        "share_customer": Text("分享客户给其他成员", "share customers with colleagues"),
        "oper_resign_customer": Text("分配离职成员的客户", "hand over customers of who left"),
        "oper_resign_group": Text("分配离职成员的客户群", "hand over groups of who left"),
        "send_customer_msg": Text("给客户群发消息", "send broadcasts to customers"),
        "edit_welcome_msg": Text("配置欢迎语", "edit welcomes"),
        "view_behavior_data": Text("查看联系客户统计", "see what members did"),
        "view_room_data": Text("查看群聊统计", "see figures of groups"),
        "send_group_msg": Text("群发到客户群", "send broadcasts to groups"),
        "room_deduplication": Text("客户群去重", "remove duplicates from groups"),
        "rapid_reply": Text("配置快捷回复", "edit quick replies"),
        "onjob_customer_transfer": Text("转接在职成员的客户", "hand over customers on the job"),
        "edit_anti_spam_rule": Text("编辑防骚扰规则", "edit anti-spam rules"),
        "export_customer_list": Text("导出客户列表", "export customers"),
        "export_customer_data": Text("导出客户统计", "export figures of customers"),
        "export_customer_group_list": Text("导出客户群列表", "export groups"),
        "manage_customer_tag": Text("配置客户标签", "edit customer tags"),
    },
    "moment": {
        "view_moment_list": Text("查看成员的朋友圈", "see members' Moments"),
        "send_moment": Text("成员发表朋友圈", "let members publish Moments"),
        "manage_moment_cover_and_sign": Text("配置封面和签名", "edit cover and signature"),
    },
}
BASIC: dict[Kind, frozenset[str]] = {
    "customer": frozenset(
        {"view_customer_list", "view_customer_data", "view_room_list", "contact_me", "join_room"}
    ),
    "moment": frozenset({"view_moment_list"}),
}
"""Privileges that cannot be taken away."""

GroupName = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_LENGTH)]


class RuleGroupUnknown(NotFound):
    """There is no such rule group of this kind, or another app made it."""

    errcode = 40058
    code = "rule_group_unknown"
    title_zh = "没有这个规则组，或不是当前应用创建的"
    title_en = "There is no such rule group, or another app made it"


class ParentInvalid(Invalid):
    """The parent is another kind's, the group itself, or below it."""

    errcode = 40058
    code = "rule_group_parent"
    places = ("parent_id",)
    title_zh = "父规则组不存在，或不能作为父规则组"
    title_en = "The parent does not exist or cannot be this group's parent"


class RangeOutside(Invalid):
    """A child reaches beyond its parent."""

    errcode = 40058
    code = "rule_group_outside"
    places = ("userids",)
    title_zh = "管理范围须在父规则组之内：{outside}"
    title_en = "The range must lie within the parent's: {outside}"


class RangeInvalid(Invalid):
    """Nothing named, too much named, or an entry of no type."""

    errcode = 40058
    code = "rule_group_range"
    places = ("userids",)
    title_zh = "管理范围须为 1 到 {limit} 个成员（type 1）或部门（type 2）"
    title_en = "The range has 1 to {limit} members (type 1) or departments (type 2)"


class AdminsInvalid(Invalid):
    """Nobody, more than 20, or a super administrator, who needs no group."""

    errcode = 40058
    code = "rule_group_admins"
    places = ("admins",)
    title_zh = "负责人须为 1 到 {limit} 位，且不能是超级管理员"
    title_en = "A rule group has 1 to {limit} administrators, none of them a super administrator"


class HasChildren(Conflict):
    """Groups below have to go first."""

    errcode = 40058
    code = "rule_group_children"
    title_zh = "这个规则组下还有子规则组，请先删除它们"
    title_en = "There are rule groups below this one; delete them first"


class TooManyGroups(Conflict):
    """The corp has as many as allowed."""

    errcode = 40058
    code = "rule_groups_full"
    title_zh = "规则组最多 {limit} 个"
    title_en = "A company has at most {limit} rule groups"


class NotGranted(Forbidden):
    """None of the rule groups that he looks after, or that he is in, grants it."""

    code = "privilege_withheld"
    title_zh = "规则组没有开放「{privilege}」，请联系管理员"
    title_en = "None of your rule groups grants “{privilege_en}”; ask an administrator"


class RangeItem(msgspec.Struct, frozen=True):
    """`type` 1 a member by key, 2 a department."""

    type: int
    subject_id: int


class Named(msgspec.Struct):
    """A member or a department of a range; `id` is the userid or the department's number."""

    type: Literal[1, 2]
    id: str
    name: str


class Admin(msgspec.Struct):
    userid: str
    name: str


class RuleGroupRow(msgspec.Struct, frozen=True):
    """A rule group as it is kept."""

    id: int
    kind: Kind
    parent_id: int | None
    name: str
    admin_ids: list[int]
    withheld: list[str]
    created_by_app: int | None
    created_by: str
    created_at: datetime

    @property
    def privileges(self) -> dict[str, bool]:
        return {name: name not in self.withheld for name in PRIVILEGES[self.kind]}


class RuleGroup(msgspec.Struct):
    """A rule group as the console shows it."""

    id: int
    kind: Kind
    parent_id: int | None
    name: str
    admins: list[Admin]
    range: list[Named]
    privileges: dict[str, bool]
    app: str | None
    created_by: str
    created_at: datetime


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A rule group to be made; `privileges` that are not named are on."""

    kind: Kind
    name: str
    parent_id: int | None = None
    admins: tuple[str, ...] = ()
    privileges: dict[str, bool] = {}
    userids: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()
    app_id: int | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is None stays; the range loses and gains what is named."""

    name: str | None = None
    admins: tuple[str, ...] | None = None
    privileges: dict[str, bool] | None = None
    add_userids: tuple[str, ...] = ()
    add_departments: tuple[int, ...] = ()
    del_userids: tuple[str, ...] = ()
    del_departments: tuple[int, ...] = ()


def check_name(name: str) -> str:
    """The name without surrounding blanks; raises Invalid."""
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH:
        problem = Text(f"1 到 {NAME_LENGTH} 个字", f"1 to {NAME_LENGTH} characters")
        raise Invalid(problem, name=problem)
    return name


def withheld(kind: Kind, privileges: dict[str, bool], before: list[str] | None = None) -> list[str]:
    """Privileges that are off; basic ones cannot be."""
    off = set(before or [])
    for name, granted in privileges.items():
        if name in PRIVILEGES[kind]:
            off = off - {name} if granted else off | {name}
    return sorted(off - BASIC[kind])


def title(privilege: str) -> Text:
    """What a privilege is called."""
    return next(names[privilege] for names in PRIVILEGES.values() if privilege in names)
