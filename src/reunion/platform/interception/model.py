"""A rule, what it finds in a text, and a hit. No I/O."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from reunion.core.folding import folded

MOST_RULES = 100
MOST_WORDS = 300
LONGEST_WORD = 32
LONGEST_NAME = 20
MOST_IN_RANGE = 1000
"""limits.md, 聊天敏感词."""

CHANNEL = "interception_changed"
"""The payload is the corp whose rules changed."""

Action = Literal["block", "warn"]
Outcome = Literal["blocked", "warned", "confirmed", "seen"]
Place = Literal[
    "chat",
    "broadcast",
    "moment",
    "comment",
    "welcome",
    "group_notice",
    "group_welcome",
    "group_reply",
]
"""Where a text is said or will be. `comment`: what a member says under a Moment."""
Semantic = Literal["mobile", "email", "red_packet"]
Act = Literal["customer_deleted", "customer_lost", "customers_exported", "card_sent", "mobile_sent"]

SEMANTICS: dict[int, Semantic] = {1: "mobile", 2: "email", 3: "red_packet"}
ACTS: tuple[Act, ...] = (
    "customer_deleted", "customer_lost", "customers_exported", "card_sent", "mobile_sent",
)  # fmt: skip
IN_MESSAGES: frozenset[Act] = frozenset({"card_sent", "mobile_sent"})
"""Acts that only the messages show: watched once somebody asks for it; the others unless told not to."""

_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_EMAIL = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}")
_PATTERNS = {1: _MOBILE, 2: _EMAIL}

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_WORD)]


class Range(msgspec.Struct, frozen=True):
    """Whom a rule holds for: these members, and those of these departments and all below them."""

    member_ids: list[int] = []
    department_ids: list[int] = []


class Rule(msgspec.Struct, frozen=True):
    """A row of `intercept_rule`; `semantics` by WeCom's numbers."""

    id: int
    rule_id: str
    name: str
    action: Action
    words: list[str]
    semantics: list[int]
    member_ids: list[int]
    department_ids: list[int]
    watchers: list[int]
    created_by: str
    created_at: datetime
    deleted_at: datetime | None = None

    @property
    def key(self) -> str:
        return f"intercept_rule:{self.id}"


class Find(msgspec.Struct, frozen=True):
    """What a rule found in a text: a word as the rule has it, or the name of a semantic."""

    rule: int
    found: str


class Hit(msgspec.Struct, frozen=True):
    """Something that is to be kept: by a rule or as an act."""

    found: str
    outcome: Outcome
    member_id: int
    excerpt: str
    rule: int | None = None
    act: Act | None = None
    by_customer: bool = False
    contact_id: int | None = None
    conversation_id: int | None = None
    client_id: str | None = None
    place: Place = "chat"


def mobile_in(text: str) -> str | None:
    """The first Chinese mobile number in a folded text."""
    match = _MOBILE.search(text)
    return match[0] if match else None


class Lexicon:
    """All rules of a corp, ready to be looked for at once.

    Words are filed under their first two characters, so that a text costs a look-up a pair of
    neighbours, however many words there are; only words that begin with such a pair are compared.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.actions: dict[int, Action] = {rule.id: rule.action for rule in rules}
        self._starts: dict[str, list[tuple[str, Find]]] = defaultdict(list)
        self._patterns: dict[int, list[Find]] = defaultdict(list)
        for rule in rules:
            for word in rule.words:
                low = folded(word)
                self._starts[low[:2]].append((low, Find(rule.id, word)))
            for number in rule.semantics:
                if number in _PATTERNS:
                    self._patterns[number].append(Find(rule.id, SEMANTICS[number]))

    def __bool__(self) -> bool:
        return bool(self._starts or self._patterns)

    def search(self, text: str) -> list[Find]:
        """Everything found in a text as somebody wrote it, one a rule."""
        low = folded(text)
        found: dict[int, Find] = {}
        for start in self._pairs(low):
            for word, find in self._starts.get(start, ()):
                if find.rule not in found and word in low:
                    found[find.rule] = find
        for number, finds in self._patterns.items():
            if _PATTERNS[number].search(low):
                found = {find.rule: find for find in finds} | found
        return list(found.values())

    def _pairs(self, low: str) -> Iterable[str]:
        starts = self._starts
        pairs = {*low, *map("".join, itertools.pairwise(low))}
        return pairs & starts.keys()
