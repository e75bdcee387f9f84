"""The standing cast: a company with Lin (super admin), Zhou and Chen (members), and customers who come by.

Setting up goes through verbs and sessions are opened directly, to be quick; what a test asserts goes
through HTTP and sockets.
"""

import itertools
import ssl
from datetime import datetime
from typing import Any, Literal

import httpx

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.platform.access import passwords
from reunion.platform.access import service as access
from reunion.platform.access.model import Client
from reunion.platform.access.store import set_password
from reunion.platform.apps import service as apps
from reunion.platform.apps.model import NewApp
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import Founding
from reunion.platform.people import service as people
from tests.factories.serving import Reunion

_numbers = itertools.count(1)
_BROWSER = Client("127.0.0.1", "tests")
# Nothing here speaks TLS, and a client that loads the world's certificates takes 30 ms to make.
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Caller(httpx.AsyncClient):
    """An HTTP client that is signed in; `principal_id` says as whom, `token` with what."""

    def __init__(self, reunion: Reunion, token: str, principal_id: int) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        super().__init__(base_url=reunion.base_url, headers=headers, timeout=30, verify=_NO_TLS)
        self.token = token
        self.principal_id = principal_id

    async def ok(self, method: str, path: str, **given: Any) -> Any:
        """The JSON of an answer that must be a success."""
        answer = await self.request(method, path, **given)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None


class OpenCaller:
    """A program that calls /cgi-bin with its app's secret."""

    def __init__(self, reunion: Reunion, corpid: str, secret: str) -> None:
        self.corpid = corpid
        self.secret = secret
        base_url = f"{reunion.base_url}/cgi-bin"
        self._http = httpx.AsyncClient(base_url=base_url, timeout=30, verify=_NO_TLS)
        self._token = ""

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        """The answer's JSON, whatever its errcode."""
        params = {"access_token": await self.token(), **query}
        return (await self._http.get(path, params=params)).json()

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        """The answer's JSON, whatever its errcode."""
        params = {"access_token": await self.token()}
        return (await self._http.post(path, params=params, json=body)).json()

    async def token(self) -> str:
        if not self._token:
            asked = {"corpid": self.corpid, "corpsecret": self.secret}
            answer = (await self._http.get("/gettoken", params=asked)).json()
            self._token = answer["access_token"]
        return self._token


class Company:
    """One corp of the running server. `members` has the ids of lin, zhou and chen."""

    def __init__(self, reunion: Reunion, corp_id: int, wire_id: str) -> None:
        self.reunion = reunion
        self.corp_id = corp_id
        self.wire_id = wire_id
        self.members: dict[str, int] = {}

    def context(self, tx: Any) -> Context:
        return Context(self.corp_id, SYSTEM, tx, clock.now())

    def console(self, userid: str = "lin") -> Caller:
        """Headquarters, as the role that this member has."""
        return self._signed_in("console", self.members[userid])

    def desk(self, userid: str = "zhou") -> Caller:
        """A member at the desk."""
        return self._signed_in("desk", self.members[userid])

    def _signed_in(self, surface: Literal["console", "desk"], member_id: int) -> Caller:
        async def sign_in() -> str:
            async with self.reunion.db.transaction() as tx:
                signed = await access.start(
                    tx, surface, corp_id=self.corp_id, principal_id=member_id,
                    client=_BROWSER, now=clock.now(), bearer=True,
                )  # fmt: skip
                return signed.token

        return Caller(self.reunion, self.reunion.run(sign_in), member_id)

    def open(
        self, kind: Literal["contacts", "customer_contact", "archive"] = "customer_contact"
    ) -> OpenCaller:
        """A program with the secret of one of the system apps."""

        async def secret() -> str:
            async with self.reunion.db.transaction() as tx:
                ctx = self.context(tx)
                app = await apps.system_app(ctx, kind)
                return await apps.own_secret(ctx, self.reunion.vault, app.id)

        return OpenCaller(self.reunion, self.wire_id, self.reunion.run(secret))

    def workbench(self, *, may_contact: bool = True) -> OpenCaller:
        """A program with the secret of a new self-built app."""

        async def secret() -> str:
            async with self.reunion.db.transaction() as tx:
                ctx = self.context(tx)
                new = NewApp(name=f"app {next(_numbers)}", description="", may_contact=may_contact)
                app = await apps.create(ctx, self.reunion.vault, new)
                return await apps.own_secret(ctx, self.reunion.vault, app.id)

        return OpenCaller(self.reunion, self.wire_id, self.reunion.run(secret))

    async def add_member(self, userid: str, name: str, **more: Any) -> int:
        """A new member, who has signed in once; answers the id."""
        body = {"userid": userid, "name": name, "departments": [1], **more}
        made = await self.console().ok("POST", "/api/console/members", json=body)
        self.members[userid] = made["member_id"]
        self.was_seen(userid, clock.now())
        return made["member_id"]

    def was_seen(self, userid: str, at: datetime | None) -> None:
        """As if the member had used the desk last at that time; None: never."""

        async def write() -> None:
            async with self.reunion.db.connection() as connection:
                await connection.execute(
                    "UPDATE member SET seen_at = $3 WHERE corp_id = $1 AND userid = $2",
                    self.corp_id, userid, at,
                )  # fmt: skip

        self.reunion.run(write)


def found(reunion: Reunion, name: str = "春茶眼镜") -> Company:
    """A new corp with its super admin; members are added by `add_member`."""
    number = next(_numbers)

    async def make() -> tuple[int, str, int]:
        async with reunion.db.transaction() as tx:
            founding = Founding(name=f"{name}{number}", admin_userid="lin", admin_name="林晓")
            corp = await corps.found(tx, founding, clock.now())
            lin = await tx.fetchval("SELECT id FROM member WHERE corp_id = $1", corp.id)
            ctx = Context(corp.id, SYSTEM, tx, clock.now())
            await set_password(ctx, lin, await _hashed_password())
            return corp.id, corp.wire_id, lin

    corp_id, wire_id, lin = reunion.run(make)
    company = Company(reunion, corp_id, wire_id)
    company.members["lin"] = lin
    return company


_hashes: list[str] = []


async def _hashed_password() -> str:
    """Of every Lin: to hash it takes longer than all else that founds a company."""
    if not _hashes:
        _hashes.append(await passwords.digest("spring tea every morning"))
    return _hashes[0]


def customer(reunion: Reunion, name: str = "小美") -> Caller:
    """A new person at the customers' app."""
    phone = f"+861990{next(_numbers):07d}"

    async def sign_in() -> tuple[str, int]:
        async with reunion.db.transaction() as tx:
            person = await people.ensure(tx, phone, name, clock.now())
            signed = await access.start(
                tx, "app", corp_id=None, principal_id=person.id, client=_BROWSER,
                now=clock.now(), bearer=True,
            )  # fmt: skip
            return signed.token, person.id

    return Caller(reunion, *reunion.run(sign_in))
