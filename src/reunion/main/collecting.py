"""Python's collector of circles, for processes that load much and then make much that is soon over."""

import gc


def settle() -> None:
    """What was loaded stays, and is not looked through any more each time that much is made."""
    gc.freeze()
