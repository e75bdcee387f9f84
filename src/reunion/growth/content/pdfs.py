"""Whether a PDF can be read by whom it is sent to: looked at once, in a process that is thrown away."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from reunion.growth.content.model import PdfDamaged, PdfLocked, PdfTooHeavy

_READER = Path(__file__).with_name("pdf_reader.py")
_WAIT_SECONDS = 60.0
"""The reader's own limit is twenty seconds of work; this is for a machine that gives it none."""
_REFUSALS = {b"locked": PdfLocked, b"damaged": PdfDamaged}


async def check(source: BinaryIO) -> None:
    """Raises PdfLocked, PdfDamaged, PdfTooHeavy."""
    said = await asyncio.to_thread(_look, source)
    if said != b"whole":
        raise _REFUSALS.get(said, PdfTooHeavy)


def _look(source: BinaryIO) -> bytes:
    source.seek(0)
    command = [sys.executable, "-I", str(_READER)]
    try:
        done = subprocess.run(
            command, input=source.read(), capture_output=True, check=True, timeout=_WAIT_SECONDS
        )
    except subprocess.SubprocessError:
        return b"heavy"
    return done.stdout
