"""Configuration: environment variables REUNION_* over one TOML file over the defaults below.

This is the one place where a setting is declared; docs/guide/configuration.md is made from it.
"""

import difflib
import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec

from reunion.core.errors import Unmet

PREFIX = "REUNION_"


class ConfigError(Unmet):
    """A setting is unknown or has a value that cannot be used; the text says which and why."""


def _doc(text: str, **limits: Any) -> msgspec.Meta:
    return msgspec.Meta(description=text, **limits)


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings of one running Reunion."""

    data: Annotated[
        Path,
        _doc(
            "Data folder: database, uploaded files, keys and `credentials.json`. "
            "Back up this folder (see `reunion backup`)."
        ),
    ] = Path("data")
    host: Annotated[
        str, _doc("Address to listen on. `0.0.0.0` lets other machines reach the server.")
    ] = "127.0.0.1"
    port: Annotated[
        int, _doc("TCP port of the web server; 0 picks a free one.", ge=0, le=65535)
    ] = 8700
    public_url: Annotated[
        str,
        _doc(
            "Address that customers' phones and callbacks use, such as "
            "`https://reunion.example.com`. Default: `http://<host>:<port>`."
        ),
    ] = ""
    database_url: Annotated[
        str,
        _doc(
            "PostgreSQL 16 or newer of your own, such as `postgresql://user:password@db/reunion`. "
            "Empty: an embedded PostgreSQL in the data folder."
        ),
    ] = ""
    clickhouse_url: Annotated[
        str,
        _doc(
            "ClickHouse of your own, such as `https://user:password@clickhouse:8443`. Empty: an embedded "
            "engine in the data folder, owned by `reunion analytics`."
        ),
    ] = ""
    clickhouse_database: Annotated[
        str,
        _doc("The database in the analytics engine; it must exist in a ClickHouse of your own."),
    ] = "reunion"
    clickhouse_cluster: Annotated[
        str,
        _doc(
            "The name of the cluster in that ClickHouse over which the tables are spread, with every "
            "person's rows on one shard. Empty: one server."
        ),
    ] = ""
    analytics_socket: Annotated[
        Path | None,
        _doc(
            "The socket on which `reunion analytics` answers. Default: `analytics.sock` in the data folder."
        ),
    ] = None
    web_processes: Annotated[
        int, _doc("Web server processes; one per core is a good number.", ge=1, le=256)
    ] = 1
    database_pool: Annotated[
        int, _doc("Database connections that each web process and the worker keep.", ge=2, le=500)
    ] = 12
    secret_key_file: Annotated[
        str,
        _doc(
            "File with the key that encrypts secrets at rest. Made at the first start, readable "
            "by its owner alone. Default: `secret.key` in the data folder. A database without "
            "its key cannot be read: keep a copy."
        ),
    ] = ""
    otp_sender: Annotated[
        Literal["console", "http"],
        _doc(
            "How customers get one-time codes. `console` shows them on the console's page of "
            "sign-in codes and in the server's log. `http` posts them to your SMS gateway at `otp_http_url`."
        ),
    ] = "console"
    otp_http_url: Annotated[
        str,
        _doc(
            "With `otp_sender` `http`: the address that gets "
            '`{"phone", "code", "expires_in", "text"}` as JSON and answers 2xx.'
        ),
    ] = ""
    otp_http_token: Annotated[
        str, _doc("Sent to `otp_http_url` as `Authorization: Bearer …`. Empty: no such header.")
    ] = ""
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], _doc("Least level logged.")
    ] = "info"
    log_format: Annotated[
        Literal["text", "json"], _doc("`text` for people, `json` one object a line for machines.")
    ] = "text"
    upload_limit_mb: Annotated[
        int,
        _doc("Largest request body in MiB. WeCom's own limits per media type lie below 20.", ge=1),
    ] = 25
    api_rate_factor: Annotated[
        float,
        _doc(
            "Multiplies WeCom's limits on calls of the open API (10,000 a minute and 150,000 an "
            "hour per company and endpoint; twice and four times that per address; calls at once). "
            "0: no limits.",
            ge=0,
        ),
    ] = 1.0
    trusted_proxies: Annotated[
        tuple[str, ...],
        _doc(
            "Addresses of reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are "
            "believed, separated by commas. Empty: none."
        ),
    ] = ()
    metrics_token: Annotated[
        str,
        _doc(
            "Whoever asks for `/metrics` from another machine, or through a proxy, gives this as "
            "`Authorization: Bearer …`. Empty: only callers on this machine get an answer."
        ),
    ] = ""
    allow_private_callbacks: Annotated[
        bool | None,
        _doc(
            "May callbacks be sent to private and loopback addresses? Default: yes while `host` "
            "is a loopback address, otherwise no."
        ),
    ] = None

    def __post_init__(self) -> None:
        if not self.public_url:
            host = "127.0.0.1" if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104
            shown = f"[{host}]" if ":" in host else host
            self._fill("public_url", f"http://{shown}:{self.port}")
        elif not self.public_url.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https:// - `$.public_url`")
        else:
            self._fill("public_url", self.public_url.rstrip("/"))
        if self.database_url and not self.database_url.startswith(("postgresql://", "postgres://")):
            raise ValueError("must start with postgresql:// - `$.database_url`")
        if self.otp_sender == "http" and not self.otp_http_url.startswith(("http://", "https://")):
            raise ValueError(
                "otp_sender http needs an address, http:// or https:// - `$.otp_http_url`"
            )
        if self.clickhouse_url and not self.clickhouse_url.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https:// - `$.clickhouse_url`")
        if self.analytics_socket is None:
            self._fill("analytics_socket", self.data / "analytics.sock")
        if not self.secret_key_file:
            self._fill("secret_key_file", str(self.data / "secret.key"))
        if self.allow_private_callbacks is None:
            self._fill("allow_private_callbacks", is_loopback(self.host))

    def _fill(self, name: str, value: Any) -> None:
        msgspec.structs.force_setattr(self, name, value)

    def environ(self) -> dict[str, str]:
        """These settings as environment variables, for a child process."""
        values: dict[str, str] = {}
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, tuple):
                value = ",".join(value)
            elif isinstance(value, bool):
                value = "true" if value else "false"
            values[PREFIX + name.upper()] = str(value)
        return values


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load(environ: Mapping[str, str] | None = None, **overrides: Any) -> Config:
    """Read the settings. `overrides` (command line flags; None = not given) win over everything.

    Raises ConfigError, whose text names the setting, where it came from and how to mend it.
    """
    environ = os.environ if environ is None else environ
    given = {name: value for name, value in overrides.items() if value is not None}
    from_environ = _from_environ(environ)
    data = Path(given.get("data") or from_environ.get("data") or "data")
    file = _config_file(environ, data)
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    if file is not None:
        for name, value in _from_file(file).items():
            values[name], origin[name] = value, f"{file}: {name}"
    for name, value in from_environ.items():
        values[name], origin[name] = value, f"{PREFIX}{name.upper()}"
    for name, value in given.items():
        values[name], origin[name] = value, f"--{name.replace('_', '-')}"
    _check_names(values, origin)
    if "data" in values:
        values["data"] = str(Path(str(values["data"])).expanduser().absolute())
    else:
        values["data"] = str(Path("data").absolute())
    try:
        return msgspec.convert(values, Config, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(error, values, origin)) from None


def _path(kind: type, value: Any) -> Any:
    if kind is Path:
        return Path(value)
    raise NotImplementedError(kind)


def _from_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, text in environ.items():
        name = key.removeprefix(PREFIX).lower()
        if not key.startswith(PREFIX) or key == f"{PREFIX}CONFIG":
            continue
        found[name] = _list(text) if name == "trusted_proxies" else text
    return found


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _config_file(environ: Mapping[str, str], data: Path) -> Path | None:
    named = environ.get(f"{PREFIX}CONFIG")
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"{PREFIX}CONFIG: 找不到文件 no such file: {named}")
        return Path(named)
    for candidate in (data / "reunion.toml", Path("reunion.toml")):
        if candidate.is_file():
            return candidate
    return None


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: 不是有效的 TOML not valid TOML: {error}") from None


def _check_names(values: Mapping[str, Any], origin: Mapping[str, str]) -> None:
    known = Config.__struct_fields__
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"是不是 did you mean {near[0]}?" if near else f"可用 known: {', '.join(known)}"
            raise ConfigError(f"{origin[name]}: 未知的设置 unknown setting. {hint}")


def _explain(
    error: msgspec.ValidationError, values: Mapping[str, Any], origin: Mapping[str, str]
) -> str:
    text, _, path = str(error).partition(" - at `$.")
    if not path:
        text, _, path = str(error).partition(" - `$.")
    name = path.split("`")[0].split("[")[0]
    shown = repr(values.get(name, "")) if name != "database_url" else "(hidden)"
    return f"{origin.get(name, name)}: 值无效 invalid value {shown}: {text}. {description(name)}"


def description(name: str) -> str:
    """What a setting means, in one or two sentences."""
    hint = get_type_hints(Config, include_extras=True).get(name)
    for part in getattr(hint, "__metadata__", ()):
        if isinstance(part, msgspec.Meta) and part.description:
            return part.description
    return ""


def shown(name: str, value: Any) -> Any:
    """A setting's value as it may be printed: without passwords and tokens."""
    if name.endswith("_token") and value:
        return "***"
    if name in ("database_url", "clickhouse_url") and value:
        return re.sub(r"://([^:/@]*):[^@]*@", r"://\1:***@", value)
    return str(value) if isinstance(value, Path) else value
