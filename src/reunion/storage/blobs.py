"""Files on disk, named by the SHA-256 of their content: the same file is kept once.

A blob appears under its name only when all of it is on disk (written aside, fsync, rename), so a
crash leaves no half file. What uses a blob keeps its name in the database; a blob that nothing
names any more may be removed once it is older than an upload can take.
"""

import asyncio
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1024 * 1024


class Blobs:
    """One folder of blobs. Names are 32 bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: bytes) -> Path:
        """Where a blob is, whether or not it is there."""
        digest = name.hex()
        return self._folder / digest[:2] / digest

    def derived(self, name: bytes, what: str) -> Path:
        """Where something made from a blob (a thumbnail) is kept; it goes with the blob."""
        return self.path(name).with_name(f"{name.hex()}.{what}")

    async def put(self, source: BinaryIO) -> tuple[bytes, int]:
        """Keeps what `source` has from its present place on; answers (name, size in bytes)."""
        return await asyncio.to_thread(self._put, source)

    def _put(self, source: BinaryIO) -> tuple[bytes, int]:
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f".{secrets.token_hex(12)}"
        digest, size = hashlib.sha256(), 0
        try:
            with aside.open("xb") as target:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            name = digest.digest()
            final = self.path(name)
            if final.exists():
                os.utime(final)
            else:
                final.parent.mkdir(exist_ok=True)
                aside.replace(final)
                _sync_folder(final.parent)
        finally:
            aside.unlink(missing_ok=True)
        return name, size

    async def read(self, name: bytes) -> bytes:
        """All of a blob; raises FileNotFoundError."""
        return await asyncio.to_thread(self.path(name).read_bytes)

    async def remove(self, name: bytes, *, older_than: float) -> bool:
        """Removes a blob that nothing names, unless it was put again within `older_than` seconds."""
        return await asyncio.to_thread(self._remove, name, older_than)

    def _remove(self, name: bytes, older_than: float) -> bool:
        final = self.path(name)
        with suppress(FileNotFoundError):
            if time.time() - final.stat().st_mtime < older_than:
                return False
            for derived in final.parent.glob(f"{name.hex()}.*"):
                derived.unlink(missing_ok=True)
            final.unlink()
        return True

    def names(self) -> Iterator[bytes]:
        """Every blob in the folder."""
        for file in self._folder.glob("??/*"):
            if not file.suffix and len(file.name) == 64:
                yield bytes.fromhex(file.name)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
