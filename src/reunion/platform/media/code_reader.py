"""A program of its own: what the QR codes in a picture say, as JSON.

Pictures come from strangers, and decoders are written in C: whatever one does to this process (a crash, all
its time, all its memory) it does to no other. `codes` starts it; it imports nothing of ours.
"""

import json
import resource
import sys

import zxingcpp
from PIL import Image, ImageFile

_CPU_SECONDS = 2
_MEMORY = 1 << 30
_SIDE = 3000
"""Larger pictures are looked at smaller: a code that can be scanned from a telephone's screen stays one."""
_MOST = 20
_LONGEST = 500
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_CODES = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.RMQRCode,
    ]
)


def read(path: str) -> list[str]:
    """The first picture of a file, as much of it as is there; raises what Pillow raises."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as browsers do
    with Image.open(path, formats=_FORMATS) as image:
        image.draft("L", (_SIDE, _SIDE))
        image.thumbnail((_SIDE, _SIDE))
        found = zxingcpp.read_barcodes(_grey(image), formats=_CODES)
    return [one.text[:_LONGEST] for one in found[:_MOST]]


def _grey(image: Image.Image) -> Image.Image:
    """As people see it: on white where it is transparent."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("L")
    if image.mode.startswith("I"):
        # 16 bits a pixel: converted as they are, all but the darkest would be white
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("L")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(read(sys.argv[1])))
