"""Who follows a customer, asked of WeCom: whoever may see the customer may see the purchases."""

from collections.abc import AsyncIterator

from reunion.growth.purchases.model import NotYourCustomer, WecomSilent
from reunion.wecom.client import Client
from reunion.wecom.endpoints import departments, handover, members
from reunion.wecom.endpoints.departments import ListDepartmentsRequest
from reunion.wecom.endpoints.external_contacts import GetExternalContactRequest, get_
from reunion.wecom.endpoints.handover import TransferResultRequest
from reunion.wecom.endpoints.members import MemberIdRequest
from reunion.wecom.errors import WecomError

_NO_SUCH_CUSTOMER = 40096
_NOBODY_FOLLOWS = 84061
_NO_SUCH_DEPARTMENT = 60003
_NO_SUCH_MEMBER = 60111
_WAITING = 2


async def require_known(wecom: Client, external_userid: str) -> None:
    """For whoever may see every customer, also one whom nobody follows any more; raises
    NotYourCustomer, WecomSilent."""
    try:
        await wecom.call(get_, GetExternalContactRequest(external_userid))
    except WecomError as error:
        if error.errcode != _NOBODY_FOLLOWS:
            raise _refusal(error) from error


async def require_member(wecom: Client, userid: str, external_userid: str) -> None:
    """The member must follow the customer; raises NotYourCustomer, WecomSilent."""
    async for follower in _followers(wecom, external_userid):
        if follower.lower() == userid.lower():
            return
    raise NotYourCustomer


async def require_taker(
    wecom: Client, giver_userid: str, userid: str, external_userid: str
) -> None:
    """The customer must be on her way from one member to the other; raises NotYourCustomer, WecomSilent."""
    for endpoint in (handover.transfer_result, handover.resigned_transfer_result):
        cursor = ""
        while True:
            try:
                asked = TransferResultRequest(giver_userid, userid, cursor)
                answer = await wecom.call(endpoint, asked)
            except WecomError as error:
                if error.errcode == _NO_SUCH_MEMBER:
                    raise NotYourCustomer from error
                raise WecomSilent from error
            for one in answer.customer:
                if one.external_userid == external_userid and one.status == _WAITING:
                    return
            if not answer.next_cursor:
                break
            cursor = answer.next_cursor
    raise NotYourCustomer


async def require_departments(
    wecom: Client, department_ids: tuple[int, ...], external_userid: str
) -> None:
    """Somebody in one of these departments, or below, must follow the customer; raises
    NotYourCustomer, WecomSilent."""
    inside: set[int] | None = None
    async for follower in _followers(wecom, external_userid):
        if inside is None:
            inside = await _below(wecom, department_ids)
        if not inside.isdisjoint(await _departments_of(wecom, follower)):
            return
    raise NotYourCustomer


async def _followers(wecom: Client, external_userid: str) -> AsyncIterator[str]:
    cursor = ""
    while True:
        try:
            answer = await wecom.call(get_, GetExternalContactRequest(external_userid, cursor))
        except WecomError as error:
            raise _refusal(error) from error
        for one in answer.follow_user:
            yield one.userid
        if not answer.next_cursor:
            return
        cursor = answer.next_cursor


async def _below(wecom: Client, department_ids: tuple[int, ...]) -> set[int]:
    """These departments with all below them; one that was deleted is left out."""
    found: set[int] = set()
    for department_id in department_ids:
        try:
            answer = await wecom.call(departments.simplelist, ListDepartmentsRequest(department_id))
        except WecomError as error:
            if error.errcode != _NO_SUCH_DEPARTMENT:
                raise WecomSilent from error
        else:
            found |= {one.id for one in answer.department_id}
    return found


async def _departments_of(wecom: Client, userid: str) -> list[int]:
    """Where the member works; nowhere, once he has left."""
    try:
        return (await wecom.call(members.get_, MemberIdRequest(userid))).department
    except WecomError as error:
        if error.errcode != _NO_SUCH_MEMBER:
            raise WecomSilent from error
        return []


def _refusal(error: WecomError) -> NotYourCustomer | WecomSilent:
    if error.errcode in (_NO_SUCH_CUSTOMER, _NOBODY_FOLLOWS):
        return NotYourCustomer()
    return WecomSilent()
