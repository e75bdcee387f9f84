"""Reunion 重逢: a WeCom you can host, and the customer relationships that stand on it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("reunion")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0.0.0"
