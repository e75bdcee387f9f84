"""自定义字段: what a company wants to know of people beside the standard attributes."""

import re
from collections.abc import Sequence

from reunion.core.context import Context
from reunion.core.errors import NotFound
from reunion.core.folding import one_line
from reunion.growth.profiles.attributes import STANDARD, Field, FieldType
from reunion.growth.profiles.model import BadField, FieldKeyTaken
from reunion.growth.profiles.store import fields as field_store
from reunion.growth.profiles.store import lock
from reunion.outbox.append import append

MOST = 200
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CHOICES = 200
_LONGEST = 60


async def create(
    ctx: Context, key: str, name: str, kind: FieldType, choices: Sequence[str] = ()
) -> Field:
    """A new field; its key and its type stay as they are. Raises BadField, FieldKeyTaken."""
    await lock.lock(ctx)
    if not _KEY.fullmatch(key) or key in STANDARD:
        raise _bad(
            "key",
            "键名须以小写字母开头，只含小写字母、数字和下划线，且不是标准字段",
            "a key begins with a small letter, has small letters, digits and underscores, and is no "
            "standard attribute's",
        )
    name, picked = _checked(name, kind, choices)
    if len(await field_store.fields(ctx)) >= MOST:
        raise _bad("name", f"最多 {MOST} 个字段", f"there may be {MOST} at most")
    number = await field_store.insert(ctx, key, name, kind, picked)
    if number is None:
        raise FieldKeyTaken(key=key)
    made = Field(number, key, name, kind, picked)
    await append(ctx, "profile_field.created", subject=key, data={"name": name, "type": kind})
    await lock.announce(ctx)
    return made


async def change(
    ctx: Context, field_no: int, name: str, choices: Sequence[str], *, archived: bool
) -> Field:
    """Its name, its choices, and whether it is put away; what people have of it stays. Raises NotFound,
    BadField."""
    await lock.lock(ctx)
    known = {one.field_no: one for one in await field_store.fields(ctx)}
    had = known.get(field_no)
    if had is None:
        raise NotFound
    name, picked = _checked(name, had.type, choices)
    await field_store.update(ctx, field_no, name, picked, archived)
    await append(
        ctx, "profile_field.changed", subject=had.key, data={"name": name, "archived": archived}
    )
    return Field(field_no, had.key, name, had.type, picked, archived)


def _checked(name: str, kind: FieldType, choices: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    name = one_line(name)
    if not 0 < len(name) <= _LONGEST:
        raise _bad("name", f"名称为 1 到 {_LONGEST} 个字", f"a name has 1 to {_LONGEST} characters")
    if kind not in ("choice", "choices"):
        return name, ()
    picked = tuple(dict.fromkeys(text for one in choices if (text := one_line(one))))
    if not picked or len(picked) > _CHOICES or any(len(one) > _LONGEST for one in picked):
        raise _bad(
            "choices",
            f"选项为 1 到 {_CHOICES} 个，每个不超过 {_LONGEST} 个字",
            f"there are 1 to {_CHOICES} choices of up to {_LONGEST} characters",
        )
    return name, picked


def _bad(place: str, zh: str, en: str) -> BadField:
    return BadField(reason_zh=zh, reason_en=en).at(place)
