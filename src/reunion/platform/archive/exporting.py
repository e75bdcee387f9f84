"""Exports: the worker writes what an officer asked for as a spreadsheet, with progress. A worker that dies
is followed by another, which begins the file anew."""

import csv
import tempfile
from datetime import timedelta
from io import TextIOWrapper
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from reunion.core.db import Database
from reunion.core.sheets import harmless
from reunion.platform.archive import looks
from reunion.platform.archive.model import ArchivedMessage, ArchiveFilter
from reunion.platform.archive.store import entries
from reunion.platform.archive.store import looks as store
from reunion.platform.conversations.content import written
from reunion.platform.corps import service as corps
from reunion.platform.media import service as media
from reunion.platform.media.service import Upload
from reunion.storage.blobs import Blobs

_PIECE = 1000
_KEPT = timedelta(days=7)
_HEADERS = ("序号", "时间", "会话", "发送方", "身份", "类型", "内容", "已撤回")
_MEDIA = ("image", "voice", "video", "file")


async def export_once(db: Database, blobs: Blobs) -> bool:
    """Writes the export that has waited longest; whether there was one."""
    async with db.transaction() as held:
        row = await store.next_export(held)
        if row is None:
            return False
        with tempfile.TemporaryFile() as file:
            done = await _write(db, row, file)
            size = file.tell()
            file.seek(0)
            async with db.in_corp(row["corp_id"]) as ctx:
                given = Upload("file", f"archive-{row['id']}.csv", file, size)
                kept = await media.upload(
                    ctx.tx, blobs, given, owner_id=row["member_id"], corp_id=ctx.corp_id,
                    expires_at=ctx.now + _KEPT,
                )  # fmt: skip
                await store.finish(ctx, row["id"], kept.id, done)
    return True


async def _write(db: Database, row: Any, file: Any) -> int:
    wanted = msgspec.convert(row["filter"], ArchiveFilter)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(_HEADERS)
    before: int | None = None
    done = 0
    while True:
        async with db.in_corp(row["corp_id"]) as ctx:
            zone = await corps.zone(ctx)
            who, terms = await looks.meant(ctx, wanted)
            found = await entries.messages(ctx, wanted, who, terms, before, _PIECE)
            done += len(found)
            await store.advance(ctx, row["id"], "running", done)
        lines.writerows(_cells(one, zone) for one in found)
        if len(found) < _PIECE:
            break
        before = found[-1].seq
    text.flush()
    text.detach()
    return done


def _cells(one: ArchivedMessage, zone: ZoneInfo) -> list[str]:
    if one.kind in _MEDIA:
        content = one.content["media"]["name"]
    elif one.kind == "system":
        content = one.content.get("text", "")
    else:
        content = written(one.kind, one.content)
    at = one.sent_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    cells = [
        str(one.seq), at, str(one.conversation_id), one.sender_name,
        "客户" if one.sender_is_customer else "成员", one.kind, content, "是" if one.recalled else "",
    ]  # fmt: skip
    return [harmless(cell) for cell in cells]
