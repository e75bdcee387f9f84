"""Why something cannot be done with a customer: one class per reason."""

from reunion.core.errors import Conflict, Invalid, NotFound, Text


class ContactUnknown(NotFound):
    """No customer of this corp has this id."""

    errcode = 40096
    code = "contact_unknown"
    title_zh = "没有找到这位客户，请核对 external_userid"
    title_en = "There is no such customer; check the external_userid"


class NotFollowed(NotFound):
    """The customer exists, but is not this member's."""

    errcode = 84061
    code = "not_followed"
    title_zh = "该成员没有添加这位客户，或已经解除了联系"
    title_en = "This member does not have this customer, or no longer"


class MemberUnknown(NotFound):
    """No member has this userid."""

    errcode = 60111
    code = "member_unknown"
    title_zh = "没有找到成员 {userid}，请核对账号"
    title_en = "There is no member {userid}; check the userid"


class MemberCannotContact(Conflict):
    """The member has left, is disabled, or may not have customers."""

    errcode = 84074
    code = "member_cannot_contact"
    title_zh = "这位成员目前不能添加客户，请联系其他同事"
    title_en = "This member cannot take customers at present; please contact a colleague"


class MemberFull(Conflict):
    """The member has as many customers as the cap allows."""

    errcode = 40058
    code = "member_full"
    title_zh = "客户数量已达上限 {cap} 人，请先删除不再联系的客户，或请管理员调高上限"
    title_en = (
        "The limit of {cap} customers is reached; delete some, or ask an administrator for more"
    )


class CorpFull(Conflict):
    """The corp has as many relations as its cap allows."""

    errcode = 40058
    code = "corp_full"
    title_zh = "企业的客户联系总数已达上限 {cap}，请管理员扩容"
    title_en = "The company has reached its limit of {cap} customer relations; ask for more"


class PictureUnusable(Invalid):
    """The remark's picture is unknown, has expired, or is no picture."""

    errcode = 40007
    code = "remark_picture"
    title_zh = "备注图片不存在或已过期，请重新上传"
    title_en = "The picture is unknown or has expired; upload it again"


class NotPossible(Conflict):
    """The follow's state does not allow this step."""

    errcode = 84061
    code = "not_possible"
    title_zh = "当前关系状态不能这样操作，请刷新后再看"
    title_en = "The relation's present state does not allow this; reload and look again"


MEMBER_IS_FULL = Text(
    "对方的好友数量已达上限，暂时无法添加，请稍后再试或联系门店其他同事",
    "This person cannot take more contacts at the moment; try later, or contact a colleague",
)
