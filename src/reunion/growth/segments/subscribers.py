"""Segments take part in exports and erasures of one person."""

from reunion.growth.segments import erasing

__all__ = ["erasing"]
