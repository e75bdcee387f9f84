"""Frames as they leave: encoded once, whatever the number of sockets that get them."""

from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()


class Frame:
    """One message to clients: its JSON text, and the same as a whole WebSocket text frame."""

    __slots__ = ("text", "wire")

    def __init__(self, text: bytes) -> None:
        self.text = text
        size = len(text)
        if size < 126:
            head = bytes((0x81, size))
        elif size < 65536:
            head = b"\x81\x7e" + size.to_bytes(2, "big")
        else:
            head = b"\x81\x7f" + size.to_bytes(8, "big")
        self.wire = head + text


def encode(message: Any) -> Frame:
    """A frame from a dict or a struct."""
    return Frame(_encoder.encode(message))
