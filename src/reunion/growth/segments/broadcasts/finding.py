"""Whether WeCom carried out a call of add_msg_template whose answer nobody heard: it lists what was made."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from reunion.growth.segments.store.tasks import ToAsk
from reunion.wecom.client import Client
from reunion.wecom.endpoints.broadcasts import (
    GetGroupmsgListRequest,
    GetGroupmsgSendResultRequest,
    GetGroupmsgTaskRequest,
    get_groupmsg_list_v2,
    get_groupmsg_send_result,
    get_groupmsg_task,
)

_ASKEW = timedelta(minutes=10)
"""So much clocks may differ."""
_MOST = timedelta(days=30)
_BY_THE_COMPANY = 0


class Seen(msgspec.Struct, frozen=True):
    """`msgid`: the task that it is; `sure`: else that there is none."""

    msgid: str = ""
    sure: bool = True


async def listed(wecom: Client, text: str, since: datetime, now: datetime) -> list[str]:
    """The msgids of what the company made with this text since then. Raises WecomError, as all here."""
    start, end = max(since - _ASKEW, now - _MOST), now + _ASKEW
    found: list[str] = []
    cursor = ""
    while True:
        answer = await wecom.call(
            get_groupmsg_list_v2,
            GetGroupmsgListRequest(
                "single", int(start.timestamp()), int(end.timestamp()),
                filter_type=_BY_THE_COMPANY, limit=100, cursor=cursor,
            ),
        )  # fmt: skip
        found += [
            one.msgid for one in answer.group_msg_list if one.text and one.text.content == text
        ]
        if not (cursor := answer.next_cursor):
            return found


async def made(wecom: Client, msgids: Sequence[str], task: ToAsk, customers: Sequence[str]) -> Seen:
    """The one of these that is the task. Not sure where WeCom has not sorted out yet whom one is for."""
    sure = True
    for msgid in msgids:
        tasks = await wecom.call(get_groupmsg_task, GetGroupmsgTaskRequest(msgid, limit=1000))
        senders = {one.userid.lower() for one in tasks.task_list}
        if senders and task.userid.lower() not in senders:
            continue
        theirs = await _for_whom(wecom, msgid, task.userid) if senders else set[str]()
        if not theirs:
            sure = False
        elif theirs <= set(customers):
            return Seen(msgid)
    return Seen(sure=sure)


async def _for_whom(wecom: Client, msgid: str, userid: str) -> set[str]:
    """The first of them."""
    request = GetGroupmsgSendResultRequest(msgid, userid, limit=1000)
    answer = await wecom.call(get_groupmsg_send_result, request)
    return {one.external_userid for one in answer.send_list if one.external_userid}
