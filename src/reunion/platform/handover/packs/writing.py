"""The worker writes packs as a table or as a page to print, a part a transaction."""

import csv
import html
import logging
import tempfile
from io import TextIOWrapper
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.errors import AppError, Text
from reunion.core.sheets import harmless
from reunion.platform.corps import service as corps
from reunion.platform.handover.model import Handover
from reunion.platform.handover.packs import store
from reunion.platform.handover.packs.facts import facts_of, when
from reunion.platform.handover.packs.model import KEPT, Asked, Fact
from reunion.platform.handover.store import lists
from reunion.platform.handover.store.lists import Wanted
from reunion.platform.media import service as media
from reunion.platform.media.service import Upload
from reunion.realtime.notify import notify
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.handover")

_PIECE = 50
_HEADERS = (
    Text("客户", "Customer"), Text("external_userid", "external_userid"),
    Text("原成员", "From"), Text("接替成员", "To"), Text("状态", "State"), Text("类别", "Kind"),
    Text("内容", "Text"), Text("时间", "At"), Text("来源", "Source"),
)  # fmt: skip
_STATES = {"waiting": Text("等待生效", "waiting"), "done": Text("已接替", "done")}
_STYLE = (
    "body{font:14px/1.6 sans-serif;margin:24px;color:#222}article{break-inside:avoid;margin:0 0 24px}"
    "h2{font-size:16px;border-bottom:1px solid #ccc}table{border-collapse:collapse;width:100%}"
    "td{padding:4px 8px;border-bottom:1px solid #eee;vertical-align:top;overflow-wrap:anywhere}"
    "td:first-child{width:72px;color:#666}td:nth-child(3),td:nth-child(4){width:150px;color:#666}"
)


class _Page(Protocol):
    def begin(self) -> None: ...
    def customer(self, one: Handover, facts: list[Fact]) -> None: ...
    def end(self) -> None: ...


class _Table:
    """One line a fact, as Excel opens it; what a customer wrote never runs as a formula."""

    def __init__(self, out: TextIOWrapper, asked: Asked, zone: ZoneInfo) -> None:
        self._lines, self._asked, self._zone = csv.writer(out, lineterminator="\r\n"), asked, zone
        out.write("\ufeff")

    def begin(self) -> None:
        self._lines.writerow(one.said(self._asked.language) for one in _HEADERS)

    def customer(self, one: Handover, facts: list[Fact]) -> None:
        state = _STATES[one.state].said(self._asked.language)
        who = [one.customer_name, one.external_userid, one.giver.name, one.taker.name, state]
        for fact in facts or [Fact("", "", None, "")]:
            cells = [*who, fact.kind, fact.text, when(fact.at, self._zone), fact.source]
            self._lines.writerow(map(harmless, cells))

    def end(self) -> None:
        """A table has no end of its own."""


class _Print:
    """One customer a block, to be printed."""

    def __init__(self, out: TextIOWrapper, asked: Asked, zone: ZoneInfo) -> None:
        self._out, self._asked, self._zone = out, asked, zone

    def begin(self) -> None:
        title, language = html.escape(self._asked.title), self._asked.language
        self._out.write(
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        )

    def customer(self, one: Handover, facts: list[Fact]) -> None:
        state = _STATES[one.state].said(self._asked.language)
        who = f"{one.customer_name} · {one.giver.name} → {one.taker.name} · {state}"
        self._out.write(f"<article><h2>{html.escape(who)}</h2><table>")
        for fact in facts:
            cells = (fact.kind, fact.text, when(fact.at, self._zone), fact.source)
            row = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
            self._out.write(f"<tr>{row}</tr>")
        self._out.write("</table></article>")

    def end(self) -> None:
        self._out.write("</body></html>")


async def write_once(db: Database, blobs: Blobs) -> bool:
    """Writes one file that waits; whether there was one."""
    async with db.transaction() as held:
        asked = await store.take(held)
        if asked is None:
            return False
        try:
            await _write(db, blobs, asked)
        except Exception:
            log.exception("pack file %s could not be written", asked.id)
            async with db.in_corp(asked.corp_id) as ctx:
                await store.advance(ctx, asked.id, "failed", 0)
    return True


async def _write(db: Database, blobs: Blobs, asked: Asked) -> None:
    with tempfile.TemporaryFile() as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        done = await _fill(db, asked, text)
        text.flush()
        text.detach()
        size = file.tell()
        file.seek(0)
        async with db.in_corp(asked.corp_id) as ctx:
            given = Upload("file", f"handover-{asked.id}.{asked.format}", file, size)
            kept = await media.upload(
                ctx.tx, blobs, given, owner_id=asked.member_id, corp_id=ctx.corp_id,
                expires_at=ctx.now + KEPT,
            )  # fmt: skip
            await store.advance(ctx, asked.id, "done", done, kept.id)
            await notify(ctx, [asked.member_id], {"type": "changed", "what": "handovers"})


async def _fill(db: Database, asked: Asked, out: TextIOWrapper) -> int:
    wanted = Wanted(**msgspec.structs.asdict(asked.wanted), packed=True)
    page: _Page | None = None
    before: int | None = None
    done = 0
    while True:
        async with db.in_corp(asked.corp_id) as ctx:
            zone = await corps.zone(ctx)
            if page is None:
                page = (_Table if asked.format == "csv" else _Print)(out, asked, zone)
                page.begin()
            found = await lists.page(ctx, wanted, before, _PIECE)
            for one in found:
                page.customer(one, await _facts(ctx, one, zone, asked))
            done += len(found)
            await store.advance(ctx, asked.id, "running", done)
        if len(found) < _PIECE:
            page.end()
            return done
        before = found[-1].id


async def _facts(ctx: Context, one: Handover, zone: ZoneInfo, asked: Asked) -> list[Fact]:
    """What cannot be read any more is said in its place."""
    try:
        return await facts_of(ctx, one, zone, asked.language)
    except AppError as why:
        return [Fact("", why.text(asked.language), None, "")]
