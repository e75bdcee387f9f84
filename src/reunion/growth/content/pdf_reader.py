"""A program of its own: whether readers will see the PDF on its standard input; it answers one of WORDS.

Whatever a strange file does to this process (all its time, all its memory) it does to no other. `pdfs` starts
it; it imports nothing of ours.
"""

import io
import resource
import sys
import time
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, NullObject

WORDS = ("whole", "locked", "damaged", "heavy")
_CPU_SECONDS = 20
_MEMORY = 1 << 30
_PAGES_SECONDS = 5.0
"""A report of thousands of pages is believed after as many of them as this allows."""


def look(data: bytes) -> str:
    """As browsers do: what can be put right is, and an empty password is tried."""
    began = time.process_time()
    try:
        paper = PdfReader(io.BytesIO(data))
        if paper.is_encrypted and not paper.decrypt(""):
            return "locked"
        if not len(paper.pages):
            return "damaged"
        for page in paper.pages:
            if "/Contents" in page and _lost(page["/Contents"]):
                return "damaged"
            if time.process_time() - began > _PAGES_SECONDS:
                break
    except (NotImplementedError, DependencyError):
        return "locked"  # by certificates, or a way of locking that browsers do not know either
    except (MemoryError, RecursionError):
        return "heavy"
    except Exception:
        return "damaged"
    return "whole"


def _lost(drawn: Any) -> bool:
    """Whether what a page draws is named and is not in the file."""
    parts = drawn if isinstance(drawn, ArrayObject) else [drawn]
    return any(isinstance(one and one.get_object(), NullObject | None) for one in parts)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(look(sys.stdin.buffer.read()))
