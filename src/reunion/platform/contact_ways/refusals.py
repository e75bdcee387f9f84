"""Why a contact way is refused: one class per reason."""

from reunion.core.errors import Conflict, Invalid, NotFound


class WayUnknown(NotFound):
    """There is no such contact way, or it was deleted."""

    errcode = 41044
    code = "way_unknown"
    title_zh = "这个二维码不存在或已停用，请向门店索取新的二维码"
    title_en = "This code does not exist or is no longer in use; ask the shop for a new one"


class WayExpired(Conflict):
    """The code's time is over."""

    errcode = 41044
    code = "way_expired"
    title_zh = "这个二维码已过期，请向门店索取新的二维码"
    title_en = "This code has expired; ask the shop for a new one"


class NobodyFree(Conflict):
    """All its members have left, are disabled or are at the cap."""

    errcode = 84074
    code = "nobody_free"
    title_zh = "暂时没有可以添加的服务人员，请稍后再试或联系门店"
    title_en = "Nobody can be added at the moment; try later, or contact the shop"


class MembersUnknown(Invalid):
    """A userid that this corp does not have."""

    errcode = 40003
    code = "way_member_unknown"
    places = ("userids",)
    title_zh = "成员不存在：{userids}"
    title_en = "There is no member {userids}"


class MembersCannotContact(Conflict):
    """A member is disabled or has no 客户联系 permission."""

    errcode = 84074
    code = "way_member_cannot"
    places = ("userids",)
    title_zh = "成员没有客户联系权限或已被禁用：{userids}"
    title_en = "The member is disabled or may not have customers: {userids}"


class DepartmentsUnknown(Invalid):
    """A department that this corp does not have."""

    errcode = 40066
    code = "way_department_unknown"
    places = ("department_ids",)
    title_zh = "部门不存在：{departments}"
    title_en = "There is no department {departments}"


class TooManyMembers(Invalid):
    """More than 100, departments counted out."""

    errcode = 41041
    code = "way_members"
    places = ("userids",)
    title_zh = "一个二维码最多 {limit} 位成员（部门按人数计算）"
    title_en = "A contact way has at most {limit} members, departments counted out"


class TypeInvalid(Invalid):
    """Neither 1 nor 2, or 1 with other than one member."""

    errcode = 41039
    code = "way_type"
    title_zh = "type 须为 1（恰好一位成员）或 2（多位成员或部门）"
    title_en = "type is 1 (exactly one member) or 2 (several members or departments)"


class SceneInvalid(Invalid):
    """Neither 1 nor 2."""

    errcode = 41040
    code = "way_scene"
    title_zh = "scene 须为 1（小程序）或 2（二维码）"
    title_en = "scene is 1 (mini program) or 2 (QR code)"


class StyleInvalid(Invalid):
    """Not 0 to 3."""

    errcode = 41042
    code = "way_style"
    title_zh = "style 须为 0 到 3"
    title_en = "style is 0 to 3"


class QuotaUsedUp(Conflict):
    """500,000 ways, or 100,000 temporary ones today."""

    errcode = 41045
    code = "way_quota"
    title_zh = "联系我的数量已达上限 {limit}，请删除不再使用的"
    title_en = "The limit of {limit} contact ways is reached; delete some that are no longer used"
