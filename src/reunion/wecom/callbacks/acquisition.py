"""What 获客助手 tells: its links, the customers they bring, and the uses. Source: doc 97299."""

from typing import Any, ClassVar

from reunion.wecom.callbacks.events import CALLBACKS, CUSTOMER_LISTENERS, CallbackEvent, named


class AcquisitionEvent(CallbackEvent, kw_only=True):
    """Fields of all of them; each sends those that it has."""

    EVENT = "customer_acquisition"
    LISTENERS = CUSTOMER_LISTENERS


class BalanceLow(AcquisitionEvent, kw_only=True):
    """使用量即将耗尽 Fewer than 20 uses are left."""

    CHANGE_TYPE = "balance_low"
    EXAMPLE: ClassVar[dict[str, Any]] = {}


class BalanceExhausted(AcquisitionEvent, kw_only=True):
    """使用量已经耗尽 No use is left; nobody can be added by links."""

    CHANGE_TYPE = "balance_exhausted"
    EXAMPLE: ClassVar[dict[str, Any]] = {}


class BalanceIncreased(AcquisitionEvent, kw_only=True):
    """使用量增加 There are uses again after there were none."""

    CHANGE_TYPE = "balance_increased"
    EXAMPLE: ClassVar[dict[str, Any]] = {}


class QuotaExpireSoon(AcquisitionEvent, kw_only=True):
    """使用量即将过期 `ExpireQuotaNum` uses end at `ExpireTime`; told 14, 7, 3, 2 and 1 days before."""

    CHANGE_TYPE = "quota_expire_soon"
    EXAMPLE: ClassVar[dict[str, Any]] = {"ExpireTime": 1689350400, "ExpireQuotaNum": 200}

    expire_time: int = 0
    expire_quota_num: int = 0


class LinkEvent(AcquisitionEvent, kw_only=True):
    """One link."""

    link_id: str = ""


class LinkUnavailable(LinkEvent, kw_only=True):
    """获客链接异常 Nobody can be added by the link any more."""

    CHANGE_TYPE = "link_unavailable"
    EXAMPLE: ClassVar[dict[str, Any]] = {"LinkId": "cawcdea7783d7330c6"}


class DeleteLink(LinkEvent, kw_only=True):
    """删除获客链接 Headquarters deleted the link."""

    CHANGE_TYPE = "delete_link"
    EXAMPLE: ClassVar[dict[str, Any]] = {"LinkId": "cawcdea7783d7330c6"}


class OpenProfile(LinkEvent, kw_only=True):
    """微信客户打开获客链接 A customer who is signed in opened the link for the first time."""

    CHANGE_TYPE = "open_profile"
    EXAMPLE: ClassVar[dict[str, Any]] = {"LinkId": "cawcdea7783d7330c6", "State": "feed-a"}

    state: str = ""


class FriendRequest(LinkEvent, kw_only=True):
    """通过获客链接发起好友请求 A customer of a channel asked; the member has to accept."""

    CHANGE_TYPE = "friend_request"
    EXAMPLE: ClassVar[dict[str, Any]] = {"LinkId": "cawcdea7783d7330c6", "State": "feed-a"}

    state: str = ""


class CustomerStartChat(LinkEvent, kw_only=True):
    """成员首次收消息 A customer of the link wrote to her member for the first time."""

    CHANGE_TYPE = "customer_start_chat"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "UserID": "zhangsan", "ExternalUserID": "wmqfasd1e1927831123109rBAAAA",
        "LinkId": "cawcdea7783d7330c6",
    }  # fmt: skip

    user_id: str = named("UserID")
    external_user_id: str = named("ExternalUserID")


class MessageFromCustomer(AcquisitionEvent, kw_only=True):
    """成员多次收消息 The third, fifth and tenth message of a customer; `ChatKey` asks for more within
    30 minutes (get_chat_info)."""

    CHANGE_TYPE = "message_from_customer"
    EXAMPLE: ClassVar[dict[str, Any]] = {"ChatKey": "CHATKEYAAAAAAAAAAAAAAAAAAAAAAAAA"}

    chat_key: str = ""


CALLBACKS.update(
    {
        (kind.EVENT, kind.CHANGE_TYPE): kind
        for kind in (
            OpenProfile,
            FriendRequest,
            CustomerStartChat,
            MessageFromCustomer,
            BalanceLow,
            BalanceExhausted,
            BalanceIncreased,
            QuotaExpireSoon,
            LinkUnavailable,
            DeleteLink,
        )
    }
)
