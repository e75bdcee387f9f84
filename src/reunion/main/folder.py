"""The data folder: made with rights for its owner alone, used by one `reunion up` at a time."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from reunion.core.errors import Unmet


class FolderInUse(Unmet):
    """Another Reunion runs on this data folder, or it cannot be written; the text says which."""


def prepare(data: Path) -> None:
    """Make the data folder. As root others may walk through it: PostgreSQL runs as another user."""
    try:
        if not data.exists():
            data.mkdir(parents=True)
            data.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise FolderInUse(
            f"无法建立数据目录 cannot make the data folder {data}: {error.strerror}. "
            "Choose another with --data or REUNION_DATA"
        ) from None
    if not os.access(data, os.W_OK | os.X_OK):
        raise FolderInUse(
            f"数据目录不可写 the data folder {data} cannot be written by this user. "
            "Start as its owner, or choose another with --data or REUNION_DATA"
        )


@contextlib.contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the data folder; the lock ends with this process, however it ends."""
    prepare(data)
    with (data / "reunion.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise FolderInUse(
                f"已在运行 Reunion already runs on {data} (process {holder}). "
                "Stop that one first, or choose another folder with --data and another --port"
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def holder(data: Path) -> int | None:
    """Process id of the `reunion up` that runs on this folder now, or None."""
    try:
        with (data / "reunion.lock").open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(file.read().strip() or 0)
    except OSError:
        return None
    return None
