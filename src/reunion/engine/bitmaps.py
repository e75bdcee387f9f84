"""Sets of 32-bit numbers as ClickHouse hands them out: the state of `groupBitmap` over UInt32."""

from pyroaring import BitMap

_SMALL, _ROARING = 0, 1


def read_state(state: bytes) -> BitMap:
    """A set from `groupBitmapState` in RowBinary. Up to 32 numbers are a plain list, more a portable
    roaring bitmap: https://clickhouse.com/docs/sql-reference/functions/bitmap-functions#bitmapbuild."""
    if not state:
        return BitMap()
    kind, size, start = state[0], *_varuint(state, 1)
    if kind == _SMALL:
        numbers = memoryview(state)[start : start + 4 * size].cast("I")
        return BitMap(numbers.tolist())
    if kind != _ROARING:
        raise ValueError(f"an unknown form of a bitmap: {kind}")
    return BitMap.deserialize(state[start : start + size])


def write_state(numbers: BitMap) -> bytes:
    """A set as `groupBitmapState` writes it, for columns of AggregateFunction(groupBitmap, UInt32)."""
    if len(numbers) <= 32:
        plain = b"".join(number.to_bytes(4, "little") for number in numbers)
        return bytes([_SMALL, len(numbers)]) + plain
    roaring = numbers.serialize()
    return bytes([_ROARING]) + _as_varuint(len(roaring)) + roaring


def _varuint(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _as_varuint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)
