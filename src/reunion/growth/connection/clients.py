"""Growth's way to a WeCom: one client a corp, of the embedded platform or of any other address."""

from collections.abc import Awaitable, Callable

import msgspec

from reunion.wecom.client import Client


class Target(msgspec.Struct, frozen=True):
    """A WeCom, and the secret of an app there that may call 客户联系."""

    base_url: str
    corpid: str
    secret: str


class PageApp(msgspec.Struct, frozen=True):
    """The self-built app whose pages are growth's. `authorize`: the address that tells who opened it."""

    target: Target
    agentid: int
    authorize: str


FindPageApp = Callable[[int], Awaitable[PageApp | None]]
FindCorp = Callable[[str], Awaitable[int | None]]
FindArchive = Callable[[int], Awaitable[Target | None]]
FindTarget = Callable[[int], Awaitable[Target]]
OpenClient = Callable[[Target], Client]


class Connection:
    """Keeps a client per corp, so that tokens are fetched once. `open` makes one of any other target.
    `page_app`: None where a corp has no app for growth's pages; `corp`: by its name in addresses."""

    def __init__(
        self,
        find: FindTarget,
        open_client: OpenClient,
        find_page_app: FindPageApp,
        find_corp: FindCorp,
        find_archive: FindArchive,
    ) -> None:
        self._find = find
        self._find_archive = find_archive
        self.page_app = find_page_app
        self.corp = find_corp
        self.open = open_client
        self._clients: dict[int, tuple[Target, Client]] = {}
        self._page_clients: dict[int, tuple[Target, Client]] = {}
        self._archive_clients: dict[int, tuple[Target, Client]] = {}

    async def of(self, corp_id: int) -> Client:
        """The client of this corp; a new one when its address or its secret is another."""
        return self._kept(self._clients, corp_id, await self._find(corp_id))

    async def archive(self, corp_id: int) -> Client | None:
        """The client that reads the corp's archive; None where chats are not counted."""
        target = await self._find_archive(corp_id)
        return self._kept(self._archive_clients, corp_id, target) if target else None

    def of_pages(self, corp_id: int, app: PageApp) -> Client:
        """The client with which growth's own pages ask who opened them."""
        return self._kept(self._page_clients, corp_id, app.target)

    def _kept(
        self, clients: dict[int, tuple[Target, Client]], corp_id: int, wanted: Target
    ) -> Client:
        known = clients.get(corp_id)
        if known is None or known[0] != wanted:
            known = (wanted, self.open(wanted))
            clients[corp_id] = known
        return known[1]
