"""Sort keys of Chinese names: PostgreSQL without ICU cannot order them, so the reading is stored."""

from collections.abc import Callable
from functools import cache

# Read differently as a surname than in general.
_SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "盖": "ge", "朴": "piao",
    "区": "ou", "员": "yun", "缪": "miao", "乐": "yue", "翟": "zhai", "折": "she", "种": "chong",
    "覃": "qin", "重": "chong", "繁": "po", "尉": "wei", "长孙": "zhang sun", "尉迟": "yu chi",
}  # fmt: skip


def sort_key(name: str) -> str:
    """`曾小夏` -> `zeng xiao xia`, lower case, a space between syllables. Other scripts stay as written."""
    name = name.strip()
    for length in (2, 1):
        if reading := _SURNAMES.get(name[:length]):
            return " ".join([reading, *_syllables(name[length:])])
    return " ".join(_syllables(name))


@cache
def load() -> Callable[[str], list[str]]:
    """The reader of texts with its tables: a third of a second, once, which no start waits for."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def _syllables(text: str) -> list[str]:
    return [part.strip().lower() for part in load()(text) if part.strip()]
