"""By whom, by which channel, in which way and when somebody was added."""

from collections.abc import Mapping
from typing import Any

from reunion.growth.segments import definition as d
from reunion.growth.segments.words.scanning import No
from reunion.growth.segments.words.values import Values
from reunion.wecom.add_ways import ADD_WAYS

_ADD_WAYS: dict[str, int] = {
    said: way for way, text in ADD_WAYS.items() for said in (text, text.en)
}


class Relations(Values):
    """`members`: how they are called, by userid; `channels`, by state."""

    def __init__(self, text: str, members: Mapping[str, str], channels: Mapping[str, str]) -> None:
        super().__init__(text)
        self._members = {name: userid for userid, name in members.items()}
        self._channels = {name: state for state, name in channels.items()}

    def relation(self, *, added: bool) -> dict[str, Any]:
        self.word("open")
        given: dict[str, Any] = {}
        while True:
            if self.maybe("member"):
                given["userids"] = self.listed(self._member)
            elif self.maybe("channel"):
                given["channels"] = self.listed(self._channel)
            elif self.maybe("way"):
                given["add_ways"] = self.listed(self._add_way)
            elif added and self.maybe("added"):
                given["added"] = self.window()
            elif added and (window := self.attempt(self._added_then)) is not None:
                given["added"] = window
            else:
                raise No
            if not self.maybe("next"):
                break
        self.word("close")
        return given

    def _member(self) -> str:
        name = self.quoted()
        return self._members.get(name, name)

    def _channel(self) -> str:
        name = self.quoted()
        return self._channels.get(name, name)

    def _add_way(self) -> int:
        name = self.attempt(self.quoted)
        if name is None:
            return self.whole()
        return _ADD_WAYS[name] if name in _ADD_WAYS else self.no("add_way")

    def _added_then(self) -> d.Window:
        window = self.window()
        self.word("added_then")
        return window
