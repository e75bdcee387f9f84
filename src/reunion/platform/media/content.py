"""What a file is, by its bytes. Names and declared types are not believed."""

import warnings
from pathlib import Path

import msgspec
from PIL import Image, ImageOps

from reunion.platform.media import mp4

MOST_PIXELS = 50_000_000
_HEAD = 4096
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_FTYP_AUDIO = (b"M4A ", b"M4B ", b"M4P ")
_AMR_FRAMES = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)
"""Bytes of a frame of 20 ms by its mode (RFC 4867), the header byte included."""

WIDTHS = (80, 160, 240, 480, 960)


class Facts(msgspec.Struct):
    """`mime` is "application/octet-stream" for what is not known."""

    mime: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


def inspect(path: Path) -> Facts:
    """Reads a file's kind and measures; blocking. Never raises for what the file contains."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    mime = _mime(head)
    if mime.startswith("image/"):
        return _picture(path) or Facts("application/octet-stream")
    if mime == "audio/amr" and head.startswith(b"#!AMR\n"):
        return Facts(mime, seconds=_amr_seconds(path.read_bytes()))
    if mime in ("video/mp4", "video/quicktime"):
        return Facts(mime, seconds=mp4.seconds(path))
    return Facts(mime)


def _mime(head: bytes) -> str:
    if head[:3] == b"\xff\xd8\xff":
        return "image/jpeg"
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return "image/png"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "audio/amr"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in _FTYP_AUDIO:
            return "audio/mp4"
        return "video/quicktime" if brand == b"qt  " else "video/mp4"
    if head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head[:64]:
        return "video/webm"
    if head[:4] == b"OggS":
        return "audio/ogg"
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if head[:5] == b"%PDF-":
        return "application/pdf"
    if head[:4] == b"PK\x03\x04":
        return "application/zip"
    return "application/octet-stream"


def _picture(path: Path) -> Facts | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    return None
                kind = str(image.format)
                image.verify()
            # `verify` uses the image up: what it says of itself is read from a second look.
            with Image.open(path, formats=_FORMATS) as image:
                turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return None
    if turned:
        width, height = height, width
    return Facts(f"image/{kind.lower()}", width, height)


def _amr_seconds(data: bytes) -> float:
    at, frames = 6, 0
    while at < len(data):
        size = _AMR_FRAMES[data[at] >> 3 & 0x0F]
        if size == 0:
            break
        at += size
        frames += 1
    return frames * 0.02


def as_voice(mime: str) -> str:
    """Browsers record sound alone into the containers of video."""
    return {"video/webm": "audio/webm", "video/mp4": "audio/mp4"}.get(mime, mime)


def thumbnail(source: Path, target: Path, width: int) -> None:
    """Writes a smaller WebP of a picture, upright; blocking. Raises OSError for a broken file."""
    with Image.open(source, formats=_FORMATS) as image:
        image.draft("RGB", (width * 2, width * 2))
        upright = ImageOps.exif_transpose(image)
        height = max(1, round(upright.height * width / upright.width))
        mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
        small = upright.convert(mode).resize((width, min(height, width * 8)))
        aside = target.with_name(f"{target.name}.{id(small):x}")
        small.save(aside, "WEBP", quality=80)
        aside.replace(target)


def width_step(wanted: int) -> int | None:
    """The width to make for a wanted one; None: the picture itself."""
    return next((width for width in WIDTHS if width >= wanted), None)
