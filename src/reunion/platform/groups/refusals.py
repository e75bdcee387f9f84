"""Why something cannot be done with a group: one class per reason, with WeCom's errcode (errcodes.tsv)."""

from reunion.core.errors import Conflict, Forbidden, Invalid, NotFound


class GroupUnknown(NotFound):
    """No group of the corp has this id, or the caller is not in it."""

    errcode = 40050
    code = "group_unknown"
    title_zh = "没有找到这个客户群"
    title_en = "There is no such customer group"


class Dismissed(Conflict):
    """The group was dismissed."""

    errcode = 49008
    code = "group_dismissed"
    title_zh = "这个客户群已解散"
    title_en = "This customer group was dismissed"


class GroupFull(Conflict):
    """There is no room for so many."""

    errcode = 86006
    code = "group_full"
    title_zh = "群人数已达上限 {limit} 人，无法再加入"
    title_en = "The group has reached its limit of {limit} people; nobody else can join"


class NotALeader(Forbidden):
    """Only the owner and the admins may."""

    code = "not_a_leader"
    title_zh = "只有群主和群管理员可以这样操作"
    title_en = "Only the owner and the admins of the group may do this"


class NotTheOwner(Forbidden):
    """Only the owner may."""

    code = "not_the_owner"
    title_zh = "只有群主可以这样操作"
    title_en = "Only the owner of the group may do this"


class OwnerCannotGo(Conflict):
    """The owner cannot be put out."""

    errcode = 86005
    code = "owner_cannot_go"
    title_zh = "不能移出群主或由管理员移出管理员"
    title_en = "The owner cannot be removed, nor an admin by another admin"


class LastMember(Conflict):
    """Nobody could look after the group."""

    errcode = 86005
    code = "last_member"
    title_zh = "群里没有其他同事可以接任群主，请先邀请同事或解散该群"
    title_en = "No colleague in the group could become its owner; invite one, or dismiss the group"


class NotYourCustomer(Conflict):
    """Customers are brought in by a member who has them."""

    errcode = 84061
    code = "not_your_customer"
    title_zh = "只能邀请自己的客户进群：{who} 不是您的客户"
    title_en = "You can invite customers of your own only: {who} is not one"


class NotYourPartner(Conflict):
    """Into a group for partners come their people: contacts of the inviter's, or of a partner that he
    looks after."""

    errcode = 84061
    code = "not_your_partner"
    title_zh = "只能邀请自己的或自己对接企业的上下游联系人：{who} 不是"
    title_en = (
        "Invite people of partner companies who are your contacts, or whose company you look after: "
        "{who} is not one"
    )


class NotOfPartners(Conflict):
    """The group is for people of partners of one kind."""

    errcode = 86007
    code = "not_of_partners"
    title_zh = "这个群只有上下游企业的联系人可以加入"
    title_en = "This group is for people of partner companies only"


class NotAColleague(Conflict):
    """Somebody named does not work here."""

    errcode = 86007
    code = "not_a_colleague"
    title_zh = "只能邀请在职的同事"
    title_en = "Only colleagues who work here can be invited"


class OwnerUnfit(Conflict):
    """The new owner must be a member who works here and may have customers."""

    errcode = 86005
    code = "owner_unfit"
    places = ("userid",)
    title_zh = "新群主须为在职且开通客户联系的成员，并在群里"
    title_en = "The new owner must be a working member in the group who may have customers"


class NotInGroup(NotFound):
    """Somebody named is not in it."""

    errcode = 93008
    code = "not_in_group"
    title_zh = "{who} 不在这个群里"
    title_en = "{who} is not in this group"


class JoinRefused(Conflict):
    """A rule of the group keeps somebody out."""

    errcode = 86007
    code = "join_refused"
    title_zh = "{who} 不能加入这个群：{why}"
    title_en = "{who} cannot join this group: {why}"


class JoinWayUnknown(NotFound):
    """There is no such code, or it was deleted."""

    errcode = 41044
    code = "join_way_gone"
    title_zh = "这个进群码不存在或已停用，请向门店索取新的"
    title_en = "This code does not exist or is no longer in use; ask the shop for a new one"


class TooManyGroups(Invalid):
    """At most five groups a code."""

    errcode = 41091
    code = "too_many_groups"
    places = ("group_ids",)
    title_zh = "一个进群码最多关联 5 个群"
    title_en = "A code leads to at most 5 groups"


class GroupsDiffer(Invalid):
    """A code leads to groups for the same people."""

    errcode = 40058
    code = "groups_differ"
    places = ("group_ids",)
    title_zh = "一个进群码关联的群须同为客户群、供应商群或经销商群"
    title_en = "The groups of a code must all be for customers, for suppliers or for distributors"


class TemplateUnknown(NotFound):
    """There is no such template."""

    errcode = 40058
    code = "template_unknown"
    title_zh = "没有找到这个入群欢迎语"
    title_en = "There is no such group welcome"


class TemplateNotYours(Forbidden):
    """Only the app that made it may."""

    errcode = 41058
    code = "template_not_yours"
    title_zh = "只有创建这个入群欢迎语的应用可以修改或删除它"
    title_en = "Only the app that made this group welcome may change or delete it"


class TooManyTemplates(Conflict):
    """limits.md: 100 per corp."""

    errcode = 41055
    code = "too_many_templates"
    title_zh = "入群欢迎语最多 {limit} 条，请先删除不用的"
    title_en = "There are {limit} group welcomes already; delete one first"


class TooLong(Invalid):
    """A text is longer than WeCom allows."""

    code = "too_long"
    places = ("text",)
    title_zh = "文字最多 {limit} 字节"
    title_en = "The text may have {limit} bytes at most"


class LabelUnknown(NotFound):
    code = "label_unknown"
    title_zh = "没有找到这个群标签"
    title_en = "There is no such group label"


class LabelTaken(Conflict):
    code = "label_taken"
    places = ("name",)
    title_zh = "已有同名的群标签"
    title_en = "There is a label of this name already"
