"""The script that pages of other sites load."""

from pathlib import Path

from litestar import Response, get

from reunion.surfaces.access import allow

_SCRIPT = Path(__file__).with_name("track.js").read_text("utf-8")


@get("/track.js", opt=allow("public"), include_in_schema=False)
async def track_js() -> Response[str]:
    """Kept by browsers for an hour."""
    headers = {
        "Cache-Control": "public, max-age=3600",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(_SCRIPT, media_type="text/javascript; charset=utf-8", headers=headers)


routes = [track_js]
