"""What customers of the example company opened in the last thirty days, how far they read, to whom they passed it
on, and what they answered: the rows that their pages would have left, told to tracking as they would have been."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from reunion.core.context import Context
from reunion.growth.forms import logic
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from reunion.main.demo import store
from reunion.main.demo.buying import Buyer
from reunion.main.demo.customer_rows import Known
from reunion.main.demo.library import Library, Material
from reunion.main.demo.store import Row

_SENT = 260
_DAYS = 30
_OPENED = 0.68
_PASSED_ON = 0.18
_ANSWERED = 0.7
_CHOICES = {
    "whom": (("自己", "孩子", "父母"), (5, 4, 2)),
    "screen": (("4 小时以内", "4–8 小时", "8 小时以上"), (3, 5, 4)),
}
_STARS = ((3, 4, 5), (1, 4, 7))


class Recipient(NamedTuple):
    profile_no: int
    userid: str


class _Rows(NamedTuple):
    shares: list[Row]
    visits: list[Row]
    answers: list[Row]
    told: list[Occurrence]


async def happen(
    ctx: Context, library: Library, buyers: Sequence[Buyer], known: Sequence[Known]
) -> None:
    """Each material from the day on that it was made; more of it lately, and more in the evening."""
    rows, random = _Rows([], [], [], []), Random(len(known))
    numbers = {one.external_userid: one.profile_no for one in buyers}
    before = ctx.now - timedelta(days=_DAYS)
    everybody = [
        Recipient(numbers[one.external_userid], one.userid)
        for one in known
        if not one.follow.lost and one.follow.added_at < before
    ]
    people = random.sample(everybody, min(_SENT, len(everybody)))
    # a link for each, and one more where it may be passed on
    keys = iter(await store.identities(ctx.tx, "content_share", 2 * len(people)))
    for person in people:
        material = random.choices(library.materials, [one.weight for one in library.materials])[0]
        at = _moment(ctx.now, material, random)
        key = next(keys)
        sent = _share(ctx, key, key, None, person, material, at, random)
        rows.shares.append(sent)
        rows.told.append(_told("content_shared", at, person, material, f"share:{key}"))
        if random.random() < _OPENED:
            opened = at + timedelta(minutes=int(random.expovariate(1 / 90)) + 1)
            if opened < ctx.now:
                _read(ctx, rows, sent, person, material, opened, random)
                if random.random() < _PASSED_ON:
                    _pass_on(ctx, rows, sent, next(keys), person, material, opened, random)
                if material.kind == "form" and random.random() < _ANSWERED:
                    _answer(ctx, rows, library, person, opened, random)
    await store.insert(ctx.tx, "content_share", rows.shares)
    await store.insert(ctx.tx, "content_visit", rows.visits)
    numbered = await store.identities(ctx.tx, "form_answer", len(rows.answers))
    answers = [{"id": key, **one} for key, one in zip(numbered, rows.answers, strict=True)]
    await store.insert(ctx.tx, "form_answer", answers)
    await tracking.record(ctx, rows.told)


def _moment(now: datetime, material: Material, random: Random) -> datetime:
    days = random.triangular(0, min(_DAYS, material.made_days_ago), 4)
    day = (now - timedelta(days=days)).replace(minute=0, second=0)
    at = day.replace(hour=int(random.triangular(1, 14, 12)))  # UTC: from nine in the morning to ten
    at += timedelta(seconds=random.randint(0, 3599))
    return at if at < now else now - timedelta(minutes=random.randint(20, 300))


def _share(
    ctx: Context, key: int, root: int, above: int | None, person: Recipient, material: Material,
    at: datetime, random: Random,
) -> Row:  # fmt: skip
    mine = above is None
    return {
        "corp_id": ctx.corp_id, "id": key, "token": f"demo{random.getrandbits(96):024x}",
        "content_id": material.id, "userid": person.userid, "root_id": root, "parent_id": above,
        "profile_no": person.profile_no if mine else None, "personal": mine, "device": None,
        "created_at": at, "opened_at": None, "read_at": None, "opens": 0, "seconds": 0, "depth": 0,
        "registered": False, "refused": False,
    }  # fmt: skip


def _read(
    ctx: Context, rows: _Rows, share: Row, person: Recipient, material: Material, at: datetime,
    random: Random,
) -> None:  # fmt: skip
    """One reading: most leave early, some come to the end."""
    depth = min(int(random.betavariate(1.3, 0.9) * 100) + 5, 100)
    seconds = int(depth * random.uniform(0.4, 1.6)) + 3
    place = max(depth * material.places // 100, 1) if material.places else 0
    depth = 100 * place // material.places if material.places else depth
    stays = [max(seconds // place + random.randint(-3, 6), 1) for _ in range(place)]
    ended = at + timedelta(seconds=seconds + 2)
    share |= {
        "device": f"\\x{random.getrandbits(128):032x}", "opened_at": at, "read_at": ended, "opens": 1,
        "seconds": seconds, "depth": depth,
        "registered": material.kind == "report" and share["profile_no"] is not None,
    }  # fmt: skip
    visit = f"{random.getrandbits(128):032x}"
    known = share["profile_no"] is not None
    rows.visits.append(
        {
            "corp_id": ctx.corp_id, "id": visit, "share_id": share["id"], "version": 1, "opened_at": at,
            "last_at": ended, "seconds": seconds, "depth": depth, "place": place,
            "places": material.places, "told_seconds": 0, "told_depth": 0, "parts": 0, "known": known,
            "closed": True, "stays": stays,
        }
    )  # fmt: skip
    if known:
        rows.told.append(_told("content_opened", at, person, material, f"open:{visit}"))


def _pass_on(
    ctx: Context, rows: _Rows, sent: Row, key: int, person: Recipient, material: Material,
    opened: datetime, random: Random,
) -> None:  # fmt: skip
    at = opened + timedelta(minutes=random.randint(3, 600))
    if at >= ctx.now:
        return
    below = _share(ctx, key, sent["id"], sent["id"], person, material, at, random)
    _read(ctx, rows, below, person, material, at, random)
    rows.shares.append(below)
    rows.told.append(_told("content_forwarded", at, person, material, f"forward:{key}"))


def _answer(
    ctx: Context, rows: _Rows, library: Library, person: Recipient, opened: datetime, random: Random
) -> None:
    answers: dict[str, Any] = {
        key: random.choices(labels, weights)[0] for key, (labels, weights) in _CHOICES.items()
    }
    answers["service"] = random.choices(*_STARS)[0]
    if answers["whom"] == "孩子":
        answers["age"] = random.randint(5, 16)
    at = opened + timedelta(seconds=random.randint(20, 90))
    submission = f"{random.getrandbits(128):032x}"
    rows.answers.append(
        {
            "corp_id": ctx.corp_id, "form_id": library.form_id,
            "submission": submission, "version": 1, "profile_no": person.profile_no,
            "userid": person.userid, "answers": answers, "at": at,
        }
    )  # fmt: skip
    said = logic.told(library.form.title, library.form.fields, answers)
    rows.told.append(
        Occurrence(
            "form_submitted", at, profile_no=person.profile_no, userid=person.userid,
            subject=str(library.form_id), properties=said,
            message_id=f"form:{library.form_id}:{submission}",
        )
    )  # fmt: skip


def _told(
    name: str, at: datetime, person: Recipient, material: Material, message_id: str
) -> Occurrence:
    about = {"title": material.title, "kind": material.kind, "version": 1}
    return Occurrence(
        name, at, profile_no=person.profile_no, userid=person.userid, subject=str(material.id),
        properties=about, message_id=message_id,
    )  # fmt: skip
