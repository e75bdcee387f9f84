"""What the QR codes in a picture say: read once a file, in a process that is thrown away."""

import asyncio
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from reunion.platform.media import store
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.media")

_WAIT_SECONDS = 20.0
"""The reader's own limit is two seconds of work; this is for a machine that gives it none."""
_READER = Path(__file__).with_name("code_reader.py")


async def codes_in(tx: Any, blobs: Blobs, media_id: str) -> list[str]:
    """Of an upload that is a picture, whether it was sent as one or as a file; what cannot be read has
    none, and is not tried again."""
    found = await store.codes(tx, media_id)
    if found is None or not found.mime.startswith("image/"):
        return []
    if found.codes is not None:
        return found.codes
    read = await asyncio.to_thread(_read, blobs.path(found.sha256))
    # A character that text columns refuse says nothing to anybody.
    codes = [one.replace("\x00", "") for one in read]
    await store.keep_codes(tx, found.sha256, codes)
    return codes


def _read(path: Path) -> list[str]:
    command = [sys.executable, "-I", str(_READER), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_WAIT_SECONDS)
    except subprocess.SubprocessError as error:
        log.warning("the picture %s could not be looked at for codes: %s", path.name, error)
        return []
    return msgspec.json.decode(done.stdout, type=list[str])
