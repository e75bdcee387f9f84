"""The checks of the house find what they are there for, and let what is right pass."""

import ast
import textwrap

import pytest

from tools import architecture


def found(path: str, source: str) -> list[str]:
    return architecture.problems_in(path, ast.parse(textwrap.dedent(source)))


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        (
            "platform/tags/service.py",
            """
            async def f(ctx):
                await ctx.tx.fetch("SELECT id FROM tag WHERE corp_id = $1", ctx.corp_id)
            """,
            "SQL outside store.py",
        ),
        (
            "platform/tags/store.py",
            """
            async def f(ctx):
                await ctx.tx.fetch("SELECT id FROM tag WHERE id = $1", 1)
            """,
            "without corp_id",
        ),
        (
            "platform/tags/store.py",
            """
            _ALL = "SELECT id FROM tag"
            async def f(ctx, n):
                await ctx.tx.execute(f"DELETE FROM tag WHERE id = {n} RETURNING id")
            """,
            "without corp_id",
        ),
        (
            "platform/tags/store.py",
            """
            async def f(ctx):
                await ctx.tx.fetch("SELECT 1 FROM person p JOIN tag t ON t.id = p.id")
            """,
            "without corp_id",
        ),
        (
            "platform/tags/service.py",
            "from reunion.platform.contacts.store import find",
            "the store of contacts is private",
        ),
        (
            "platform/tags/service.py",
            "from reunion.platform.contacts import store",
            "the store of contacts is private",
        ),
        (
            "platform/tags/service.py",
            "from datetime import datetime, UTC\nat = datetime.now(UTC)",
            "a hidden clock",
        ),
    ],
)
def test_a_broken_rule_is_found(path: str, source: str, said: str):
    problems = found(path, source)
    assert problems, "nothing was found"
    assert all(said in problem for problem in problems)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "platform/tags/store.py",
            """
            async def f(ctx):
                await ctx.tx.fetch("SELECT id FROM tag WHERE corp_id = $1", ctx.corp_id)
            """,
        ),
        (
            "platform/tags/store.py",
            """
            _MINE = "corp_id = $1"
            async def f(ctx):
                await ctx.tx.fetch(f"SELECT id FROM tag WHERE {_MINE}", ctx.corp_id)
            """,
        ),
        (
            "platform/callbacks/store.py",
            '''
            async def due(tx):
                """Global: the worker delivers for all corps."""
                await tx.fetch("SELECT id FROM callback_delivery WHERE state = 'pending'")
            ''',
        ),
        (
            "platform/people/store.py",
            """
            async def f(tx):
                await tx.fetch("SELECT id FROM person WHERE phone = $1", "1")
            """,
        ),
        ("platform/tags/service.py", "from reunion.platform.contacts import service"),
        ("platform/tags/service.py", "text = 'Select a customer from the list'"),
    ],
)
def test_what_is_right_passes(path: str, source: str):
    assert found(path, source) == []
