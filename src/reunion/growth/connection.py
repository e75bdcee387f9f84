"""Growth's way to a WeCom: one client a corp, of the embedded platform or of any other address."""

from collections.abc import Awaitable, Callable

from reunion.wecom.client import Client

# corp id -> (corpid, secret) of an app that may call 客户联系
FindCredentials = Callable[[int], Awaitable[tuple[str, str]]]
OpenClient = Callable[[str, str], Client]


class Connection:
    """Keeps a client per corp, so that tokens are fetched once."""

    def __init__(self, find: FindCredentials, open_client: OpenClient) -> None:
        self._find = find
        self._open = open_client
        self._clients: dict[int, tuple[tuple[str, str], Client]] = {}

    async def of(self, corp_id: int) -> Client:
        """The client of this corp; a new one when its secret was rotated."""
        wanted = await self._find(corp_id)
        known = self._clients.get(corp_id)
        if known is None or known[0] != wanted:
            known = (wanted, self._open(*wanted))
            self._clients[corp_id] = known
        return known[1]
