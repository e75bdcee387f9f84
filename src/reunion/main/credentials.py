"""credentials.json in the data folder: how scripts, tests and people sign in to the demo company."""

import os
from pathlib import Path

import msgspec

FILE = "credentials.json"


class AppSecret(msgspec.Struct, frozen=True):
    secret: str


class Workbench(msgspec.Struct, frozen=True):
    agentid: int
    secret: str


class Apps(msgspec.Struct, frozen=True):
    """The apps of a corp that call the open surface."""

    contacts: AppSecret
    customer_contact: AppSecret
    workbench: Workbench


class ConsoleUser(msgspec.Struct, frozen=True):
    username: str
    password: str


class DeskUser(msgspec.Struct, frozen=True):
    userid: str
    username: str
    password: str


class Customer(msgspec.Struct, frozen=True):
    """Signs in with phone and one-time code."""

    phone: str
    name: str


class Credentials(msgspec.Struct, frozen=True):
    base_url: str
    corpid: str
    apps: Apps
    console: ConsoleUser
    desk: list[DeskUser]
    app: list[Customer]


def write(data: Path, credentials: Credentials) -> Path:
    """Keep the credentials in the data folder, readable by their owner alone."""
    path = data / FILE
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(credentials), indent=2) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    return path


def read(data: Path) -> Credentials | None:
    """The credentials of this data folder; None before a demo company was built in it."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=Credentials)
    except FileNotFoundError:
        return None


def set_base_url(data: Path, base_url: str) -> None:
    """Follow the server when it starts on another port or address."""
    known = read(data)
    if known is not None and known.base_url != base_url:
        write(data, msgspec.structs.replace(known, base_url=base_url))
