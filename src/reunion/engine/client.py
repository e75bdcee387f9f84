"""A client of the engine: SQL in ClickHouse's dialect over its HTTP interface.

https://clickhouse.com/docs/interfaces/http. Parameters are written `{name:Type}` in the statement and
given by name; they never become part of the text.
"""

import ssl
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeVar

import httpx
import msgspec
from pyroaring import BitMap

from reunion.core.config import Config
from reunion.engine import cluster as spreading
from reunion.engine.bitmaps import read_state
from reunion.engine.errors import EngineError
from reunion.engine.literals import quoted
from reunion.engine.sets.client import Sets

T = TypeVar("T")

_TIMEOUT = httpx.Timeout(600.0, connect=5.0)
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_encode_lines = msgspec.json.Encoder().encode_lines
# Inside JSON columns texts that look like times stay texts, and of a path given twice the first counts.
_AS_GIVEN = (
    "input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, "
    "type_json_skip_duplicated_paths = 1"
)


class Engine:
    """One engine and one database in it. Any number of calls may be under way at once.

    `cluster` names the ClickHouse cluster over which the tables are spread; empty: one server. `sets` is
    the socket of the owner of the sets, where it is not `uds`.
    """

    def __init__(
        self, base_url: str, database: str, *, uds: str | None = None,
        user: str = "", password: str = "", cluster: str = "", sets: str | None = None,
    ) -> None:  # fmt: skip
        headers = {"X-ClickHouse-User": user, "X-ClickHouse-Key": password} if user else {}
        self.database = database
        self.cluster = cluster
        self._http = httpx.AsyncClient(
            transport=_transport(uds), base_url=base_url, headers=headers, timeout=_TIMEOUT
        )
        owner = httpx.AsyncClient(
            transport=_transport(sets or uds), base_url="http://analytics", timeout=_TIMEOUT
        )
        self.sets = Sets(owner, database)

    @classmethod
    def of(cls, config: Config) -> "Engine":
        """The engine that a configuration names: an address, else the socket of `reunion analytics`."""
        if not config.clickhouse_url:
            return cls(
                "http://analytics", config.clickhouse_database, uds=str(config.analytics_socket)
            )
        url = httpx.URL(config.clickhouse_url)
        bare = str(url.copy_with(username=None, password=None))
        return cls(
            bare, config.clickhouse_database, user=url.username, password=url.password,
            cluster=config.clickhouse_cluster,
            sets=str(config.analytics_socket),
        )  # fmt: skip

    async def close(self) -> None:
        """Closes its connections."""
        await self._http.aclose()
        await self.sets.close()

    async def command(self, sql: str, /, **parameters: Any) -> None:
        """A statement without an answer. Raises EngineError, as all of these do."""
        await self._post(sql, parameters, b"")

    async def define(self, statement: str) -> None:
        """`CREATE TABLE IF NOT EXISTS` or `ALTER TABLE`, as migrations/engine writes them: on one server as
        it stands, on a cluster on every shard."""
        for one in spreading.spread(statement, self.cluster) if self.cluster else [statement]:
            await self.command(one)

    async def rows(self, kind: type[T], sql: str, /, **parameters: Any) -> list[T]:
        """What a SELECT finds: a struct a row, by the names of its columns."""
        answer = await self._post(sql, parameters, b"", "JSONEachRow")
        return msgspec.json.Decoder(kind, strict=False).decode_lines(answer)

    async def lines(self, sql: str, /, **parameters: Any) -> bytes:
        """What a SELECT finds, as JSON, a line a row: what `insert_lines` takes."""
        return await self._post(sql, parameters, b"", "JSONEachRow")

    async def value(self, kind: type[T], sql: str, /, **parameters: Any) -> T:
        """The one value of the one row that a SELECT finds."""
        answer = await self._post(sql, parameters, b"", "JSONCompactEachRow")
        (found,) = msgspec.json.decode(answer, type=tuple[kind], strict=False)  # pyright: ignore
        return found

    async def bitmap(self, sql: str, /, **parameters: Any) -> BitMap:
        """The numbers of a `SELECT groupBitmapState(…)` over UInt32, as one set."""
        return read_state(await self._post(sql, parameters, b"", "RowBinary"))

    async def insert(
        self, table: str, rows: Sequence[Any], *, columns: Sequence[str] = (), token: str = ""
    ) -> None:
        """Appends rows (mappings or structs, by the names of the columns). Rows given twice with one
        `token` are there once, so long as it is among the last thousand."""
        await self.insert_lines(table, _encode_lines(rows), columns=columns, token=token)

    async def insert_lines(
        self, table: str, lines: bytes, *, columns: Sequence[str] = (), token: str = "",
        shape: Literal["JSONEachRow", "JSONCompactEachRow"] = "JSONEachRow",
    ) -> None:  # fmt: skip
        """As `insert`, with rows that are JSON already, a line each: an object, or a list in the order of
        `columns`."""
        named = f" ({', '.join(columns)})" if columns else ""
        once = f", insert_deduplication_token = {quoted(token)}" if token else ""
        sql = f"INSERT INTO {table}{named} SETTINGS {_AS_GIVEN}{once} FORMAT {shape}"
        await self._post(sql, {}, lines)

    async def _post(
        self, sql: str, parameters: Mapping[str, Any], body: bytes, shape: str = "JSONEachRow"
    ) -> bytes:
        query = {
            "database": self.database,
            "default_format": shape,
            "output_format_json_quote_64bit_integers": "0",
            **(spreading.SETTINGS if self.cluster else {}),
            **{f"param_{name}": written(value) for name, value in parameters.items()},
        }
        # An insert names itself in the query and its rows are the body; all else is the body itself.
        content = body or sql.encode()
        if body:
            query["query"] = sql
        try:
            answer = await self._http.post("/", params=query, content=content)
        except httpx.HTTPError as error:
            raise EngineError(reason=f"{type(error).__name__}: {error}") from error
        if answer.status_code != httpx.codes.OK:
            raise EngineError(reason=answer.text.strip()[:1000])
        return answer.content


def written(value: Any) -> str:
    """A parameter's value as the interface reads it: texts as they are, lists with their texts quoted."""
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    if isinstance(value, bool):
        return "1" if value else "0"
    if value is None:
        return "\\N"
    if isinstance(value, datetime):
        return f"{value.timestamp():.6f}"
    if isinstance(value, list | tuple | set | frozenset):
        return "[" + ",".join(quoted(v) if isinstance(v, str) else written(v) for v in value) + "]"
    return str(value)


def _transport(uds: str | None) -> httpx.AsyncHTTPTransport:
    """Over a socket of this machine nobody speaks TLS: the world's certificates are not read for it."""
    return httpx.AsyncHTTPTransport(uds=uds, verify=_NO_TLS if uds else True)
