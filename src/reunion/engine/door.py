"""The embedded engine's door: as much of ClickHouse's HTTP interface as a client of it needs.

`POST /?query=…&database=…&default_format=…&param_<name>=…` with the statement, or the rows of an INSERT,
as the body. Whoever may open the socket may ask anything: it is a file of its owner's alone.
"""

import re
from urllib.parse import parse_qsl

from litestar.types import Receive, Scope, Send

from reunion.engine.calls import HungUp, answer, body_of
from reunion.engine.embedded import Embedded, Refused

_CODE = re.compile(r"Code: (\d+)")
_IGNORED = ("database", "default_format", "query", "output_format_json_quote_64bit_integers")


class Door:
    """An ASGI application in front of one embedded engine."""

    def __init__(self, engine: Embedded) -> None:
        self._engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = dict(parse_qsl(scope.get("query_string", b"").decode(), keep_blank_values=True))
        try:
            body = await body_of(receive)
        except HungUp:
            return
        sql = given.get("query", "")
        if not sql:
            sql, body = body.decode(), b""
        if not sql.strip():
            # as ClickHouse answers whoever looks whether it is there
            await answer(send, 200, b"Ok.\n")
            return
        unknown = [name for name in given if name not in _IGNORED and not name.startswith("param_")]
        if unknown:
            text = f"Code: 115. DB::Exception: Unknown setting {unknown[0]}. (UNKNOWN_SETTING)"
            await answer(send, 404, text.encode())
            return
        parameters = {
            name.removeprefix("param_"): value
            for name, value in given.items()
            if name.startswith("param_")
        }
        try:
            found = await self._engine.run(
                sql, database=given.get("database", "default"),
                shape=given.get("default_format", "TabSeparated"), parameters=parameters, body=body,
            )  # fmt: skip
        except Refused as refused:
            code = _CODE.search(str(refused))
            header = (b"x-clickhouse-exception-code", (code[1] if code else "1001").encode())
            await answer(send, 500, str(refused).encode(), header)
        else:
            await answer(send, 200, found)
