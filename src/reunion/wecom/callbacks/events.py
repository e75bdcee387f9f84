"""Callback events, declared once each: the fields as the XML names them, who hears of them, and one
example. Sources: callbacks.tsv, doc 92277 (customers), 96361 (tags)."""

from typing import Any, ClassVar

import msgspec

from reunion.wecom.registry import Secret

DIRECTORY_LISTENERS = frozenset({Secret.CONTACTS})
CUSTOMER_LISTENERS = frozenset({Secret.CUSTOMER_CONTACT, Secret.SELF_BUILT})
ARCHIVE_LISTENERS = frozenset({Secret.ARCHIVE})
ARCHIVE_AGENTID = 2000004
"""WeCom's own number of the archive in the envelope of its callback."""


class CallbackEvent(msgspec.Struct, kw_only=True, omit_defaults=True, rename="pascal"):
    """The business fields of a callback; those left empty are not sent."""

    EVENT: ClassVar[str]
    CHANGE_TYPE: ClassVar[str]
    LISTENERS: ClassVar[frozenset[Secret]]
    EXAMPLE: ClassVar[dict[str, Any]]


def named(wire: str, default: Any = "") -> Any:
    """A field whose name on the wire is not simply ours in capitals."""
    return msgspec.field(name=wire, default=default)


class MemberAttribute(msgspec.Struct, kw_only=True, omit_defaults=True, rename="pascal"):
    """One field that the corp added to its members: `type` 0 text, 1 web page."""

    name: str
    type: int = 0
    text: dict[str, str] = {}
    web: dict[str, str] = {}


class MemberEvent(CallbackEvent, kw_only=True):
    """A member's fields; lists are comma-separated. On update only those that changed."""

    EVENT = "change_contact"
    LISTENERS = DIRECTORY_LISTENERS

    user_id: str = named("UserID")
    new_user_id: str = named("NewUserID")
    name: str = ""
    department: str = ""
    main_department: int = 0
    is_leader_in_dept: str = ""
    direct_leader: str = ""
    position: str = ""
    mobile: str = ""
    gender: int = 0
    email: str = ""
    biz_mail: str = ""
    status: int = 0
    avatar: str = ""
    alias: str = ""
    telephone: str = ""
    address: str = ""
    ext_attr: dict[str, Any] = {}


class CreateUser(MemberEvent, kw_only=True):
    """新增成员 A member was created."""

    CHANGE_TYPE = "create_user"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "Name": "张三", "Department": "1,2", "MainDepartment": 1,
        "IsLeaderInDept": "1,0", "Position": "店长", "Mobile": "13800000000", "Gender": 1,
        "Email": "zhangsan@example.com", "Status": 1,
    }  # fmt: skip


class UpdateUser(MemberEvent, kw_only=True):
    """更新成员 Fields of a member changed."""

    CHANGE_TYPE = "update_user"
    EXAMPLE: ClassVar[dict[str, Any]] = {"UserID": "zhangsan", "Position": "区域经理"}


class DeleteUser(CallbackEvent, kw_only=True):
    """删除成员 A member left the company."""

    EVENT = "change_contact"
    CHANGE_TYPE = "delete_user"
    LISTENERS = DIRECTORY_LISTENERS
    EXAMPLE: ClassVar[dict[str, Any]] = {"UserID": "zhangsan"}

    user_id: str = named("UserID")


class PartyEvent(CallbackEvent, kw_only=True):
    """A department's fields."""

    EVENT = "change_contact"
    LISTENERS = DIRECTORY_LISTENERS

    id: int = 0
    name: str = ""
    parent_id: int = 0
    order: int = 0


class CreateParty(PartyEvent, kw_only=True):
    """新增部门 A department was created."""

    CHANGE_TYPE = "create_party"
    EXAMPLE: ClassVar[dict[str, Any]] = {"Id": 2, "Name": "北京大区", "ParentId": 1, "Order": 10}


class UpdateParty(PartyEvent, kw_only=True):
    """更新部门 A department was renamed or moved."""

    CHANGE_TYPE = "update_party"
    EXAMPLE: ClassVar[dict[str, Any]] = {"Id": 2, "Name": "华北大区", "ParentId": 1}


