"""Reading from WeCom: each function asks, and answers in the mirror's own shapes. Raises WecomError."""

from datetime import UTC, datetime
from typing import Any

from msgspec import UNSET

from reunion.growth.mirror.model import (
    Department,
    Group,
    GroupMember,
    ReadCustomer,
    ReadFollow,
    ReadMember,
)
from reunion.growth.mirror.pace import Paced
from reunion.wecom.endpoints import (
    customer_groups,
    departments,
    external_contacts,
    external_tags,
    member_lists,
)
from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.endpoints.customer_groups import GetGroupChatRequest, ListGroupChatsRequest
from reunion.wecom.endpoints.departments import ListDepartmentsRequest
from reunion.wecom.endpoints.external_contacts import (
    ExternalContact,
    FollowInfo,
    FollowUser,
    GetByUserRequest,
    GetExternalContactRequest,
    ListExternalContactsRequest,
)
from reunion.wecom.endpoints.external_tags import GetCorpTagListRequest, GetStrategyTagListRequest
from reunion.wecom.endpoints.member_lists import ListMembersRequest
from reunion.wecom.errors import WecomError

NO_SUCH_CUSTOMER = 40096
NOBODY_FOLLOWS = 84061
NO_SUCH_MEMBER = 60111
NO_SUCH_GROUP = frozenset({40050, 49008, 86201})
PAGE = 100
GROUPS_A_PAGE = 100


async def customer(
    wecom: Paced, external_userid: str
) -> tuple[ReadCustomer | None, list[ReadFollow]]:
    """A customer with all who have her; None where WeCom does not know her."""
    found: ReadCustomer | None = None
    follows: list[ReadFollow] = []
    cursor = ""
    while True:
        try:
            answer = await wecom.call(
                external_contacts.get_, GetExternalContactRequest(external_userid, cursor)
            )
        except WecomError as error:
            if error.errcode in (NO_SUCH_CUSTOMER, NOBODY_FOLLOWS):
                return found, follows
            raise
        if answer.external_contact is not UNSET:
            found = _customer(answer.external_contact)
        follows += [_follow(external_userid, one) for one in answer.follow_user]
        if not answer.next_cursor:
            return found, follows
        cursor = answer.next_cursor


async def page(
    wecom: Paced, userids: list[str], cursor: str
) -> tuple[dict[str, ReadCustomer], list[ReadFollow], str]:
    """A page of these members' customers, and the cursor of the next; empty on the last."""
    try:
        asked = GetByUserRequest(userid_list=userids, cursor=cursor, limit=PAGE)
        answer = await wecom.call(external_contacts.get_by_user, asked)
    except WecomError as error:
        if error.errcode == NOBODY_FOLLOWS:
            return {}, [], ""
        raise
    customers: dict[str, ReadCustomer] = {}
    follows: list[ReadFollow] = []
    for one in answer.external_contact_list:
        contact = _customer(one.external_contact)
        customers[contact.external_userid] = contact
        follows.append(_follow(contact.external_userid, one.follow_info))
    return customers, follows, answer.next_cursor


async def ids_of(wecom: Paced, userid: str) -> set[str]:
    """All customers of a member; none where there is no such member."""
    try:
        answer = await wecom.call(external_contacts.list_, ListExternalContactsRequest(userid))
    except WecomError as error:
        if error.errcode in (NOBODY_FOLLOWS, NO_SUCH_MEMBER):
            return set()
        raise
    return set(answer.external_userid)


def _customer(one: ExternalContact) -> ReadCustomer:
    return ReadCustomer(
        one.external_userid, _clean(one.name), one.avatar, one.gender, one.type,
        one.unionid or "", _clean(one.corp_full_name or one.corp_name or ""),
    )  # fmt: skip


def _follow(external_userid: str, one: FollowUser | FollowInfo) -> ReadFollow:
    tag_ids = (
        one.tag_id
        if isinstance(one, FollowInfo)
        else [tag.tag_id for tag in one.tags if tag.tag_id is not UNSET and tag.tag_id]
    )
    return ReadFollow(
        external_userid, one.userid, _clean(one.remark), _clean(one.description),
        _clean(one.remark_corp_name or ""), [_clean(n) for n in one.remark_mobiles if n],
        sorted(set(tag_ids)), one.add_way, _clean(one.state or ""), _at(one.createtime),
    )  # fmt: skip


def _clean(text: str) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\x00", "")


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(max(seconds, 0), UTC)


async def directory(wecom: Paced) -> tuple[list[Department], list[ReadMember]]:
    """What the app may see of the directory, and who may have customers."""
    tree = (await wecom.call(departments.list_, ListDepartmentsRequest())).department
    known = {one.id for one in tree}
    names: dict[str, tuple[str, list[int]]] = {}
    for top in (one for one in tree if one.parentid not in known):
        asked = ListMembersRequest(top.id, fetch_child=1)
        for one in (await wecom.call(member_lists.simplelist, asked)).userlist:
            before = names.get(one.userid, ("", []))[1]
            names[one.userid] = (_clean(one.name), sorted({*before, *one.department}))
    return [Department(one.id, one.parentid, _clean(one.name)) for one in tree], [
        ReadMember(userid, name, places, False) for userid, (name, places) in names.items()
    ]


async def follow_users(wecom: Paced) -> list[str]:
    """The members who may have customers."""
    answer = await wecom.call(external_contacts.get_follow_user_list, NoParameters())
    return answer.follow_user


async def tags(wecom: Paced) -> list[tuple[str, str, str]]:
    """(id, group, name) of the corp's tags, and of those of rule groups where the app may see them."""
    answer = await wecom.call(external_tags.get_corp_tag_list, GetCorpTagListRequest())
    groups = list(answer.tag_group)
    try:
        more = await wecom.call(external_tags.get_strategy_tag_list, GetStrategyTagListRequest())
        groups += more.tag_group
    except WecomError:
        pass  # Rule groups are a capability of their own, which a corp may not have.
    return [
        (tag.id, _clean(group.group_name), _clean(tag.name))
        for group in groups
        for tag in group.tag
        if tag.deleted is not True
    ]


async def groups(wecom: Paced, cursor: str) -> tuple[list[str], str]:
    """A page of the ids of customer groups, and the cursor of the next."""
    asked = ListGroupChatsRequest(limit=GROUPS_A_PAGE, cursor=cursor)
    answer = await wecom.call(customer_groups.list_group_chats, asked)
    return [one.chat_id for one in answer.group_chat_list], answer.next_cursor


async def group(wecom: Paced, chat_id: str) -> Group | None:
    """None where it is gone."""
    try:
        answer = await wecom.call(customer_groups.get_group_chat, GetGroupChatRequest(chat_id))
    except WecomError as error:
        if error.errcode in NO_SUCH_GROUP:
            return None
        raise
    one = answer.group_chat
    members: dict[str, Any] = {
        who.userid: GroupMember(who.userid, who.type != 1, who.join_scene, _at(who.join_time))
        for who in one.member_list
    }
    return Group(
        one.chat_id, _clean(one.name), one.owner, one.member_version, _at(one.create_time),
        list(members.values()),
    )  # fmt: skip
