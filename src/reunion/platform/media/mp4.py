"""How long an MP4 plays: the movie header says it, wherever in the file it is."""

import struct
from pathlib import Path
from typing import BinaryIO

_MOST_BOXES = 4096


def seconds(path: Path) -> float | None:
    """None where the file does not say, or is not as it should be; blocking."""
    size = path.stat().st_size
    with path.open("rb") as file:
        moov = _find(file, b"moov", 0, size)
        header = _find(file, b"mvhd", *moov) if moov else None
        if header is None:
            return None
        file.seek(header[0])
        return _duration(file.read(32))


def _find(file: BinaryIO, name: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Where the content of the first box of this name begins and ends."""
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return None
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return None
        length, kind = struct.unpack(">I4s", head[:8])
        begins = at + 8
        if length == 1 and len(head) == 16:
            length, begins = struct.unpack(">Q", head[8:])[0], at + 16
        ends = end if length == 0 else at + length
        if kind == name:
            return begins, min(ends, end)
        if ends <= at:
            return None
        at = ends
    return None


def _duration(header: bytes) -> float | None:
    wide = header[:1] == b"\x01"
    if len(header) < (32 if wide else 20):
        return None
    if wide:
        scale, length = struct.unpack(">IQ", header[20:32])
    else:
        scale, length = struct.unpack(">II", header[12:20])
    return length / scale if scale else None