class DeleteParty(CallbackEvent, kw_only=True):
    """删除部门 A department was deleted."""

    EVENT = "change_contact"
    CHANGE_TYPE = "delete_party"
    LISTENERS = DIRECTORY_LISTENERS
    EXAMPLE: ClassVar[dict[str, Any]] = {"Id": 2}

    id: int = 0


class UpdateTag(CallbackEvent, kw_only=True):
    """标签成员变更 Members or departments were put under or taken off a directory tag. Lists are
    comma-separated."""

    EVENT = "change_contact"
    CHANGE_TYPE = "update_tag"
    LISTENERS = DIRECTORY_LISTENERS
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "TagId": 12, "AddUserItems": "zhangsan,lisi", "DelPartyItems": "2",
    }  # fmt: skip

    tag_id: int = 0
    add_user_items: str = ""
    del_user_items: str = ""
    add_party_items: str = ""
    del_party_items: str = ""


class CustomerEvent(CallbackEvent, kw_only=True):
    """One member and one customer."""

    EVENT = "change_external_contact"
    LISTENERS = CUSTOMER_LISTENERS

    user_id: str = named("UserID")
    external_user_id: str = named("ExternalUserID")


class AddExternalContact(CustomerEvent, kw_only=True):
    """添加企业客户 The two are contacts now. `WelcomeCode` is absent where an admin configured a
    welcome, or the two have chatted."""

    CHANGE_TYPE = "add_external_contact"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
        "State": "poster-2026", "WelcomeCode": "WELCOMECODE",
    }  # fmt: skip

    state: str = ""
    welcome_code: str = ""


class AddHalfExternalContact(CustomerEvent, kw_only=True):
    """外部联系人免验证添加成员 The customer added the member, who has not confirmed yet. Reunion sends no
    `WelcomeCode` here, since nothing can be written before that: it comes with add_external_contact."""

    CHANGE_TYPE = "add_half_external_contact"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
        "State": "poster-2026",
    }  # fmt: skip

    state: str = ""
    welcome_code: str = ""


class EditExternalContact(CustomerEvent, kw_only=True):
    """编辑企业客户 The member edited remark or tags (not mobile numbers)."""

    CHANGE_TYPE = "edit_external_contact"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
        "State": "poster-2026",
    }  # fmt: skip

    state: str = ""


class DelExternalContact(CustomerEvent, kw_only=True):
    """删除企业客户 The member deleted the customer; `Source` says when a handover did."""

    CHANGE_TYPE = "del_external_contact"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
    }  # fmt: skip

    source: str = ""


class DelFollowUser(CustomerEvent, kw_only=True):
    """删除跟进成员 The customer deleted the member."""

    CHANGE_TYPE = "del_follow_user"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
    }  # fmt: skip


class MsgAuditApproved(CustomerEvent, kw_only=True):
    """客户同意进行聊天内容存档 The customer agreed to the archive of her talk with the member. Reunion
    sends no `WelcomeCode` here."""

    CHANGE_TYPE = "msg_audit_approved"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
    }  # fmt: skip

    welcome_code: str = ""


class MsgauditNotify(CallbackEvent, kw_only=True):
    """产生会话内容存档 There are new entries to pull; at most once in 15 seconds."""

    EVENT = "msgaudit_notify"
    CHANGE_TYPE = ""
    LISTENERS = ARCHIVE_LISTENERS
    EXAMPLE: ClassVar[dict[str, Any]] = {}


class TagEvent(CallbackEvent, kw_only=True):
    """A corp tag or a group of them: `TagType` is tag or tag_group; `StrategyId` of a rule group's."""

    EVENT = "change_external_tag"
    LISTENERS = CUSTOMER_LISTENERS

    id: str = ""
    tag_type: str = ""
    strategy_id: int = 0


class CreateExternalTag(TagEvent, kw_only=True):
    """企业客户标签创建 A tag or a group was made."""

    CHANGE_TYPE = "create"
    EXAMPLE: ClassVar[dict[str, Any]] = {"Id": "etTAGAAAA1", "TagType": "tag", "StrategyId": 1}


