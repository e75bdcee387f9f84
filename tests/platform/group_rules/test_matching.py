"""What rules find in messages, without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reunion.platform.group_rules import matching
from reunion.platform.group_rules.matching import GuardRule, ReplyRule
from reunion.platform.group_rules.model import Flood

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("看这里 https://Bad.example.com/a?b=1，很便宜", ["bad.example.com"]),
        ("加 ｗｗｗ．ｘｘ．ｃｏｍ 领券", ["www.xx.com"]),
        ("http://shop.example.cn:8080/x 和 t.cn/abc", ["shop.example.cn", "t.cn"]),
        ("版本 3.5 已发，见 说明.pdf", []),
        ("发到 an@chuncha.com 就行", []),
        ("https://user@evil.top/", ["evil.top"]),
    ],
)
def test_addresses_are_found_as_people_write_them(text: str, hosts: list[str]) -> None:
    assert matching.hosts_in(text) == hosts


def test_the_reply_that_fits_best_answers() -> None:
    some = ReplyRule(1, ("营业",), "contains", 60)
    longer = ReplyRule(2, ("营业时间",), "contains", 60)
    whole = ReplyRule(3, ("营业时间 周末",), "exact", 60)
    rules = [some, longer, whole]
    assert matching.reply_for(rules, "请问营业时间？") == longer
    assert matching.reply_for(rules, "营业吗") == some
    assert matching.reply_for(rules, " 营业时间  周末 ") == whole
    assert matching.reply_for(rules, "几点开门") is None


def _guard(number: int, **more: Any) -> GuardRule:
    values: dict[str, Any] = {
        "name": f"规则{number}", "words": (), "links": False, "hosts": (), "miniprograms": False,
        "codes": False, "cards": False, "flood": None, "action": "warn", "warning": "", "exempt": frozenset(),
    }  # fmt: skip
    return GuardRule(number, **(values | more))


def test_the_severest_finding_is_acted_on() -> None:
    words = _guard(1, words=("刷单",))
    links = _guard(2, links=True, hosts=("chuncha.com",), action="remove")
    other = _guard(3, links=True, action="remove", exempt=frozenset({7}))
    text = {"text": "刷单看 HTTPS://fake-chuncha.com/"}
    found = matching.findings([words, links, other], 7, "text", text)
    assert [(one.guard.id, one.reason, one.found) for one in found] == [
        (1, "word", "刷单"), (2, "link", "fake-chuncha.com"),
    ]  # fmt: skip
    assert matching.severest(found) == found[1]
    own = {"title": "商城", "url": "https://m.chuncha.com/a"}
    assert matching.findings([links], 7, "link", own) == []
    assert matching.findings([_guard(4, cards=True)], 7, "card", {"name": "别家"})
    assert matching.findings([_guard(5, miniprograms=True)], 7, "miniprogram", {"title": "抽奖"})
    assert matching.severest([]) is None


def test_a_flood_is_so_many_within_a_span() -> None:
    flood = Flood(3, 10)
    times = [AT - timedelta(seconds=s) for s in (30, 10, 9, 1, 0)]
    assert matching.flooded(flood, times, AT) == 3
    assert matching.flooded(flood, times[:-1], AT) == 0
