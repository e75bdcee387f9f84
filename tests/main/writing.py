"""People and a program who write through the HTTP API until the server is killed, and what must be there."""

import json
import threading
from pathlib import Path
from typing import Any

import httpx

from tests.main.processes import Up, reunion

PHONE = "13900139000"


class Writing:
    """A company with one member and one customer; `acknowledged` has what was answered with success."""

    def __init__(self, url: str, data: Path) -> None:
        made = json.loads(
            reunion("found", "春茶眼镜", "--admin", "lin", "--json", "--data", str(data)).stdout
        )
        sign_in = {"username": "lin", "password": made["password"]}
        self._http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self._console = self._token("console", sign_in)
        self._desk = self._token("desk", sign_in)
        self._meet()
        self._open_token = self._app_token()
        self.acknowledged: dict[str, set[str]] = {"message": set(), "tag": set()}
        self._lock = threading.Lock()

    def until_killed(self, up: Up, *, after: int) -> None:
        """Everything is killed in the middle, once so many writes of each kind were acknowledged."""
        enough = {kind: threading.Event() for kind in self.acknowledged}
        writers = [
            threading.Thread(target=self._write, args=(kind, writer, enough[kind], after))
            for kind in self.acknowledged
            for writer in range(3)
        ]
        for writer in writers:
            writer.start()
        reached = [event.wait(60) for event in enough.values()]
        up.kill_everything()
        for writer in writers:
            writer.join(60)
        assert all(reached), {kind: len(done) for kind, done in self.acknowledged.items()}

    def check(self, url: str) -> None:
        """Every acknowledged write is there, once."""
        self._http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        messages: list[dict[str, Any]] = []
        after = 0
        while True:
            page = self._ok("GET", f"{self._talk}?after={after}&limit=100", self._desk)["items"]
            if not page:
                break
            messages += page
            after = page[-1]["seq"]
        assert [one["seq"] for one in messages] == list(range(1, len(messages) + 1))
        said = [one["content"]["text"] for one in messages if one["client_id"].startswith("w-")]
        assert len(said) == len(set(said)), "a message is there twice"
        assert self.acknowledged["message"] <= set(said)
        listed = self._open("get_corp_tag_list", {})["tag_group"]
        names = [tag["name"] for group in listed for tag in group["tag"]]
        assert len(names) == len(set(names)), "a tag is there twice"
        assert self.acknowledged["tag"] <= set(names)
        shown = self._ok("GET", f"/api/desk/customers/{self._contact_id}", self._desk)
        marked = [tag["name"] for tag in shown["follow"]["tags"]]
        assert len(marked) == len(set(marked))
        assert self.acknowledged["tag"] <= set(marked)

    def _write(self, kind: str, writer: int, enough: threading.Event, after: int) -> None:
        number = 0
        try:
            while True:
                number += 1
                name = f"{kind} {writer} {number}"
                if kind == "message":
                    self._say(name)
                else:
                    self._mark(name)
                with self._lock:
                    self.acknowledged[kind].add(name)
                    if len(self.acknowledged[kind]) >= after:
                        enough.set()
        except (httpx.TransportError, AssertionError, ValueError):  # the server is dying
            return

    def _say(self, text: str) -> None:
        body = {
            "client_id": f"w-{text.replace(' ', '-')}",
            "kind": "text",
            "content": {"text": text},
        }
        self._ok("POST", self._talk, self._desk, json=body)

    def _mark(self, name: str) -> None:
        """A tag is made, and put on the customer: both answers have come."""
        made = self._open("add_corp_tag", {"group_name": "来源", "tag": [{"name": name}]})
        [tag] = [one for one in made["tag_group"]["tag"] if one["name"] == name]
        who = {"userid": "lin", "external_userid": self._external_userid}
        self._open("mark_tag", who | {"add_tag": [tag["id"]]})

    def _meet(self) -> None:
        """A customer signs in with a code and adds lin."""
        way = {"userids": ["lin"], "remark": "门店", "state": "door"}
        slug = self._ok("POST", "/api/console/contact-ways", self._console, json=way)["slug"]
        self._ok("POST", "/api/app/codes", json={"phone": PHONE})
        code = self._ok("GET", "/api/console/codes", self._console)["items"][0]["code"]
        person = {"phone": PHONE, "code": code, "name": "小美"}
        added = self._ok(
            "POST", f"/api/app/ways/{slug}/add", self._token("app", person), json={"apply_text": ""}
        )
        self._talk = f"/api/desk/conversations/{added['conversation_id']}/messages"
        [one] = self._ok("GET", "/api/desk/customers", self._desk)["items"]
        self._contact_id, self._external_userid = one["contact_id"], one["external_userid"]

    def _app_token(self) -> str:
        apps = self._ok("GET", "/api/console/apps", self._console)["items"]
        [app] = [one for one in apps if one["kind"] == "customer_contact"]
        secret = self._ok("POST", f"/api/console/apps/{app['id']}/secret/reveal", self._console)[
            "secret"
        ]
        corp = self._ok("GET", "/api/console/corp", self._console)["wire_id"]
        asked = {"corpid": corp, "corpsecret": secret}
        return self._http.get("/cgi-bin/gettoken", params=asked).json()["access_token"]

    def _open(self, path: str, body: dict[str, Any]) -> Any:
        answer = self._http.post(
            f"/cgi-bin/externalcontact/{path}",
            params={"access_token": self._open_token},
            json=body,
        ).json()
        assert answer["errcode"] == 0, answer
        return answer

    def _token(self, surface: str, body: dict[str, str]) -> str:
        return self._ok("POST", f"/api/{surface}/tokens", json=body)["token"]

    def _ok(self, method: str, path: str, token: str = "", **given: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self._http.request(method, path, headers=headers, **given)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None
