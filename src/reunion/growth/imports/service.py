"""Taking files in, showing what they would become, and starting them."""

import asyncio
from itertools import islice
from typing import BinaryIO

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.growth.imports import personal as personal  # registers what it keeps
from reunion.growth.imports import reading
from reunion.growth.imports.cells import words
from reunion.growth.imports.model import (
    UNDERWAY,
    Fault,
    Import,
    Incomplete,
    Kind,
    Mapping,
    NoSuchImport,
    NotNow,
    UnreadableFile,
    told_by,
)
from reunion.growth.imports.running import shaper_of
from reunion.growth.imports.shaping import Shaped
from reunion.growth.imports.store import faults, files
from reunion.growth.imports.targets import Target, guess, require, targets
from reunion.growth.profiles import service as profiles
from reunion.jobs import defer
from reunion.outbox import append
from reunion.storage.blobs import Blobs

_LOOKED_AT = 20
_SHOWN = 200


class PreviewRow(msgspec.Struct, frozen=True):
    """A row as it stands and as it would become: values by what their columns are, or what is wrong."""

    row: int
    cells: dict[str, str]
    becomes: dict[str, str]
    wrong: list[Fault]


class ImportPreview(msgspec.Struct, frozen=True):
    """The first rows; `missing`: why it cannot be started so, empty where it can."""

    rows: list[PreviewRow]
    targets: list[Target]
    missing: str


async def take_in(ctx: Context, kept: Blobs, kind: Kind, name: str, source: BinaryIO) -> Import:
    """Keeps a file and guesses what its columns are; raises UnreadableFile."""
    file, size = await kept.put(source)
    path = kept.path(file)
    shape = await asyncio.to_thread(reading.look, path)
    first = await asyncio.to_thread(lambda: list(islice(reading.rows(path, shape), _LOOKED_AT)))
    if not first:
        raise UnreadableFile(Text("文件里没有数据行", "The file has no rows"))
    fields = await profiles.fields(ctx)
    mapping = guess(kind, shape.columns, [row.cells for row in first], fields)
    total = await asyncio.to_thread(reading.estimate, path, shape)
    one = await files.insert(ctx, kind, name[:200], file, size, shape, mapping, total)
    await _tell(ctx, "import.uploaded", one)
    return one


async def get(ctx: Context, import_no: int) -> Import:
    """Raises NoSuchImport."""
    (one,) = await _with_conflicts(ctx, [(await _found(ctx, import_no))[0]])
    return one


async def page(ctx: Context, cursor: str | None, limit: int) -> Page[Import]:
    """The latest first; raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await files.page(ctx, before, limit + 1)
    shown = await _with_conflicts(ctx, found[:limit])
    more = len(found) > limit
    return Page(shown, encode_cursor(shown[-1].import_no) if more else None)


async def _with_conflicts(ctx: Context, imports: list[Import]) -> list[Import]:
    told = await profiles.conflicts_told(ctx, [told_by(one.import_no) for one in imports])
    return [
        msgspec.structs.replace(one, conflicts=of_it.told, conflicts_open=of_it.open)
        for one, of_it in zip(imports, told.values(), strict=True)
    ]


async def preview(
    ctx: Context, kept: Blobs, import_no: int, mapping: Mapping, language: str
) -> ImportPreview:
    """The first rows as they would become; raises NoSuchImport, NotNow."""
    one, file, is_kept = await _found(ctx, import_no)
    if not is_kept:
        raise NotNow
    fields = await profiles.fields(ctx)
    missing = ""
    try:
        require(one.kind, mapping, fields)
    except Incomplete as error:
        missing = error.text(language)
    shaper = await shaper_of(ctx, msgspec.structs.replace(one, mapping=mapping), file)
    path = kept.path(file)
    first = await asyncio.to_thread(lambda: list(islice(reading.rows(path, one.shape), _LOOKED_AT)))
    rows: list[PreviewRow] = []
    for row in first:
        found = shaper.shape(row)
        cells = {name: words(row.cells.get(name))[:_SHOWN] for name in one.shape.columns}
        if isinstance(found, Shaped):
            rows.append(PreviewRow(row.no, cells, _becomes(found), []))
        else:
            wrong = [Fault(row.no, w.column, w.value, w.text.said(language)) for w in found]
            rows.append(PreviewRow(row.no, cells, {}, wrong))
    return ImportPreview(rows, targets(one.kind, fields), missing)


async def start(ctx: Context, import_no: int, mapping: Mapping, *, dry: bool) -> Import:
    """Queues it: a dry run reads and checks every row and writes nothing. One that broke off goes on
    where it stood, if its columns are the same. Raises NoSuchImport, NotNow, Incomplete."""
    one, _, is_kept = await _found(ctx, import_no, hold=True)
    if not is_kept or one.state in (*UNDERWAY, "done"):
        raise NotNow
    require(one.kind, mapping, await profiles.fields(ctx))
    goes_on = one.state == "failed" and one.writes and not dry and one.mapping == mapping
    if not goes_on:
        await faults.clear(ctx, import_no)
        await profiles.tell_anew(ctx, told_by(import_no))
    state = "checking" if dry else "running"
    await files.begin(ctx, import_no, state, mapping, anew=not goes_on)
    await defer(ctx.tx, "imports.carry_out", corp_id=ctx.corp_id, import_no=import_no)
    begun = await get(ctx, import_no)
    if not dry:
        await _tell(ctx, "import.started", begun)
    return begun


async def wrong(
    ctx: Context, import_no: int, cursor: str | None, limit: int, language: str
) -> Page[Fault]:
    """What is wrong, in the order of the rows; raises NoSuchImport, InvalidCursor."""
    await _found(ctx, import_no)
    after = decode_cursor(cursor, tuple[int, str]) if cursor else None
    found = await faults.page(ctx, import_no, after, limit + 1, language)
    shown = found[:limit]
    more = len(found) > limit
    return Page(shown, encode_cursor(shown[-1].row, shown[-1].column) if more else None)


async def all_wrong(ctx: Context, import_no: int, language: str) -> list[Fault]:
    """As `wrong`, whole: there is a limit to what is kept."""
    await _found(ctx, import_no)
    return await faults.page(ctx, import_no, None, None, language)


async def _found(ctx: Context, import_no: int, *, hold: bool = False) -> tuple[Import, bytes, bool]:
    found = await files.get(ctx, import_no, hold=hold)
    if found is None:
        raise NoSuchImport
    return found


async def _tell(ctx: Context, event: str, one: Import) -> None:
    await append(
        ctx, event, subject=str(one.import_no), key="imports",
        data={"kind": one.kind, "name": one.name, "rows": one.rows_total},
    )  # fmt: skip


def _becomes(one: Shaped) -> dict[str, str]:
    """By what the columns are; amounts in fen."""
    said: dict[str, str] = {who.kind: who.value for who in one.identities}
    said |= {key: words(value) for key, value in {**one.attributes, **one.properties}.items()}
    rest = msgspec.structs.asdict(one)
    for key in ("at", "amount_fen", "refunded_fen", "item", "store", "event", "subject", "userid"):
        if rest[key]:
            said[key] = words(rest[key])
    return said
