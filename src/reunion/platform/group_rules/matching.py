"""What a rule finds in a message; no I/O.

Letters are compared as the search does: full-width as ordinary, capitals as small.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion.platform.conversations.content import folded, written
from reunion.platform.group_rules.model import Action, Flood, Match, Reason

_SHOWN = 120
"""Of what a code says, in the log."""
SEVERITY: dict[Action, int] = {"warn": 0, "remove": 1, "remove_and_block": 2}

# An address with its scheme, or a bare one as people type it; file names and "3.5" are none.
_ENDINGS = (
    "com|cn|net|org|top|xyz|vip|shop|cc|io|me|info|site|online|club|ru|tv|link|live|app|fun|store|"
    "co|biz|asia|ltd|work|ink|pro|tech|icu|mobi|hk|tw|jp|us|uk|kr|sg"
)
_ADDRESS = re.compile(
    r"https?://(?:[^\s/@]*@)?([^\s/?#:，。；！？、）（【】《》“”]+)"
    rf"|(?<![\w@.-])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS}))(?![a-z0-9-]|\.[a-z0-9])",
    re.ASCII,
)


class ReplyRule(msgspec.Struct, frozen=True):
    """A keyword reply as it is compared with messages; words are folded."""

    id: int
    words: tuple[str, ...]
    match: Match
    cooldown: int


class GuardRule(msgspec.Struct, frozen=True):
    """A guard as it is compared with messages; words and hosts are folded."""

    id: int
    name: str
    words: tuple[str, ...]
    links: bool
    hosts: tuple[str, ...]
    codes: bool
    miniprograms: bool
    cards: bool
    flood: Flood | None
    action: Action
    warning: str
    exempt: frozenset[int]


class Finding(msgspec.Struct, frozen=True):
    """Which guard found what."""

    guard: GuardRule
    reason: Reason
    found: str


def hosts_in(text: str) -> list[str]:
    """The hosts of all addresses in a text, folded."""
    return [(match[1] or match[2]).strip(".") for match in _ADDRESS.finditer(folded(text))]


def reply_for(rules: Sequence[ReplyRule], text: str) -> ReplyRule | None:
    """The reply that fits best: one that wants exactly this before one that wants a part of it, then
    that with the longest word, then the oldest."""
    said = " ".join(folded(text).split())
    best: tuple[tuple[bool, int, int], ReplyRule] | None = None
    for rule in rules:
        exact = rule.match == "exact"
        hits = [word for word in rule.words if (word == said if exact else word in said)]
        if hits:
            rank = (exact, max(map(len, hits)), -rule.id)
            if best is None or rank > best[0]:
                best = (rank, rule)
    return best[1] if best else None


def findings(
    guards: Sequence[GuardRule], contact_id: int, kind: str, content: dict[str, Any],
    codes: Sequence[str] = (),
) -> list[Finding]:  # fmt: skip
    """What the content breaks, guard by guard; floods are `flooded`'s. `codes`: what the QR codes of its
    picture say."""
    text = written(kind, content)
    said = folded(text)
    found = []
    for guard in guards:
        if contact_id in guard.exempt:
            continue
        hit = _content(guard, kind, content, said) or _code(guard, codes)
        if hit:
            found.append(Finding(guard, *hit))
    return found


def _content(
    guard: GuardRule, kind: str, content: dict[str, Any], said: str
) -> tuple[Reason, str] | None:
    for word in guard.words:
        if word in said:
            return "word", word
    if guard.links:
        hosts = hosts_in(said)
        if kind == "link":
            hosts += hosts_in(content.get("url") or "")
        for host in hosts:
            if not _allowed(guard, host):
                return "link", host
    if guard.miniprograms and kind == "miniprogram":
        return "miniprogram", content.get("title") or ""
    if guard.cards and kind == "card":
        return "card", content.get("name") or ""
    return None


def _code(guard: GuardRule, codes: Sequence[str]) -> tuple[Reason, str] | None:
    """A code that leads to nothing but allowed hosts is as good as a link to them."""
    for code in codes if guard.codes else ():
        hosts = hosts_in(code)
        if not hosts or not all(_allowed(guard, host) for host in hosts):
            return "code", code[:_SHOWN]
    return None


def _allowed(guard: GuardRule, host: str) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in guard.hosts)


def flooded(flood: Flood, times: Sequence[datetime], at: datetime) -> int:
    """How many of one person's messages lie within the span that ends now, if that is too many; else 0."""
    since = at - timedelta(seconds=flood.seconds)
    count = sum(since < one <= at for one in times)
    return count if count >= flood.count else 0


def severest(found: Sequence[Finding]) -> Finding | None:
    """The one that is acted on: the severest action, then the oldest guard."""
    return max(found, key=lambda one: (SEVERITY[one.guard.action], -one.guard.id), default=None)
