"""Rows of the conversations: the opening, the welcome, and the talks that followed."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from reunion.main.demo import chats, company, store
from reunion.main.demo.customer_rows import Known
from reunion.main.demo.dialogues import QUESTIONS
from reunion.main.demo.plan import Plan
from reunion.main.demo.store import Row

_WAITING = 0.03
_ADDED = "你们已成为联系人，现在可以开始聊天了"


async def talk(
    tx: Any, corp_id: int, plan: Plan, known: list[Known], random: Random, now: datetime
) -> int:
    """Writes a conversation for every follow; answers how many messages there are."""
    numbers = await store.identities(tx, "conversation", len(known))
    staff = {one.userid: one for one in plan.staff}
    shops = {shop.id: shop for shop in company.STORES}
    conversations: list[Row] = []
    participants: list[Row] = []
    messages: list[Row] = []
    slots: list[Row] = []
    for id_, one in zip(numbers, known, strict=True):
        shop = shops[one.customer.store_id]
        lines = chats.talk(
            random, one.follow.added_at, plan.until if not one.follow.lost else one.follow.added_at,
            me=staff[one.userid].name, store=shop.name, name=one.customer.real_name[0] + ("先生" if one.customer.gender == 1 else "女士"),
        )  # fmt: skip
        if not one.follow.lost and random.random() < _WAITING:
            lines = sorted([*lines, _question(random, one, now)], key=lambda line: line.at)
        welcome = _welcome(one, shop)
        said = _messages(corp_id, id_, one, welcome, lines)
        messages += said
        last = said[-1]
        conversations.append(
            {
                "corp_id": corp_id, "id": id_, "kind": "external",
                "pair": ":".join(str(n) for n in sorted((one.contact_id, one.member_id))),
                "last_seq": last["seq"], "last_at": last["sent_at"], "talked_at": last["sent_at"],
                "closed": {}, "created_at": one.follow.added_at,
            }
        )  # fmt: skip
        participants += _participants(corp_id, id_, one, said, now)
        slots.append(
            {
                "corp_id": corp_id, "contact_id": one.contact_id, "member_id": one.member_id,
                "conversation_id": id_, "opened_seq": 1, "opened_at": one.follow.added_at,
                "sent_at": one.follow.added_at, "sent_by": "contact_way" if one.follow.state else "corp",
            }
        )  # fmt: skip
    await store.insert(tx, "conversation", conversations)
    await store.insert(tx, "participant", participants)
    await store.insert(tx, "message", messages)
    await store.insert(tx, "welcome_slot", slots)
    await store.link_conversations(tx, corp_id)
    return len(messages)


def _question(random: Random, one: Known, now: datetime) -> chats.Line:
    at = now - timedelta(minutes=random.randint(3, 900))
    return chats.Line(
        max(at, one.follow.added_at + timedelta(minutes=2)), "c", random.choice(QUESTIONS)
    )


def _welcome(one: Known, shop: company.Store) -> str:
    own = one.follow.state == shop.state
    text = company.STORE_WELCOME.format(store=shop.name) if own else company.WELCOME
    return text.replace("%NICKNAME%", one.customer.name)


def _messages(
    corp_id: int, id_: int, one: Known, welcome: str, lines: list[chats.Line]
) -> list[Row]:
    at = one.follow.added_at
    said: list[tuple[int, str, dict[str, str], datetime]] = [
        (0, "system", {"code": "added", "text": _ADDED}, at),
        (one.member_id, "text", {"text": welcome}, at + timedelta(seconds=1)),
    ]
    for line in lines:
        sender = one.contact_id if line.who == "c" else one.member_id
        said.append((sender, "text", {"text": line.text}, line.at))
    return [
        {
            "corp_id": corp_id, "conversation_id": id_, "seq": seq, "sender_id": sender,
            "client_id": "welcome-1-0" if seq == 2 else f"demo-{seq}", "kind": kind, "content": content, "sent_at": sent_at,
        }
        for seq, (sender, kind, content, sent_at) in enumerate(said, start=1)
    ]  # fmt: skip


def _participants(corp_id: int, id_: int, one: Known, said: list[Row], now: datetime) -> list[Row]:
    """Old talks are read by both; what was said in the last day is still to be read."""
    last: int = said[-1]["seq"]
    fresh = said[-1]["sent_at"] > now - timedelta(days=1)
    by_customer = said[-1]["sender_id"] == one.contact_id
    read_by_member = last - 1 if fresh and by_customer else last
    read_by_customer = last - 1 if fresh and not by_customer else last
    return [
        {
            "corp_id": corp_id, "conversation_id": id_, "principal_id": principal, "kind": kind,
            "account_id": account, "read_seq": read,
        }
        for principal, kind, account, read in (
            (one.member_id, "member", one.member_id, read_by_member),
            (one.contact_id, "contact", one.person_id, read_by_customer),
        )
    ]  # fmt: skip
