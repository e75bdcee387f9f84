"""The example company: as large as the sample, the same for the same seed, and as consistent as if the verbs
had written it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from reunion.core import config as configuration
from reunion.core.db import Database
from reunion.main import announce, credentials
from reunion.main.demo import build, plan
from reunion.main.demo.dialogues import sentences
from reunion.main.up import Started
from reunion.platform.archive import filling

HELD = {
    "who talked with whom is known": """
        SELECT count(*) FROM conversation c WHERE kind = 'external' AND talked_at IS DISTINCT FROM (
            SELECT max(sent_at) FROM message m WHERE m.corp_id = c.corp_id
            AND m.conversation_id = c.id AND m.client_id NOT LIKE 'broadcast-%'
            AND m.kind NOT IN ('system', 'recall'))""",
    "seq has no gap and ends at last_seq": """
        SELECT count(*) FROM conversation c WHERE (
            SELECT (count(*), min(seq), max(seq)) FROM message m
            WHERE m.corp_id = c.corp_id AND m.conversation_id = c.id
        ) IS DISTINCT FROM (c.last_seq, 1::bigint, c.last_seq)""",
    "a member's load is the number of active follows": """
        SELECT count(*) FROM member_load l WHERE customers <> (
            SELECT count(*) FROM follow f WHERE f.corp_id = l.corp_id
            AND f.member_id = l.member_id AND f.state = 'active')""",
    "the corp's load too": """
        SELECT count(*) FROM corp_load l WHERE relations <> (
            SELECT count(*) FROM follow f WHERE f.corp_id = l.corp_id AND f.state = 'active')""",
    "tags used up as many places as there are tags": """
        SELECT count(*) FROM tag_quota q WHERE used <> (
            SELECT count(*) FROM tag t WHERE t.corp_id = q.corp_id)""",
    "every follow has its conversation with both as participants": """
        SELECT count(*) FROM follow f WHERE 2 <> (
            SELECT count(*) FROM participant p WHERE p.corp_id = f.corp_id
            AND p.conversation_id = f.conversation_id
            AND p.principal_id IN (f.member_id, f.contact_id))""",
    "every follow was announced when it was added": """
        SELECT count(*) FROM follow f JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
        WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.corp_id = f.corp_id
            AND e.name = 'contact.added' AND e.subject = c.external_userid AND e.at = f.added_at)""",
    "a code's totals are the sums of its days": """
        SELECT count(*) FROM contact_way w
        LEFT JOIN (SELECT corp_id, way_id, sum(opened) AS opened, sum(added) AS added
                   FROM contact_way_day GROUP BY 1, 2) d ON d.corp_id = w.corp_id AND d.way_id = w.id
        WHERE (w.opened, w.added) <> (coalesce(d.opened, 0), coalesce(d.added, 0))""",
    "the days' sums are what was said": """
        SELECT (SELECT sum(said) FROM talk_day) - (SELECT count(*) FROM message m
            JOIN conversation c ON c.corp_id = m.corp_id AND c.id = m.conversation_id
                AND c.kind = 'external'
            WHERE m.kind <> 'system')""",
    "a group's size is who is in it": """
        SELECT count(*) FROM customer_group g WHERE size <> (
            SELECT count(*) FROM group_stay s WHERE s.corp_id = g.corp_id AND s.group_id = g.id
            AND s.left_at IS NULL)""",
    "uses are taken by customers of links who have written": """
        SELECT count(*) FROM acquisition_grant g WHERE amount - balance <> (
            SELECT count(*) FROM acquisition_use u JOIN acquisition_customer a
                ON a.corp_id = u.corp_id AND a.contact_id = u.contact_id AND a.received > 0
            WHERE u.corp_id = g.corp_id AND u.grant_id = g.id)""",
    "the days' sums are who came": """
        SELECT (SELECT sum(added) FROM meeting_day) - (SELECT count(*) FROM follow)""",
    "who did it is called by name": """
        SELECT count(*) FROM event e JOIN member m ON m.corp_id = e.corp_id AND m.id = e.actor_id
        WHERE e.actor_kind = 'member' AND e.actor_name <> m.name""",
    "nothing is left for the relay": "SELECT count(*) FROM event WHERE NOT relayed",
    "nothing lies in the future": "SELECT count(*) FROM message WHERE sent_at > now()",
    "what links say of their readings": """
        SELECT count(*) FROM content_share s
        LEFT JOIN content_visit v ON (v.corp_id, v.share_id) = (s.corp_id, s.id)
        WHERE (s.opens, s.seconds, s.depth)
              <> ((v.id IS NOT NULL)::int, coalesce(v.seconds, 0), coalesce(v.depth, 0))
              OR s.opened_at < s.created_at OR v.last_at > now()""",
}
COUNTS = {
    "person": 2362,
    "contact": 2362,
    "purchase": 6919,
    "member": 60,
    "department": 1 + 5 + 2 + 12,
    "segment": 7 + 3,  # three are of tag rules that are on
    "tag_rule": 4,
    "list_view": 3,
    "tracking_source": 2,
    "content_item": 6,
    "content_file": 2,
    "form": 1,
    "quick_reply": 5,
}


@pytest.fixture(scope="module")
async def built(new_database_url: Callable[[], str], tmp_path_factory: Any) -> tuple[str, Path]:
    data = tmp_path_factory.mktemp("demo")
    url = new_database_url()
    config = configuration.load({}, data=data, database_url=url)
    await build(config, lambda part, done, total: None, seed=7)
    return url, data


@pytest.fixture
async def db(built: tuple[str, Path]) -> Any:
    connection = await asyncpg.connect(built[0])
    yield connection
    await connection.close()


@pytest.mark.parametrize("what", HELD)
async def test_the_rows_are_those_that_the_verbs_keep(db: Any, what: str) -> None:
    assert await db.fetchval(HELD[what]) == 0


async def test_it_is_as_large_as_the_sample(db: Any) -> None:
    found = {table: await db.fetchval(f"SELECT count(*) FROM {table}") for table in COUNTS}
    assert found == COUNTS


async def test_the_credentials_are_for_their_owner_alone(built: tuple[str, Path]) -> None:
    path = built[1] / credentials.FILE
    assert path.stat().st_mode & 0o777 == 0o600
    known = credentials.read(built[1])
    assert known is not None
    assert len(known.desk) >= 2
    assert len(known.app) >= 2


async def test_the_customers_who_can_sign_in_have_moments_and_groups(
    built: tuple[str, Path], db: Any
) -> None:
    known = credentials.read(built[1])
    assert known is not None
    seeing = await db.fetch(
        "SELECT DISTINCT p.phone FROM person p JOIN moment_viewer v ON v.person_id = p.id AND v.shown"
        " JOIN group_stay s ON s.principal_id = v.contact_id WHERE right(p.phone, 11) = ANY($1)",
        [one.phone for one in known.app],
    )
    assert len(seeing) == len(known.app) - 1  # the last one is on her way to a colleague


async def test_the_worker_fills_the_archive_with_talks_of_who_agreed(
    built: tuple[str, Path], db: Any
) -> None:
    database = Database(built[0])
    await database.open()
    try:
        while await filling.fill_once(database, 5000):
            pass
    finally:
        await database.close()
    talks = "SELECT count(DISTINCT conversation_id) FROM archive_entry"
    assert await db.fetchval(talks) > 10
    assert not await db.fetchval(
        """SELECT count(*) FROM archive_entry e JOIN archive_consent c USING (corp_id, conversation_id)
           WHERE NOT c.agreed"""
    )


async def test_the_desk_sign_in_that_is_printed_has_customers(
    built: tuple[str, Path], db: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(built[1] / credentials.FILE)
    announce.started(Started("http://127.0.0.1:8700", str(built[1]), path, [], {}))
    line = next(one for one in capsys.readouterr().out.splitlines() if "/desk/" in one)
    userid = line.split()[-3]
    assert await db.fetchval(
        "SELECT l.customers FROM member_load l JOIN member m ON m.id = l.member_id"
        " WHERE m.userid = $1",
        userid,
    )


def test_the_plan_follows_from_the_seed_and_the_time() -> None:
    end = datetime(2026, 11, 1, 9, tzinfo=UTC)
    made = plan.make(3, end)
    assert made == plan.make(3, end)
    assert made.customers != plan.make(4, end).customers
    assert max(bought.at for one in made.customers for bought in one.purchases) < end


def test_people_say_many_different_things() -> None:
    assert len(sentences()) >= 200
