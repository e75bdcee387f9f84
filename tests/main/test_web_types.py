"""The web client's types are those of this server: `make types` would change nothing."""

import asyncio
import subprocess
from pathlib import Path

import pytest

from tools import openapi

WEB = Path(__file__).resolve().parents[2] / "web"


@pytest.mark.long
async def test_types_are_current(tmp_path: Path) -> None:
    document, made = tmp_path / "openapi.json", tmp_path / "openapi.ts"
    document.write_bytes(await openapi.document(tmp_path))
    command = ["node", "types.js", str(document), str(made)]
    await asyncio.to_thread(subprocess.run, command, cwd=WEB, check=True)
    committed = WEB / "packages" / "client" / "src" / "openapi.ts"
    same = made.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8")
    assert same, "the OpenAPI document has changed: run `make types`, then `npm run check` in web"
