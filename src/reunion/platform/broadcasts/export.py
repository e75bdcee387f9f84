"""Recipients as a spreadsheet, written in chunks so that any number fits in memory."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.core.sheets import BOM, csv_lines, harmless
from reunion.platform.broadcasts.model import BroadcastRow, ChatType
from reunion.platform.broadcasts.outcome import Recipient
from reunion.platform.broadcasts.store import results

_SAME = ("结果", "原因", "已计数", "上限", "送达时间")
HEADERS: dict[ChatType, tuple[str, ...]] = {
    "single": ("客户昵称", "external_userid", "成员", *_SAME, "已读", "已回复"),
    "group": ("群名", "chat_id", "群主", *_SAME, "群内客户", "已读客户", "回复客户"),
}
_STATES = {
    "unsent": "未发送", "sent": "已发送", "not_friend": "已不是好友", "refused": "未发送（限制）",
    "deselected": "成员未勾选",
}  # fmt: skip


def _cells(one: Recipient, zone: ZoneInfo) -> list[str]:
    refusal = one.refusal
    numbers = (refusal.counted, refusal.allowed) if refusal else (None, None)
    at = one.sent_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if one.sent_at else ""
    cells = [
        one.name, one.external_userid, one.member_name, _STATES[one.state],
        refusal.rule if refusal else "", *("" if n is None else str(n) for n in numbers), at,
    ]  # fmt: skip
    if one.group_id is None:
        cells += ["是" if one.read else "", "是" if one.replied else ""]
    elif one.state == "sent":
        cells += [str(n) for n in (one.reached, one.read, one.replied)]
    else:
        cells += ["", "", ""]
    return [harmless(cell) for cell in cells]


async def as_csv(ctx: Context, row: BroadcastRow, zone: ZoneInfo) -> AsyncIterator[bytes]:
    """UTF-8 with a byte order mark, as Excel expects; a name never runs as a formula. Needs a
    context in a transaction."""
    yield BOM + csv_lines([list(HEADERS[row.chat_type])])
    async for chunk in results.every(ctx, row.id, row.chat_type):
        yield csv_lines([_cells(one, zone) for one in chunk])
