"""The three web apps as files: hashed assets are kept by browsers for a year, pages are asked for anew."""

import mimetypes
from pathlib import Path
from typing import Any

import anyio
from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from reunion.surfaces.access import allow

WEB = Path(__file__).resolve().parents[3] / "web" / "apps"
_MOUNTS = {"console": "console", "desk": "desk", "app": "h5"}
_NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Reunion</title>
<p>网页还没有构建，请运行 <code>make web</code>。
<p>The web apps are not built yet: run <code>make web</code>."""


async def _file(app: str, path: str) -> Response[Any]:
    root = (WEB / _MOUNTS[app] / "dist").resolve()
    wanted = (root / path.lstrip("/")).resolve()
    if not wanted.is_relative_to(root):
        raise NotFoundException
    if not wanted.is_file():
        if "." in wanted.name:
            raise NotFoundException
        wanted = root / "index.html"
    if not wanted.is_file():
        return Response(_NOT_BUILT, status_code=503, media_type=MediaType.HTML)
    kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
    if wanted.suffix == ".webmanifest":
        kind = "application/manifest+json"
    hashed = "assets" in wanted.relative_to(root).parts
    cache = "public, max-age=31536000, immutable" if hashed else "no-cache"
    body = await anyio.Path(wanted).read_bytes()
    return Response(body, media_type=kind, headers={"Cache-Control": cache})


def _mount(app: str) -> list[Any]:
    @get(f"/{app}/{{path:path}}", opt=allow("public"), include_in_schema=False, name=f"{app}-files")
    async def files(path: str) -> Response[Any]:
        return await _file(app, path)

    @get(f"/{app}/", opt=allow("public"), include_in_schema=False, name=f"{app}-index")
    async def index() -> Response[Any]:
        return await _file(app, "")

    return [files, index]


@get("/", opt=allow("public"), include_in_schema=False)
async def front_door() -> Redirect:
    """Staff are the most frequent visitors of the bare address."""
    return Redirect("/desk/")


routes: list[Any] = [front_door, *(route for app in _MOUNTS for route in _mount(app))]
