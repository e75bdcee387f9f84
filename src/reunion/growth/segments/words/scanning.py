"""Going through a sentence from the left, trying what may stand there."""

import re
from collections.abc import Callable, Mapping
from typing import NoReturn, TypeVar

from reunion.growth.segments.model import NotUnderstood
from reunion.growth.segments.words.phrases import PHRASES, SHOWN

T = TypeVar("T")

_SPACE = re.compile(r"[\s　]*")
_QUOTED = re.compile(r"“((?:[^”]|””)*)”|\"((?:[^\"]|\"\")*)\"|「([^」]*)」|'([^']*)'")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_NAMED = 8
_WORD = re.compile(r"[a-z]", re.IGNORECASE)


class No(Exception):
    """It does not stand here."""


class Scanner:
    """Where one is in a text, and the farthest place at which something was expected."""

    def __init__(self, text: str) -> None:
        self._text, self.at = text, 0
        self._farthest, self._expected = 0, dict[str, None]()

    def end(self) -> None:
        self.skip()
        if self.at < len(self._text):
            self.no("and", "or")

    def refuse(self) -> NoReturn:
        """What was expected at the farthest place that was reached."""
        near = self._text[self._farthest : self._farthest + 12] or "…"
        named = sorted(self._expected, key=lambda one: one not in SHOWN)[:_NAMED]
        zh, en = ([_shown(one, language) for one in named] for language in (0, 1))
        raise NotUnderstood(
            at=self._farthest, near=near, expected=zh, expected_zh="、".join(zh),
            expected_en=", ".join(en),
        )  # fmt: skip

    def skip(self) -> None:
        match = _SPACE.match(self._text, self.at)
        self.at = match.end() if match else self.at

    def no(self, *expected: str) -> NoReturn:
        if self.at > self._farthest:
            self._farthest, self._expected = self.at, {}
        if self.at == self._farthest:
            self._expected |= dict.fromkeys(expected)
        raise No

    def halt(self, at: int, expected: str) -> NoReturn:
        """What was read does not mean anything, wherever else one got."""
        self._farthest, self._expected = at, {expected: None}
        raise No

    def _says(self, text: str) -> bool:
        """Goes on behind the text, if it stands here; an English word ends where it ends."""
        end = self.at + len(text)
        here = self._text[self.at : end]
        if here.lower() != text.lower():
            return False
        after = self._text[end : end + 1]
        if _WORD.match(text[-1]) and _WORD.match(after or " "):
            return False
        self.at = end
        return True

    def word(self, name: str) -> None:
        """One of the ways to say something."""
        self.skip()
        if not any(self._says(one) for one in PHRASES[name]):
            self.no(name)

    def maybe(self, name: str) -> bool:
        return self.attempt(lambda: self.word(name) or True) is not None

    def attempt(self, rule: Callable[[], T]) -> T | None:
        """What the rule reads; None, and nothing was read, where it does not fit."""
        before = self.at
        try:
            return rule()
        except No:
            self.at = before
            return None

    def first_of(self, *rules: Callable[[], T]) -> T:
        for rule in rules:
            if (found := self.attempt(rule)) is not None:
                return found
        raise No

    def longest(self, known: Mapping[str, T], what: str) -> T:
        self.skip()
        said = (text for text in sorted(known, key=len, reverse=True) if self._says(text))
        text = next(said, None)
        return known[text] if text is not None else self.no(what)

    def match(self, pattern: re.Pattern[str], what: str) -> re.Match[str]:
        self.skip()
        match = pattern.match(self._text, self.at)
        if match is None:
            self.no(what)
        self.at = match.end()
        return match

    def quoted(self) -> str:
        found = self.match(_QUOTED, "quoted")
        curly, straight, corner, single = found.groups()
        if curly is not None:
            return curly.replace("””", "”")
        return straight.replace('""', '"') if straight is not None else corner or single or ""

    def number(self) -> float:
        return float(self.match(_NUMBER, "number")[0])

    def whole(self) -> int:
        number = self.number()
        if number != int(number):
            self.no("number")
        return int(number)

    def listed(self, one: Callable[[], T]) -> tuple[T, ...]:
        """One or more, with a comma between."""
        found = [one()]
        while (another := self.attempt(lambda: (self.word("comma"), one())[1])) is not None:
            found.append(another)
        return tuple(found)


def _shown(name: str, language: int) -> str:
    if name in SHOWN:
        return SHOWN[name][language]
    ways = PHRASES[name]
    fit = [one for one in ways if bool(_WORD.search(one)) == bool(language)]
    return f"“{(fit or ways)[0]}”"
