"""The internet as a test wants it: every name that ends in .example is public, all others are not."""

import io
from collections.abc import Callable

import httpx
from PIL import Image

from reunion.platform.conversations.fetching import Internet


def public(answer: Callable[[httpx.Request], httpx.Response]) -> Internet:
    """Each request that is let out is answered by `answer`."""

    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34"] if host.endswith(".example") else ["10.0.0.1"]

    return Internet(resolve, httpx.MockTransport(answer))


def picture(side: int) -> bytes:
    """A PNG, all of one colour."""
    kept = io.BytesIO()
    Image.new("RGB", (side, side), (34, 113, 211)).save(kept, "PNG")
    return kept.getvalue()
