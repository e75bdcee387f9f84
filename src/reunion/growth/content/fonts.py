"""A font with Chinese letters, for pictures that are drawn here."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import ImageFont

_PLACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)


@lru_cache(maxsize=8)
def chinese(size: int) -> Any:
    """In pixels; where the machine has none, Pillow's own, which knows Latin letters only."""
    for path in _PLACES:
        if Path(path).is_file():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)
