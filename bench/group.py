"""A customer group of 500, ten of them members who write: how many deliveries a second leave the server.

Measured as the room is, beside the same peer and the same bare fan-out.
"""

from pathlib import Path

from bench import cast
from bench.figures import Figure
from bench.room import WRITERS, fan_out

ONLINE = 500


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Interleaved rounds."""
    return await fan_out(folder, "group", ONLINE, _group, quick=quick)


async def _group(url: str, corp_id: int) -> tuple[list[cast.Person], int]:
    return await cast.make_group(url, corp_id, WRITERS, ONLINE)
