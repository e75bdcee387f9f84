"""Write the server's OpenAPI document to a file: `python -m tools.openapi web/openapi.json`."""

import asyncio
import sys
import tempfile
from pathlib import Path

import httpx
import msgspec

from reunion.core.config import load
from reunion.main.server import create_app


async def document(folder: Path) -> bytes:
    """The document, formatted so that a change shows as a small diff. Needs no database."""
    config = load({}, data=str(folder)).environ() | {
        "REUNION_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"
    }
    app = create_app(load(config))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/openapi.json")
    answer.raise_for_status()
    return msgspec.json.format(answer.content, indent=2) + b"\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        Path(sys.argv[1]).write_bytes(asyncio.run(document(Path(name))))
