"""Why the directory says no: one class per reason, with WeCom's errcode (errcodes.tsv)."""

from reunion.core.errors import Conflict, Forbidden, Invalid, NotFound


class DepartmentNotFound(NotFound):
    errcode = 60003
    code = "department_not_found"
    title_zh = "部门 {id} 不存在，请刷新部门列表"
    title_en = "department {id} does not exist; read the department list again"


class ParentNotFound(NotFound):
    errcode = 60004
    code = "parent_department_not_found"
    places = ("parent_id",)
    title_zh = "上级部门 {id} 不存在，请重新选择"
    title_en = "parent department {id} does not exist; choose another"


class DepartmentHasMembers(Conflict):
    errcode = 60005
    code = "department_has_members"
    title_zh = "部门里还有 {members} 位成员，请先把他们移到其他部门"
    title_en = "the department still has {members} members; move them first"


class DepartmentHasChildren(Conflict):
    errcode = 60006
    code = "department_has_children"
    title_zh = "部门下还有 {departments} 个子部门，请先删除或移走它们"
    title_en = "the department still has {departments} sub-departments; delete or move them first"


class RootDepartment(Conflict):
    errcode = 60007
    code = "root_department"
    title_zh = "根部门不能删除或移动"
    title_en = "the root department cannot be deleted or moved"


class DepartmentExists(Conflict):
    errcode = 60008
    code = "department_exists"
    places = ("name",)
    title_zh = "同一上级部门下已有“{name}”，请换个名称或编号"
    title_en = "there is a department {name} (or with this id) already; choose another"


class DepartmentCycle(Conflict):
    errcode = 60010
    code = "department_cycle"
    places = ("parent_id",)
    title_zh = "不能把部门移到它自己或它的下级部门里"
    title_en = "a department cannot be moved into itself or below itself"


class TooDeep(Conflict):
    errcode = 81002
    code = "department_too_deep"
    places = ("parent_id",)
    title_zh = "部门最多 {limit} 层，请放到更上一级"
    title_en = "departments go {limit} levels deep at most; choose a higher parent"


class DepartmentFull(Conflict):
    errcode = 81001
    code = "department_full"
    places = ("parent_id",)
    title_zh = "一个部门最多 {limit} 个成员和子部门"
    title_en = "a department holds {limit} members and sub-departments at most"


class MemberNotFound(NotFound):
    errcode = 60111
    code = "member_not_found"
    title_zh = "成员 {userid} 不存在或已离职"
    title_en = "member {userid} does not exist, or has left"


class NobodyHasThis(NotFound):
    """No member has this mobile or email."""

    errcode = 46004
    code = "nobody_has_this"
    title_zh = "没有成员使用它"
    title_en = "no member has it"


class UseridExists(Conflict):
    errcode = 60102
    code = "userid_exists"
    places = ("userid",)
    title_zh = "帐号 {userid} 已存在，请换一个"
    title_en = "userid {userid} exists already; choose another"


class MobileExists(Conflict):
    errcode = 60104
    code = "mobile_exists"
    places = ("mobile",)
    title_zh = "手机号 {mobile} 已被其他成员使用"
    title_en = "mobile {mobile} belongs to another member"


class EmailExists(Conflict):
    errcode = 60106
    code = "email_exists"
    places = ("email",)
    title_zh = "邮箱 {email} 已被其他成员使用"
    title_en = "email {email} belongs to another member"


class OutsideScope(Forbidden):
    """A scoped administrator, or an app, reaches beyond its departments."""

    errcode = 60011
    code = "outside_scope"
    title_zh = "不在您的管理范围内，请联系超级管理员"
    title_en = "outside the departments that you manage; ask a super administrator"


class HigherRole(Forbidden):
    errcode = 60011
    code = "higher_role"
    title_zh = "不能改动权限比您高的管理员"
    title_en = "you may not change an administrator who ranks above you"


