"""Cells of tables that people open in Excel and its like."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """What a customer wrote never runs as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
