"""The columns of a member table, and the headings that name them (WeCom's template and plain CSV)."""

import msgspec


class Column(msgspec.Struct, frozen=True):
    """`headings`: the first one is written in templates and exports, all are read."""

    field: str
    headings: tuple[str, ...]
    hint: str


COLUMNS = (
    Column("name", ("姓名", "name", "成员姓名"), "必填，最多 64 个字"),
    Column("userid", ("帐号", "账号", "userid", "user_id", "成员帐号"), "必填，企业内唯一"),
    Column("alias", ("别名", "alias", "昵称"), ""),
    Column("position", ("职务", "position", "职位", "title"), ""),
    Column("department", ("部门", "department", "departments", "所属部门"),
           "从企业名称写起，用 / 分级；多个部门用 ; 分开，如 企业/华东区/南京路店;企业/培训组"),
    Column("leader", ("部门负责人", "is_leader_in_dept", "是否部门负责人", "部门领导"),
           "是 或 否；多个部门依次用 ; 分开"),
    Column("gender", ("性别", "gender"), "男 或 女"),
    Column("mobile", ("手机", "mobile", "手机号", "手机号码", "phone"),
           "11 位手机号；境外号码以 + 和国家码开头"),
    Column("telephone", ("座机", "telephone", "固定电话"), ""),
    Column("email", ("个人邮箱", "email", "邮箱", "mail"), ""),
    Column("biz_mail", ("企业邮箱", "biz_mail"), ""),
    Column("address", ("地址", "address"), ""),
    Column("external_position", ("对外职务", "external_position"), "客户看到的职务"),
    Column("english_name", ("英文名", "english_name"), ""),
    Column("direct_leader", ("直属上级", "direct_leader"), "上级的帐号，多个用 ; 分开"),
    Column("disabled", ("禁用", "disabled"), "是：不能登录；否：可以登录"),
)  # fmt: skip

BY_HEADING = {heading.lower(): column for column in COLUMNS for heading in column.headings}


def column_of(heading: str) -> Column | None:
    """`姓名 *`, `姓名（必填）` and `Name` all name the same column."""
    bare = heading.strip().lstrip("*").rstrip("*").strip()
    for bracket in ("(", "（", "\n"):
        bare = bare.split(bracket)[0].strip()
    return BY_HEADING.get(bare.lower())
