"""Why something cannot be done with a partner company."""

from reunion.core.errors import Conflict, Invalid, NotFound


class PartnerUnknown(NotFound):
    code = "partner_unknown"
    title_zh = "没有找到这家上下游企业，可能已被删除"
    title_en = "There is no such partner company; it may have been deleted"


class InvitationUnknown(NotFound):
    code = "invitation_gone"
    title_zh = "这个邀请已失效，请向邀请您的人索取新的链接"
    title_en = "This invitation is no longer in use; ask whoever invited you for a new one"


class PartnerTaken(Conflict):
    code = "partner_taken"
    title_zh = "已有同名或同编号的上下游企业"
    title_en = "There is a partner company of this name or number already"


class PartnerHasPeople(Conflict):
    code = "partner_has_people"
    title_zh = "这家企业还有 {people} 位联系人，请先把他们移出再删除"
    title_en = "This company still has {people} people; take them out before deleting it"


class WorksElsewhere(Conflict):
    code = "works_elsewhere"
    title_zh = "您已登记为“{partner}”的联系人。如已换公司，请让邀请您的人先更改"
    title_en = "You are known as one of “{partner}”; if you have moved, ask whoever invited you"


class NotOfAPartner(Conflict):
    code = "not_of_a_partner"
    title_zh = "这位联系人不属于任何上下游企业"
    title_en = "This contact works for no partner company"


class KeepersUnfit(Invalid):
    code = "keepers_unfit"
    places = ("keepers",)
    title_zh = "请从您管理的范围内至少选择一位在职的对接人"
    title_en = "Choose at least one contact member who works here, from the departments you manage"