class LastSuperAdmin(Conflict):
    errcode = 301005
    code = "last_super_admin"
    title_zh = "企业至少要有一位超级管理员，请先指定另一位"
    title_en = "a company needs a super administrator; appoint another one first"


class TagNotFound(NotFound):
    errcode = 40068
    code = "member_tag_not_found"
    title_zh = "标签 {id} 不存在，请刷新标签列表"
    title_en = "tag {id} does not exist; read the tag list again"


class TagExists(Conflict):
    errcode = 40071
    code = "member_tag_exists"
    places = ("name",)
    title_zh = "已有同名或同编号的标签“{name}”，请换一个"
    title_en = "there is a tag {name} (or with this id) already; choose another"


class TooManyTags(Conflict):
    errcode = 40068
    code = "too_many_member_tags"
    title_zh = "通讯录标签最多 {limit} 个"
    title_en = "a company has {limit} directory tags at most"


class TagFull(Conflict):
    errcode = 81003
    code = "member_tag_full"
    title_zh = "一个标签下最多 {limit} 个成员和部门"
    title_en = "a tag holds {limit} members and departments at most"


class NobodyValid(Invalid):
    """Every userid and department given to a tag is unknown or out of reach."""

    errcode = 40070
    code = "nobody_valid"
    title_zh = "给出的成员和部门都无效，请核对"
    title_en = "none of the given members and departments is valid; check them"


class TooManyItems(Invalid):
    errcode = 81014
    code = "too_many_items"
    title_zh = "一次最多 1000 个成员和 100 个部门，请分批操作"
    title_en = "at most 1000 members and 100 departments a call; split them"


def invalid(errcode: int, field: str, text: str) -> Invalid:
    """Bad input in one field, with the errcode that WeCom has for it."""
    return _KINDS[errcode](**{field: text})


def _kind(number: int, name: str, zh: str, en: str) -> type[Invalid]:
    return type(name, (Invalid,), {"errcode": number, "title_zh": zh, "title_en": en})


_KINDS: dict[int, type[Invalid]] = {
    kind.errcode: kind
    for kind in (
        Invalid,
        _kind(40035, "NothingGiven", "没有给出要处理的成员或部门", "nothing is given to work on"),
        _kind(40003, "InvalidUserid", "帐号格式不对", "the userid is malformed"),
        _kind(40031, "InvalidUserids", "成员列表里有无效的帐号", "the userid list has invalid ids"),
        _kind(40032, "TooManyUserids", "一次给出的成员太多", "too many userids"),
        _kind(40066, "InvalidDepartments", "部门列表无效", "the department list is not valid"),
        _kind(40072, "InvalidTagName", "标签名长度不对", "the tag name's length is not valid"),
        _kind(41019, "NoDepartment", "请至少选择一个部门", "choose at least one department"),
        _kind(60001, "InvalidDepartmentName", "部门名称长度不对", "the name's length is not valid"),
        _kind(60009, "IllegalDepartmentName", "部门名称有不能用的字符", "illegal characters"),
        _kind(60103, "InvalidMobile", "手机号不对", "the mobile number is not valid"),
        _kind(60105, "InvalidEmail", "邮箱不对", "the email address is not valid"),
        _kind(60110, "TooManyDepartments", "部门太多", "too many departments for a member"),
        _kind(60112, "InvalidName", "姓名不对", "the name is not valid"),
        _kind(60123, "InvalidDepartmentId", "部门编号无效", "the department id is not valid"),
        _kind(60129, "NoWayToReach", "手机和邮箱至少填一个", "mobile or email is needed"),
        _kind(60132, "LeaderMismatch", "负责人与部门数量不一致", "is_leader_in_dept ≠ department"),
        _kind(60257, "TooManyLeaders", "直属上级太多", "too many direct leaders"),
        _kind(301012, "InvalidPosition", "职务不对", "the position is not valid"),
        _kind(301013, "InvalidTelephone", "座机不对", "the telephone is not valid"),
        _kind(301014, "InvalidEnglishName", "英文名不对", "the English name is not valid"),
    )
}
