"""Rules, lines and preferences as the surfaces show them."""

from datetime import datetime
from typing import Literal

import msgspec

from reunion.core.errors import NotFound
from reunion.platform.corps.model import CorpCard
from reunion.restraint.model import Channel, Policy, Purpose
from reunion.restraint.standing import Standing

RECENT_DAYS = 30
"""How far back a customer sees what she got."""

MOST_FORESEEN = 1000
"""Customers that a preview looks at."""


class NotMet(NotFound):
    """The customer has never met anybody of this company."""

    code = "not_met"
    title_zh = "您还没有添加过这家企业的成员"
    title_en = "You have not added anybody of this company"


class TouchPolicy(msgspec.Struct):
    """The company's rules; days and hours are those of `time_zone`. `broadcast_month`: WeCom's limit
    of this month, which holds whatever the policy says."""

    policy: Policy
    time_zone: str
    broadcast_month: int


class CapsWanted(msgspec.Struct, frozen=True):
    """At most so many within a day, a week from Monday, a month; null: no limit."""

    day: int | None = None
    week: int | None = None
    month: int | None = None


class QuietHoursWanted(msgspec.Struct, frozen=True):
    """From `since` to `until`, each as HH:MM; over midnight when `since` is later."""

    since: str
    until: str


class PolicyWanted(msgspec.Struct, frozen=True):
    """A whole policy as somebody would like it; 422 names every field that cannot be."""

    broadcast: Literal["month", "week", "day"] = "month"
    moments_a_day: int = 3
    marketing: CapsWanted = CapsWanted()
    service: CapsWanted = CapsWanted()
    every: CapsWanted = CapsWanted()
    quiet_hours: QuietHoursWanted | None = None
    quiet_for: list[Purpose] = msgspec.field(default_factory=lambda: ["marketing"])


class Forecast(msgspec.Struct):
    """What would be refused now. `policy` null: as it is. Asked about: one customer, or the latest
    customers of a tag, of a member, or of the company, at most 1,000."""

    policy: PolicyWanted | None = None
    channel: Channel = "broadcast"
    purpose: Purpose = "marketing"
    external_userid: str | None = None
    tag: str | None = None
    member: str | None = None


class RefusedFor(msgspec.Struct):
    """`reason` is the rule in the reader's language."""

    rule: str
    reason: str
    customers: int


class Foreseen(msgspec.Struct):
    """`asked` of `total` customers were looked at. `quiet_until`: a send would wait so long.
    `standing` is there when one customer was asked about, with the caps of the given policy."""

    asked: int
    total: int
    permitted: int
    refused: list[RefusedFor]
    quiet_until: datetime | None
    standing: Standing | None


class TouchBy(msgspec.Struct):
    """The member in whose name a touch came."""

    member_id: int
    userid: str
    name: str


class TouchOf(msgspec.Struct):
    """The customer whom a touch was meant for."""

    external_userid: str
    name: str


class TouchLine(msgspec.Struct):
    """One line of the ledger; `title`: what the send is called, may be empty. `sent` false: it was refused
    by `rule`, which `reason` says in the reader's language with what was `counted` and what is
    `allowed`. `customer` is there in the ledger of a member."""

    at: datetime
    source: str
    source_id: int
    title: str
    channel: Channel
    purpose: Purpose
    by: TouchBy | None
    sent: bool
    rule: str | None
    reason: str
    counted: int | None
    allowed: int | None
    customer: TouchOf | None = None


class TouchesRefused(msgspec.Struct):
    """How many touches a rule refused."""

    rule: str
    count: int


class TouchSums(msgspec.Struct):
    """What came, and what each rule refused, in a member's name in the last `days`."""

    days: int
    sent: int
    refused: list[TouchesRefused]


class TouchCount(msgspec.Struct):
    channel: Channel
    purpose: Purpose
    count: int


class Preferences(msgspec.Struct):
    """What a customer receives from a company, and what she got within the last `days`."""

    corp: CorpCard
    marketing: bool
    service: bool
    days: int
    total: int
    got: list[TouchCount]


class PreferencesChange(msgspec.Struct):
    """Whether she wants to receive it."""

    marketing: bool
    service: bool
