"""Tag rules and batches: shapes, limits, and why something is refused."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from reunion.core.errors import AppError, Conflict, Invalid, Text
from reunion.growth.segments.model import Words

RULES = 200
"""Of one company."""
TAGS = 20
PIECE = 2_000
"""People whose tags are set in one transaction."""
PEOPLE_SHOWN = 10
"""Of the people of one act."""
LISTED = 100_000
"""People whom a batch names one by one."""
CHANNEL = "tag_rules"
"""Told when there is something to sweep or to tag."""

Kind = Literal["source", "form", "behaviour", "purchase", "silence", "segment", "own"]
Cause = Literal["change", "sweep"]
BatchState = Literal["running", "stopped", "done", "undoing", "undone"]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
TagNos = Annotated[list[int], Meta(max_length=TAGS)]


class RuleTag(msgspec.Struct, frozen=True):
    """A tag by its number; `gone`: it was deleted since."""

    tag_no: int
    group_name: str
    name: str
    wecom: bool
    gone: bool = False


class Sweep(msgspec.Struct, frozen=True):
    """How far everybody has been looked at, after the rule was switched on or changed."""

    total: int
    done: int


class WantedRule(msgspec.Struct, frozen=True):
    """`kind`: what the rule was begun from, for people; the condition alone decides. `takes_back`: where the
    condition no longer holds, the tags that this rule gave go."""

    name: Name
    definition: dict[str, Any]
    tag_nos: Annotated[list[int], Meta(min_length=1, max_length=TAGS)]
    kind: Kind = "own"
    takes_back: bool = False
    enabled: bool = False


class TagRule(msgspec.Struct):
    """`holds`: people for whom it holds, as far as it has acted; `given`, `taken`: tags ever given and taken
    back; `sweep`: null when everybody has been looked at."""

    id: int
    name: str
    kind: Kind
    definition: dict[str, Any]
    words: Words
    tags: list[RuleTag]
    takes_back: bool
    enabled: bool
    holds: int
    given: int
    taken: int
    acted_at: datetime | None
    sweep: Sweep | None
    created_by: str
    created_at: datetime
    changed_at: datetime


class RuleAct(msgspec.Struct):
    """One step of a rule: people for whom it began and ceased to hold, tags given and taken back."""

    id: int
    at: datetime
    cause: Cause
    began: int
    ceased: int
    given: int
    taken: int
    people: list["RulePerson"]


class RulePerson(msgspec.Struct, frozen=True):
    """A person as lists name her."""

    profile_no: int
    name: str
    avatar: str


class HeldPerson(msgspec.Struct):
    """Somebody for whom a rule holds; `tag_nos`: those that it gave her."""

    person: RulePerson
    tag_nos: list[int]
    since: datetime


class BatchSource(msgspec.Struct, frozen=True):
    """Exactly one of them: a segment, a condition, or people by their numbers."""

    segment_id: int | None = None
    definition: dict[str, Any] | None = None
    profile_nos: Annotated[list[int], Meta(max_length=LISTED)] = []


class WantedBatch(msgspec.Struct, frozen=True):
    """Who, and which tags they get and lose."""

    source: BatchSource
    add: TagNos = []
    remove: TagNos = []
    name: Annotated[str, Meta(max_length=64)] = ""


class TagBatch(msgspec.Struct):
    """`done`: people seen to, out of `total`; while it is undone, out of those of whom it changed something.
    `changed`: tags of people really put on or taken off; `restored`, `kept`: put back, and left since
    somebody had changed them. `writing`: follows in WeCom where they wait to be written."""

    id: int
    name: str
    source: str
    add: list[RuleTag]
    remove: list[RuleTag]
    state: BatchState
    total: int
    done: int
    changed: int
    restored: int
    kept: int
    writing: int
    refused: int
    created_by: str
    created_at: datetime
    finished_at: datetime | None
    undone_by: str
    undone_at: datetime | None


class RulesFull(AppError):
    """There are as many rules as there may be."""

    errcode = 45033
    status = 409
    code = "tag_rules_full"
    title_zh = "标签规则最多 {limit} 条，请先删除不用的"
    title_en = "There may be {limit} tag rules; delete some that are not used"


class BatchOver(Conflict):
    """It can not be stopped, continued or undone in the state it has."""

    code = "tag_batch_state"
    title_zh = "这次打标当前不能这样操作，请刷新后再看"
    title_en = "The state of this batch does not allow it; reload the page"


class NobodyToTag(Conflict):
    """No person is meant."""

    code = "tag_batch_empty"
    title_zh = "没有符合条件的客户，不需要打标"
    title_en = "Nobody is meant, so there is nothing to tag"


def check_batch(wanted: WantedBatch) -> None:
    """Raises what is wrong with it, apart from tags and people."""
    if not wanted.add and not wanted.remove:
        raise Invalid(add=Text("请选择要打上或移除的标签", "choose tags to add or to remove"))
    if set(wanted.add) & set(wanted.remove):
        raise Invalid(
            remove=Text("同一个标签不能既打上又移除", "a tag cannot be both added and removed")
        )
    source = wanted.source
    given = (source.segment_id is not None, source.definition is not None, bool(source.profile_nos))
    if sum(given) != 1:
        raise Invalid(
            source=Text(
                "请选择一个人群、一个条件或一份名单", "give a segment, a condition or people"
            )
        )
