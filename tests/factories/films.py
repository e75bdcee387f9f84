"""A film that browsers play, made without a codec: the first picture as raw samples (I_PCM), each later one
as "nothing changed" (P_Skip), in the smallest MP4 that holds them."""

import struct

_SIDE = 4  # macroblocks: 64 × 64 pixels


class _Bits:
    """H.264's bits: fixed width, and Exp-Golomb."""

    def __init__(self) -> None:
        self.bits = ""

    def put(self, value: int, width: int) -> "_Bits":
        self.bits += f"{value:0{width}b}"
        return self

    def ue(self, *values: int) -> "_Bits":
        for value in values:
            word = f"{value + 1:b}"
            self.bits += "0" * (len(word) - 1) + word
        return self

    def bytes(self) -> bytes:
        """With the stop bit."""
        whole = self.bits + "1"
        whole += "0" * (-len(whole) % 8)
        return int(whole, 2).to_bytes(len(whole) // 8, "big")


def _nal(head: int, payload: bytes) -> bytes:
    out, zeros = bytearray([head]), 0
    for byte in payload:
        if zeros >= 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = 0 if byte else zeros + 1
    return bytes(out)


def _sps() -> bytes:
    bits = _Bits().put(66, 8).put(0xC0, 8).put(30, 8)  # baseline, level 3
    bits.ue(0, 0, 2, 1).put(0, 1).ue(_SIDE - 1, _SIDE - 1).put(0b1100, 4)
    return _nal(0x67, bits.bytes())


def _pps() -> bytes:
    bits = _Bits().ue(0, 0).put(0, 2).ue(0, 0, 0).put(0, 3).ue(0, 0, 0).put(0b100, 3)
    return _nal(0x68, bits.bytes())


def _first(luma: int) -> bytes:
    bits = _Bits().ue(0, 7, 0).put(0, 4).ue(0).put(0, 2).ue(0, 1)
    for _ in range(_SIDE * _SIDE):
        bits.ue(25)  # I_PCM
        bits.bits += "0" * (-len(bits.bits) % 8)
        bits.put(int.from_bytes(bytes([luma] * 256 + [128] * 128), "big"), 384 * 8)
    return _nal(0x65, bits.bytes())


def _same(number: int) -> bytes:
    bits = _Bits().ue(0, 5, 0).put(number % 16, 4).put(0, 3).ue(0, 1).ue(_SIDE * _SIDE)
    return _nal(0x41, bits.bytes())


def _box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind.encode()) + body


def _full(kind: str, *values: int, more: bytes = b"") -> bytes:
    return _box(kind, struct.pack(f">{len(values) + 1}I", 0, *values), more)


def film(seconds: int = 4, rate: int = 10) -> bytes:
    """Grey, without sound, 64 × 64 pixels; about 7 kB."""
    count = seconds * rate
    nals = [_first(90), *(_same(number) for number in range(1, count))]
    samples = [struct.pack(">I", len(one)) + one for one in nals]
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    size = _SIDE * 16
    sps, pps = _sps(), _pps()
    avcc = _box(
        "avcC", bytes([1, *sps[1:4], 0xFF, 0xE1]), struct.pack(">H", len(sps)), sps, b"\1",
        struct.pack(">H", len(pps)), pps,
    )  # fmt: skip
    entry = _box(
        "avc1", bytes(6), struct.pack(">H", 1), bytes(16), struct.pack(">HH", size, size),
        struct.pack(">IIIH", 0x480000, 0x480000, 0, 1), bytes(32), struct.pack(">Hh", 24, -1), avcc,
    )  # fmt: skip
    head = _box("ftyp", b"isom", struct.pack(">I", 512), b"isomavc1")

    def moov(offset: int) -> bytes:
        table = _box(
            "stbl",
            _full("stsd", 1, more=entry),
            _full("stts", 1, count, 1),
            _full("stss", 1, 1),
            _full("stsc", 1, 1, count, 1),
            _full("stsz", 0, count, *(len(one) for one in samples)),
            _full("stco", 1, offset),
        )
        found = _box("dinf", _full("dref", 1, more=_box("url ", struct.pack(">I", 1))))
        media = _box("minf", _box("vmhd", struct.pack(">I", 1), bytes(8)), found, table)
        handler = _full("hdlr", 0, more=b"vide" + bytes(12) + b"film\0")
        track = _box(
            "trak",
            _box(
                "tkhd", struct.pack(">IIIIII", 3, 0, 0, 1, 0, count), bytes(16), matrix,
                struct.pack(">II", size << 16, size << 16),
            ),
            _box(
                "mdia", _full("mdhd", 0, 0, rate, count, more=struct.pack(">HH", 0x55C4, 0)), handler,
                media,
            ),
        )  # fmt: skip
        whole = _full(
            "mvhd", 0, 0, rate, count,
            more=struct.pack(">IH", 0x10000, 0x100) + bytes(10) + matrix + bytes(24)
            + struct.pack(">I", 2),
        )  # fmt: skip
        return _box("moov", whole, track)

    offset = len(head) + len(moov(0)) + 8
    return head + moov(offset) + _box("mdat", *samples)
