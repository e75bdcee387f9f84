"""Failures that people can do something about, told in one message without a traceback."""

import contextlib
import sys
from collections.abc import Iterator

import asyncpg
from rich.console import Console

from reunion.core.errors import AppError, Unmet

_UNREACHABLE = (OSError, asyncpg.InvalidPasswordError, asyncpg.InvalidCatalogNameError)


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn expected failures into a message on standard error and exit code 1."""
    try:
        yield
    except* Unmet as group:
        _fail(str(_first(group)))
    except* AppError as group:
        _fail(_said(_first(group)))
    except* FileExistsError as group:
        _fail(f"文件已存在 the file exists: {_file(group)}. 请换一个名字 choose another name")
    except* _UNREACHABLE as group:
        _fail(_unreachable(_first(group)))


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    first = group.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


def _unreachable(error: BaseException) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"不能读写 cannot read or write {error.filename}: {error.strerror}"
    return f"连接不上 cannot be reached: {error}. `reunion doctor` 会说明原因 tells more"


def _file(group: BaseExceptionGroup[FileExistsError]) -> str:
    error = _first(group)
    assert isinstance(error, FileExistsError)
    return str(error.filename)


def _said(error: BaseException) -> str:
    assert isinstance(error, AppError)
    return f"{error.text('zh')} {error.text('en')}"


def _fail(text: str) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(f"✗ {text}", style="red", markup=False)
    sys.exit(1)
