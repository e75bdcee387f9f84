"""kill -9 of the worker in the middle of a first sync and in the middle of writing tags: whoever follows goes
on where it was, nothing is lost and nothing happens twice."""

from collections import Counter
from datetime import timedelta
from typing import Any

from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from tests.factories.company import found
from tests.factories.crowds import crowd_of
from tests.factories.meeting import meet, tag
from tests.factories.mirroring import in_corp, settled
from tests.factories.serving import Reunion
from tests.growth.mirror.elsewhere import connect, happened, later, truth
from tests.growth.mirror.gate import Call, Gate
from tests.growth.tracking.test_kill import Part

_CROWD = 130
"""More than a page."""


async def test_a_killed_worker_is_followed_where_it_was(
    reunion: Reunion, database_url: str
) -> None:
    many, few = found(reunion), found(reunion)
    for userid in ("zhou", "chen"):
        await many.add_member(userid, userid)
        crowd_of(many, userid, _CROWD)
    await few.add_member("zhou", "周宁")
    customers = [(await meet(few, "zhou", name))[1]["external_userid"] for name in "甲乙丙"]
    gold, silver = await tag(few, "金卡"), await tag(few, "银卡")

    gate = Gate(reunion.base_url)
    near = Reunion(database_url, worker=False)
    near.start()
    worker = Part("worker", near.config)
    try:
        writing = await connect(near, few, gate.base_url)
        await settled(writing)
        nos = in_corp(writing, lambda ctx: profiles.tag_of_wecom(ctx, [gold, silver]))
        people = [
            in_corp(writing, lambda ctx, e=one: profiles.of_external(ctx, e)) for one in customers
        ]
        unanswered = gate.hold(lambda call: call.name == "mark_tag", done=True)
        for add, remove, reason in ((gold, None, "one"), (silver, gold, "two")):
            wanted = [(no, [nos[add]], [nos[remove]] if remove else []) for no in people if no]
            in_corp(writing, lambda ctx, w=wanted, r=reason: mirror.mark_tags(ctx, w, reason=r))
        await unanswered.wait(len(customers))

        unread = gate.hold(lambda call: call.name == "get_by_user" and bool(call.given["cursor"]))
        reading = await connect(near, many, gate.base_url)
        await unread.wait(2)
        progress = await reading.console().ok("GET", "/api/console/wecom-mirror")
        assert [one["stage"] for one in progress["rounds"]] == ["customers"]
        assert progress["rounds"][0]["follows"] == 200
        worker.kill()
        gate.holds.clear()
        before = len(gate.calls)
        unanswered.let_go()
        unread.let_go()

        with later(timedelta(minutes=3)):  # what the dead one had taken is free again
            near.take_up_work()
            await settled(reading)
            await settled(writing)

        pages = [one for one in gate.calls[before:] if one.name == "get_by_user"]
        assert [_members(one) for one in pages if not one.given["cursor"]] == []
        status = await reading.console().ok("GET", "/api/console/wecom-mirror")
        assert [(r["kind"], r["follows"]) for r in status["rounds"]] == [("first", 2 * _CROWD)]
        assert status["totals"]["customers"] == status["totals"]["follows"] == 2 * _CROWD
        assert await happened(reading, "customer_added") == 2 * _CROWD

        marked = in_corp(writing, lambda ctx: mirror.marked(ctx, ["one", "two"]))
        assert {r: (m.queued, m.done, m.refused) for r, m in marked.items()} == {
            "one": (0, 3, 0), "two": (0, 3, 0),
        }  # fmt: skip
        for one in customers:
            assert await truth(few, one) == {"zhou": ("", (silver,))}
        order = Counter(str(one.given["add_tag"]) for one in gate.named("mark_tag"))
        assert order == {str([gold]): 6, str([silver]): 3}
        assert await happened(writing, "tag_added") == 6
        assert await happened(writing, "tag_removed") == 3
    finally:
        worker.kill()
        near.stop()
        gate.close()


def _members(call: Call) -> Any:
    return call.given["userid_list"]
