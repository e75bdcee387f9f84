"""Reads a file to its end, a piece of rows a transaction. The place moves with what the piece wrote, so a
worker that dies loses nothing and nothing is written twice."""

import asyncio
import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.errors import AppError
from reunion.growth.calendar import service as calendar
from reunion.growth.imports import reading
from reunion.growth.imports.applying import File, Outcome, apply
from reunion.growth.imports.model import UNDERWAY, Import, Row, Wrong, told_by
from reunion.growth.imports.shaping import Shaped, Shaper
from reunion.growth.imports.store import faults, files
from reunion.growth.profiles import service as profiles
from reunion.jobs import Work
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.imports")

PIECE = 2_000
MOST_FAULTS = 10_000


def kept_files(config: Config) -> Blobs:
    """Where imported files lie until their rows are in."""
    return Blobs(config.data / "imports")


async def carry_out(work: Work, corp_id: int, import_no: int) -> None:
    """From the row where it stands to the end; what breaks it off is written down and it can go on."""
    async with work.db.in_corp(corp_id) as ctx:
        found = await files.get(ctx, import_no)
    if found is None or found[0].state not in UNDERWAY:
        return
    one, file, _ = found
    try:
        await _read(work, corp_id, one, file)
    except Exception as error:
        log.exception("corp %s: import %s broke off", corp_id, import_no)
        reason = (
            error.text("zh") if isinstance(error, AppError) else f"{type(error).__name__}: {error}"
        )
        async with work.db.in_corp(corp_id) as ctx:
            await files.end(ctx, import_no, "failed", reason[:500])


async def _read(work: Work, corp_id: int, one: Import, file: bytes) -> None:
    path = kept_files(work.config).path(file)
    async with work.db.in_corp(corp_id) as ctx:
        shaper = await shaper_of(ctx, one, file)
    rows = await asyncio.to_thread(_from, path, one)
    place = one.place
    while piece := await asyncio.to_thread(lambda: list(islice(rows, PIECE))):
        if not await _handle(work, corp_id, one, file, shaper, piece, place):
            return  # another worker has it
        place += len(piece)
    async with work.db.in_corp(corp_id) as ctx:
        await files.end(ctx, one.import_no, "checked" if one.state == "checking" else "done")


def _from(path: Path, one: Import) -> Iterator[Row]:
    rows = reading.rows(path, one.shape)
    for _ in islice(rows, one.place):
        pass
    return rows


async def shaper_of(ctx: Context, one: Import, file: bytes) -> Shaper:
    """What reads the rows of this file."""
    fields = {field.key: field for field in await profiles.fields(ctx)}
    zone = (await calendar.now(ctx)).zone
    return Shaper(one.kind, one.mapping, fields, zone, file.hex()[:16])


async def _handle(
    work: Work, corp_id: int, one: Import, file: bytes, shaper: Shaper, piece: list[Row], place: int
) -> bool:
    """One piece; False where the import stands elsewhere meanwhile."""
    shaped = await asyncio.to_thread(lambda: [(row.no, shaper.shape(row)) for row in piece])
    good = [found for _, found in shaped if isinstance(found, Shaped)]
    wrong = [
        (no, fault) for no, found in shaped if not isinstance(found, Shaped) for fault in found
    ]
    async with work.db.in_corp(corp_id) as ctx:
        now = await files.get(ctx, one.import_no, hold=True)
        if now is None or now[0].place != place or now[0].state != one.state:
            return False
        outcomes = await _apply(ctx, one, file, good)
        late = [
            (row.row, outcome)
            for row, outcome in zip(good, outcomes, strict=True)
            if isinstance(outcome, Wrong)
        ]
        await faults.insert(ctx, one.import_no, [*wrong, *late], MOST_FAULTS)
        bad = len(piece) - len(good) + len(late)
        await files.advance(
            ctx, one.import_no, rows=len(piece), new=outcomes.count("new"),
            same=outcomes.count("same"), wrong=bad,
        )  # fmt: skip
    return True


async def _apply(ctx: Context, one: Import, file: bytes, good: list[Shaped]) -> list[Outcome]:
    if one.state == "checking":
        return ["new"] * len(good)
    if done := await files.done(ctx, one.kind, file, one.mapping, one.import_no):
        await profiles.tell_again(ctx, told_by(one.import_no), [told_by(no) for no in done])
        return ["same"] * len(good)
    said_at = await files.first_time(ctx, one.kind, file)
    return await apply(ctx, File(one.kind, one.mapping, said_at, told_by(one.import_no)), good)
