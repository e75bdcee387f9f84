"""Finds what the modules offer, by the names of their files: a file exists, so it is wired.

`*_api.py` and `public_api.py` export `routes`; `open_api.py` binds functions to the protocol;
`subscribers.py` listens to events; `jobs.py` declares tasks; `socket.py` answers frames; `loop.py` has
a `run` that the worker keeps running. Nothing else imports by name.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import reunion.growth
import reunion.platform

_OWN_SURFACES = ("console_api", "desk_api", "app_api", "sidebar_api", "public_api")
_REACTIONS = ("open_api", "subscribers", "jobs", "socket")


def _files(*names: str) -> Iterator[ModuleType]:
    for package in (reunion.platform, reunion.growth):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.rpartition(".")[2] in names:
                yield importlib.import_module(found.name)


def own_routes() -> list[Any]:
    """The route handlers of console, desk, app and public links."""
    return [route for module in _files(*_OWN_SURFACES) for route in module.routes]


def load_reactions() -> None:
    """Imports what registers itself: protocol bindings, subscribers, jobs, socket frames."""
    for _ in _files(*_REACTIONS):
        pass
    importlib.import_module("reunion.main.purchases_in_packs")
    importlib.import_module("reunion.main.callbacks_to_growth")
    importlib.import_module("reunion.main.channels_by_name")
    importlib.import_module("reunion.main.demo_after")
    importlib.import_module("reunion.main.readings_at_desks")


def loops() -> list[ModuleType]:
    """The modules whose `run(work, stop)` belongs to the worker."""
    return list(_files("loop"))
