"""Write docs/guide/configuration.md from the settings in reunion.core.config."""

from pathlib import Path
from typing import Any, get_args

import msgspec

from reunion.core.config import PREFIX, Config, description

PAGE = Path(__file__).resolve().parents[1] / "docs" / "guide" / "configuration.md"

_HEAD = """\
# Configuration

Reunion runs without any settings. To change one, in this order of precedence:

1. a flag of the command, where it has one: `reunion up --port 9000`
2. an environment variable: `REUNION_PORT=9000`
3. a line in a TOML file: `port = 9000`

The file is the one that `REUNION_CONFIG` names, else `reunion.toml` in the data folder, else
`reunion.toml` in the current folder. `reunion config` shows what is in force. A wrong name or value
stops the start with a message that names the setting.

```toml
# reunion.toml
host = "0.0.0.0"
public_url = "https://reunion.example.com"
web_processes = 4
trusted_proxies = ["10.0.0.5"]
```

| setting | environment | type | default | meaning |
| --- | --- | --- | --- | --- |
"""

_TAIL = """
This page is made by `make pages` from `src/reunion/core/config.py`; a test keeps them in step.
"""


def page() -> str:
    """The page's text."""
    rows = [_row(field) for field in msgspec.structs.fields(Config)]
    return _HEAD + "\n".join(rows) + "\n" + _TAIL


def _row(field: msgspec.structs.FieldInfo) -> str:
    name = field.encode_name
    default = "" if field.default in ("", (), None) else f"`{_plain(field.default)}`"
    kind = _kind(field.type)
    return f"| `{name}` | `{PREFIX}{name.upper()}` | {kind} | {default} | {description(name)} |"


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kind(declared: Any) -> str:
    info = msgspec.inspect.type_info(declared)
    if isinstance(info, msgspec.inspect.LiteralType):
        return " or ".join(f"`{value}`" for value in info.values)
    if isinstance(info, msgspec.inspect.Metadata):
        return _kind(get_args(declared)[0])
    if isinstance(info, msgspec.inspect.UnionType):
        return "true or false"
    names: dict[type, str] = {
        msgspec.inspect.IntType: "number",
        msgspec.inspect.FloatType: "number",
        msgspec.inspect.StrType: "text",
        msgspec.inspect.BoolType: "true or false",
        msgspec.inspect.VarTupleType: "list of text",
        msgspec.inspect.CustomType: "path",
    }
    return names[type(info)]


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf-8")