class UpdateExternalTag(TagEvent, kw_only=True):
    """企业客户标签变更 A tag or a group was renamed."""

    CHANGE_TYPE = "update"
    EXAMPLE: ClassVar[dict[str, Any]] = {"Id": "etGROUPAAAA", "TagType": "tag_group"}


class DeleteExternalTag(TagEvent, kw_only=True):
    """企业客户标签删除 A tag or a group was deleted."""

    CHANGE_TYPE = "delete"
    EXAMPLE: ClassVar[dict[str, Any]] = {"Id": "etTAGAAAA1", "TagType": "tag"}


class ShuffleExternalTag(CallbackEvent, kw_only=True):
    """企业客户标签重排 The tags of the group `Id` have a new order; without `Id` the groups have."""

    EVENT = "change_external_tag"
    CHANGE_TYPE = "shuffle"
    LISTENERS = CUSTOMER_LISTENERS
    EXAMPLE: ClassVar[dict[str, Any]] = {"Id": "etGROUPAAAA"}

    id: str = ""


class TransferFail(CustomerEvent, kw_only=True):
    """客户接替失败 The customer refused, or the taker has no place. `UserID` is the taker's."""

    CHANGE_TYPE = "transfer_fail"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "lisi", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
        "FailReason": "customer_refused",
    }  # fmt: skip

    fail_reason: str = ""


class GroupEvent(CallbackEvent, kw_only=True):
    """`chat_id` of the group."""

    EVENT = "change_external_chat"
    LISTENERS = CUSTOMER_LISTENERS

    chat_id: str = ""


class CreateExternalChat(GroupEvent, kw_only=True):
    """客户群创建 A customer group was made."""

    CHANGE_TYPE = "create"
    EXAMPLE: ClassVar[dict[str, Any]] = {"ChatId": "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA"}


class UpdateExternalChat(GroupEvent, kw_only=True):
    """客户群变更 `update_detail`: add_member, del_member, change_owner, change_name, change_notice. With the
    first two: how they came or went, how many, who, and the list of members before and after."""

    CHANGE_TYPE = "update"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "ChatId": "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA", "UpdateDetail": "add_member", "JoinScene": 3,
        "MemChangeCnt": 2,
        "MemChangeList": {"Item": ["wmqfasd1e1927831123109rBAAAA", "zhangsan"]},
        "LastMemVer": "9c3f97c2ada667dfb5f6d03308d963e1",
        "CurMemVer": "71217227bbd112ecfe3a49c482195cb4",
    }  # fmt: skip

    update_detail: str = ""
    join_scene: int | msgspec.UnsetType = msgspec.UNSET
    quit_scene: int | msgspec.UnsetType = msgspec.UNSET
    mem_change_cnt: int = 0
    # {"Item": …}: read from XML, one alone stands without a list
    mem_change_list: dict[str, list[str] | str] = {}
    last_mem_ver: str = ""
    cur_mem_ver: str = ""


class DismissExternalChat(GroupEvent, kw_only=True):
    """客户群解散 A customer group was dismissed."""

    CHANGE_TYPE = "dismiss"
    EXAMPLE: ClassVar[dict[str, Any]] = {"ChatId": "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA"}


CALLBACKS: dict[tuple[str, str], type[CallbackEvent]] = {
    (kind.EVENT, kind.CHANGE_TYPE): kind
    for kind in (
        CreateUser,
        UpdateUser,
        DeleteUser,
        CreateParty,
        UpdateParty,
        DeleteParty,
        UpdateTag,
        AddExternalContact,
        AddHalfExternalContact,
        EditExternalContact,
        DelExternalContact,
        DelFollowUser,
        TransferFail,
        MsgAuditApproved,
        MsgauditNotify,
        CreateExternalTag,
        UpdateExternalTag,
        DeleteExternalTag,
        ShuffleExternalTag,
        CreateExternalChat,
        UpdateExternalChat,
        DismissExternalChat,
    )
}
"""Every declared callback by event and change type."""
