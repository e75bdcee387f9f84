"""Broadcasts to segments: asked for once, whatever happens between us and WeCom."""

import asyncio
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from pyroaring import BitMap

from reunion.core.clock import clock
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.segments import service as segments
from reunion.growth.segments.broadcasts import service as broadcasts
from tests.factories.company import Company, found
from tests.factories.meeting import meet
from tests.factories.mirroring import in_corp
from tests.factories.serving import Reunion
from tests.growth.mirror.elsewhere import connect
from tests.platform.callbacks.test_worker_death import Worker

PATH = "/api/console/segments/broadcasts"
ADD = "/cgi-bin/externalcontact/add_msg_template"
MEMBERS = ("chen", "wu", "zhou")


class Line:
    """The line to a WeCom. `cut` is asked before and after each broadcast is handed on; where it answers
    True the line goes dead: what was to come is not heard."""

    def __init__(self, base_url: str, cut: Callable[[str], bool]) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.do_POST()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                watched = self.path.startswith(ADD)
                if watched and cut("before"):
                    return self.hang_up()
                kept = {"content-type": self.headers.get("content-type", "application/json")}
                answer = httpx.request(
                    self.command, base_url + self.path, content=body, headers=kept
                )
                if watched and cut("after"):
                    return self.hang_up()
                self.send_response(answer.status_code)
                for name in ("content-type", "content-disposition"):
                    if name in answer.headers:
                        self.send_header(name, answer.headers[name])
                self.send_header("content-length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)
                return None

            def hang_up(self) -> None:
                self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Tests are quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.mark.long
async def test_each_task_is_made_once_through_kill_9_and_a_line_that_breaks(
    reunion: Reunion, new_database_url: Callable[[], str]
) -> None:
    there = found(reunion)
    wanted: dict[str, set[str]] = {}
    for userid in MEMBERS:
        await there.add_member(userid, userid)
        _, customer = await meet(there, userid, f"{userid}的客户")
        wanted[userid] = {customer["external_userid"]}
    near = Reunion(new_database_url(), worker=False)
    near.start()
    workers = [Worker(near)]
    killed, cuts = threading.Event(), iter(("after", "before", "after"))
    next_cut = next(cuts)

    def cut(moment: str) -> bool:
        """The first is carried out, and before the worker hears so it is gone. The second is not carried
        out and the third is, and nobody hears of either."""
        nonlocal next_cut
        if moment != next_cut:
            return False
        next_cut = next(cuts, "")
        if not killed.is_set():
            workers[0].kill()
            killed.set()
        return True

    line = Line(reunion.base_url, cut)
    try:
        here = await connect(near, there, line.base_url)
        everybody = [one for theirs in wanted.values() for one in theirs]
        async with asyncio.timeout(60):
            while in_corp(here, lambda ctx: _held(ctx, everybody)) < len(everybody):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        made = in_corp(here, lambda ctx: _begin(ctx, wanted))
        assert in_corp(here, lambda ctx: _begin(ctx, wanted)) == made
        await asyncio.to_thread(killed.wait, 60)
        workers.append(Worker(near))
        console = here.console()
        async with asyncio.timeout(60):
            while (one := await console.ok("GET", f"{PATH}/{made}"))["state"] != "done":
                in_corp(here, _time_passes)
                await asyncio.sleep(0.1)
        assert (one["total"], one["reachable"], one["tasks"], one["made"]) == (3, 3, 3, 3)
        assert (one["handed"], one["failed"], one["error"]) == (3, 0, "")
        shown = (await console.ok("GET", f"{PATH}/{made}/tasks"))["items"]
        assert [(task["userid"], task["state"]) for task in shown] == [
            (userid, "made") for userid in MEMBERS
        ]
        assert await _given(there) == {
            task["msgid"]: {task["userid"]: wanted[task["userid"]]} for task in shown
        }
        left = in_corp(here, lambda ctx: ctx.tx.fetchval(
            "SELECT count(*) FROM segment_broadcast_customer"))  # fmt: skip
        assert left == 0
    finally:
        for worker in workers:
            worker.kill()
        line.close()
        near.stop()


async def _held(ctx: Any, everybody: list[str]) -> int:
    """Of how many customers growth knows a member."""
    hers = [await profiles.of_external(ctx, one) for one in everybody]
    return len(await mirror.follows(ctx, [no for no in hers if no is not None]))


async def _begin(ctx: Any, wanted: dict[str, set[str]]) -> int:
    """Everybody in it, asked for with one key."""
    numbers = [await profiles.of_external(ctx, one) for theirs in wanted.values() for one in theirs]
    page = await segments.page(ctx, "", None, 1)
    draft = segments.Draft("全部", {"kind": "follow"})
    segment = page.items[0] if page.items else await segments.create(ctx, draft)
    people = BitMap([no for no in numbers if no is not None])
    return (await broadcasts.begin(ctx, segment, people, "新茶到店", "the same key")).id


async def _time_passes(ctx: Any) -> None:
    """What is waited for is over: a lease, and the time that a broken call may still take."""
    await ctx.tx.execute(
        """UPDATE segment_broadcast_task SET next_at = now(), calling_until = NULL
           WHERE state = 'asked' AND (calling_until IS NULL OR asked_at < now() - interval '3 s')"""
    )
    await ctx.tx.execute("UPDATE segment_broadcast SET next_at = now() WHERE next_at > now()")


async def _given(there: Company) -> dict[str, dict[str, set[str]]]:
    """By broadcast: whom the members there were given, as the protocol says."""
    open_ = there.open()
    now = int(clock.now().timestamp())
    listed = await open_.post(
        "/externalcontact/get_groupmsg_list_v2", chat_type="single", start_time=now - 3600,
        end_time=now + 60, filter_type=2,
    )  # fmt: skip
    found_: dict[str, dict[str, set[str]]] = {}
    for one in listed["group_msg_list"]:
        given: dict[str, set[str]] = {}
        tasks = await open_.post("/externalcontact/get_groupmsg_task", msgid=one["msgid"])
        for task in tasks["task_list"]:
            results = await open_.post(
                "/externalcontact/get_groupmsg_send_result",
                msgid=one["msgid"],
                userid=task["userid"],
            )
            given[task["userid"]] = {sent["external_userid"] for sent in results["send_list"]}
        found_[one["msgid"]] = given
    return found_
