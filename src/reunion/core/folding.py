"""One way to write a text, whichever way somebody typed it."""

import unicodedata


def folded(text: str) -> str:
    """Full-width letters as ordinary ones, capitals A–Z as small: as the database folds messages."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c.lower() if c.isascii() else c for c in normal)


def one_line(text: str) -> str:
    """A name or another short text as it is kept: single spaces, and nothing that the database refuses."""
    return " ".join(text.replace("\x00", "").split())
