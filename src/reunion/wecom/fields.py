"""What the fields on the wire mean, once for OpenAPI and the docs page."""

from functools import cache

from reunion.wecom.errors import table


@cache
def field_texts() -> dict[str, str]:
    """Name of a field, or `Struct.name` where it means something else there → its meaning."""
    return dict(table("fields.tsv"))


def field_text(struct: str, name: str) -> str:
    """The meaning of one field; empty when nobody wrote it down (a test looks for that)."""
    texts = field_texts()
    return texts.get(f"{struct}.{name}") or texts.get(name, "")
