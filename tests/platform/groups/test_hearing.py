"""Who asked to hear what is said in groups hears each message once, in order."""

import asyncio

import pytest

from reunion.core.context import Context
from reunion.platform.groups import hooks, loop, service
from reunion.platform.groups.hooks import GroupMessage
from reunion.storage.blobs import Blobs
from tests.factories.company import Company
from tests.factories.gathering import gather, guests, said


async def test_each_message_is_heard_once(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    [mei] = guests(company, ["小美"])
    group = await gather(company, [mei])
    heard: list[GroupMessage] = []

    async def keep(ctx: Context, message: GroupMessage, blobs: Blobs) -> None:
        if message.group_id == group["id"]:
            heard.append(message)

    async def fail(ctx: Context, message: GroupMessage, blobs: Blobs) -> None:
        await ctx.tx.execute("INSERT INTO group_label (corp_id, name) VALUES (-1, 'x')")

    async def answer(ctx: Context, message: GroupMessage, blobs: Blobs) -> None:
        if message.group_id != group["id"] or message.content.get("text") != "价格":
            return
        found = await service.require(ctx, group["id"])
        await service.say(
            ctx, found, "请看价目表", at=[message.sender_id], source="test", source_id=message.seq,
            client_id=f"reply-{message.seq}",
        )  # fmt: skip

    monkeypatch.setattr(hooks, "_watchers", [fail, keep, answer])
    path = f"/api/app/conversations/{group['id']}/messages"
    for n, text in enumerate(("在吗", "价格", "谢谢")):
        body = {"client_id": f"m{n}", "kind": "text", "content": {"text": text}}
        await mei.app.ok("POST", path, json=body)
    blobs = Blobs(company.reunion.config.data / "blobs")
    company.reunion.run(lambda: loop.hear_once(company.reunion.db, blobs))
    async with asyncio.timeout(60):
        while len(heard) < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert [one.content["text"] for one in heard] == ["在吗", "价格", "谢谢", "请看价目表"]
    assert [one.sender_kind for one in heard] == ["contact"] * 3 + ["member"]
    assert (await said(mei.app, group["id"], "app"))[-1] == "请看价目表"
