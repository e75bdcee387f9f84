"""The connection test: calls what growth will call, reads only, and says of each what is missing."""

from collections.abc import Awaitable, Callable
from typing import Any

from reunion.core.errors import Text
from reunion.growth.connection import advice
from reunion.growth.connection.model import CheckName, Connected, ConnectionCheck
from reunion.wecom.client import Client
from reunion.wecom.endpoints import (
    customer_groups,
    departments,
    external_contacts,
    external_tags,
    member_lists,
)
from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.endpoints.archive import GetChatMsgRequest, getchatmsg
from reunion.wecom.endpoints.customer_groups import ListGroupChatsRequest
from reunion.wecom.endpoints.departments import ListDepartmentsRequest
from reunion.wecom.endpoints.external_contacts import GetByUserRequest
from reunion.wecom.endpoints.external_tags import GetCorpTagListRequest
from reunion.wecom.endpoints.member_lists import ListMembersRequest
from reunion.wecom.errors import WecomError

_NOBODY_FOLLOWS = 84061


async def run(
    wecom: Client, connected: Connected | None, language: str, archive: Client | None = None
) -> list[ConnectionCheck]:
    """In the order in which things are needed. `connected` null: the callback is not looked at, since what
    is tested is not saved yet. `archive`: where chats are counted, the client that reads it."""
    checks = [await _check("token", wecom.token, language)]
    if checks[0].state == "failed":
        rest: tuple[CheckName, ...] = ("members", "customers", "tags", "groups", "directory")
        checks += [ConnectionCheck(name, "skipped") for name in rest]
    else:
        checks += [
            await _check("members", lambda: _members(wecom), language),
            await _check("customers", lambda: _customers(wecom), language),
            await _check("tags", lambda: _tags(wecom), language),
            await _check("groups", lambda: _groups(wecom), language),
            await _check("directory", lambda: _directory(wecom), language),
        ]
    if archive is not None:
        checks.append(await _check("archive", lambda: _archive(archive), language))
    return [*checks, *_callback(connected, language)]


async def _check(
    name: CheckName, call: Callable[[], Awaitable[Any]], language: str
) -> ConnectionCheck:
    try:
        await call()
    except WecomError as error:
        said = advice.about(error.errcode).said(language)
        return ConnectionCheck(name, "failed", error.errcode, error.errmsg[:300], said)
    return ConnectionCheck(name, "ok")


async def _members(wecom: Client) -> list[str]:
    found = await wecom.call(external_contacts.get_follow_user_list, NoParameters())
    if not found.follow_user:
        raise WecomError(84074, "get_follow_user_list names nobody")
    return found.follow_user


async def _customers(wecom: Client) -> None:
    found = await wecom.call(external_contacts.get_follow_user_list, NoParameters())
    if found.follow_user:
        asked = GetByUserRequest(userid_list=found.follow_user[:1], limit=1)
        try:
            await wecom.call(external_contacts.get_by_user, asked)
        except WecomError as error:
            if error.errcode != _NOBODY_FOLLOWS:
                raise


async def _tags(wecom: Client) -> None:
    await wecom.call(external_tags.get_corp_tag_list, GetCorpTagListRequest())


async def _groups(wecom: Client) -> None:
    await wecom.call(customer_groups.list_group_chats, ListGroupChatsRequest(limit=1))


async def _directory(wecom: Client) -> None:
    tree = (await wecom.call(departments.list_, ListDepartmentsRequest())).department
    for one in tree[:1]:
        await wecom.call(member_lists.simplelist, ListMembersRequest(one.id))


async def _archive(archive: Client) -> None:
    await archive.call(getchatmsg, GetChatMsgRequest(limit=1))


def _callback(connected: Connected | None, language: str) -> list[ConnectionCheck]:
    if connected is None or connected.embedded:
        return []
    missing: Text | None = None
    if not connected.has_key or not connected.callback_token:
        missing = advice.NO_KEYS
    elif connected.verified_at is None:
        missing = advice.NOT_VERIFIED
    elif connected.heard_at is None:
        missing = advice.NOT_HEARD
    if missing is None:
        return [ConnectionCheck("callback", "ok")]
    return [ConnectionCheck("callback", "failed", advice=missing.said(language))]
