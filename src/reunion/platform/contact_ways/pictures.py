"""An address as a QR code."""

import io
import re

import segno
from litestar import Response

_A_DAY = {"Cache-Control": "public, max-age=86400"}
_SIZE = 480
_LARGEST = 2000


def split(slug: str) -> tuple[str, str | None]:
    """The end of an address, and the kind of picture where one is asked for by `.svg` or `.png`."""
    name, dot, kind = slug.rpartition(".")
    return (name, kind) if dot and kind in ("svg", "png") else (slug, None)


def picture(address: str, kind: str, size: str | None) -> Response[bytes]:
    """`size`: about so many pixels wide, as the query has it."""
    wanted = int(size) if size and re.fullmatch(r"[0-9]{1,4}", size) else _SIZE
    code = segno.make(address, error="m", micro=False)
    scale = max(1, min(wanted, _LARGEST) // code.symbol_size(border=4)[0])
    buffer = io.BytesIO()
    code.save(buffer, kind=kind, scale=scale, border=4)
    media_type = "image/svg+xml" if kind == "svg" else "image/png"
    return Response(buffer.getvalue(), status_code=200, media_type=media_type, headers=_A_DAY)
