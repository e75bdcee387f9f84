"""The sockets of this process, by the principals that they hear for."""

from collections.abc import Callable, Iterable

from reunion.realtime.connection import Connection
from reunion.realtime.frames import Frame

Changed = Callable[[int, bool], None]


class Hub:
    """A principal is here while it has at least one socket."""

    def __init__(self) -> None:
        self._by_id: dict[int, set[Connection]] = {}
        self._connections: set[Connection] = set()
        self.on_change: Changed = lambda principal_id, here: None

    def __len__(self) -> int:
        return len(self._connections)

    def __contains__(self, principal_id: int) -> bool:
        return principal_id in self._by_id

    def all(self) -> list[Connection]:
        """Every open socket."""
        return list(self._connections)

    def ids(self) -> list[int]:
        """Every principal that is here."""
        return list(self._by_id)

    def of(self, principal_id: int) -> Iterable[Connection]:
        """The sockets of one principal."""
        return self._by_id.get(principal_id, ())

    def add(self, connection: Connection) -> None:
        """From now on it gets what its principals get."""
        self._connections.add(connection)
        for principal_id in connection.identity.ids:
            sockets = self._by_id.get(principal_id)
            if sockets is None:
                self._by_id[principal_id] = {connection}
                self.on_change(principal_id, True)
            else:
                sockets.add(connection)

    def remove(self, connection: Connection) -> None:
        """It gets nothing more."""
        self._connections.discard(connection)
        for principal_id in connection.identity.ids:
            sockets = self._by_id.get(principal_id)
            if sockets is None:
                continue
            sockets.discard(connection)
            if not sockets:
                del self._by_id[principal_id]
                self.on_change(principal_id, False)

    def send(
        self, principal_ids: Iterable[int], frame: Frame, *, but: Connection | None = None
    ) -> None:
        """Writes one frame to every socket of these principals, in turn; nobody waits for anybody."""
        by_id = self._by_id
        for principal_id in principal_ids:
            for connection in by_id.get(principal_id, ()):
                if connection is not but:
                    connection.push(frame)
