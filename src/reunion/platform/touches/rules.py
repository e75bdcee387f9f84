"""What a policy may say: stricter than WeCom, and every number of it can be reached."""

import re
from collections.abc import Iterator

from reunion.core.errors import Invalid, Text
from reunion.platform.touches.model import CapsWanted, PolicyWanted, QuietHoursWanted
from reunion.restraint.model import PERIODS, Caps, Period, Policy, QuietHours

WECOM_MOMENTS_A_DAY = 3
_MOST = 1000
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LEAST_OPEN = 60
"""Minutes of a day in which something may still be sent."""

_PERIODS: dict[Period, tuple[str, str]] = {
    "day": ("每天", "a day"), "week": ("每周", "a week"), "month": ("每月", "a month"),
}  # fmt: skip
Problem = tuple[str, Text]


def checked(wanted: PolicyWanted) -> Policy:
    """Raises Invalid with a text for each field that is looser than WeCom or makes no sense."""
    problems = dict(
        [
            *_moments(wanted.moments_a_day),
            *_caps("marketing", wanted.marketing, wanted.every),
            *_caps("service", wanted.service, wanted.every),
            *_caps("every", wanted.every, None),
            *_quiet_hours(wanted.quiet_hours),
        ]
    )
    if wanted.quiet_hours is not None and not wanted.quiet_for:
        problems["quiet_for"] = Text(
            "请选择免打扰时段内不发送哪类消息", "choose what is not sent within the quiet hours"
        )
    if problems:
        raise Invalid(**problems)
    hours = wanted.quiet_hours
    return Policy(
        broadcast=wanted.broadcast,
        moments_a_day=wanted.moments_a_day,
        marketing=_as_caps(wanted.marketing),
        service=_as_caps(wanted.service),
        every=_as_caps(wanted.every),
        quiet_hours=QuietHours(hours.since, hours.until) if hours else None,
        quiet_for=tuple(dict.fromkeys(wanted.quiet_for)),
    )


def _as_caps(caps: CapsWanted) -> Caps:
    return Caps(caps.day, caps.week, caps.month)


def _moments(count: int) -> Iterator[Problem]:
    if not 0 <= count <= WECOM_MOMENTS_A_DAY:
        yield (
            "moments_a_day",
            Text(
                f"企业微信每天最多 {WECOM_MOMENTS_A_DAY} 条，请填 0 到 {WECOM_MOMENTS_A_DAY}",
                f"WeCom shows at most {WECOM_MOMENTS_A_DAY} a day; give 0 to {WECOM_MOMENTS_A_DAY}",
            ),
        )


def _caps(name: str, caps: CapsWanted, every: CapsWanted | None) -> Iterator[Problem]:
    """Numbers that are none, then those that a smaller one beside them makes useless."""
    given: dict[Period, int] = {
        period: cap for period in PERIODS if (cap := getattr(caps, period)) is not None
    }
    for period, cap in given.items():
        field = f"{name}.{period}"
        if not 0 <= cap <= _MOST:
            yield (
                field,
                Text(
                    f"请填 0 到 {_MOST}，或留空表示不限",
                    f"give 0 to {_MOST}, or nothing for no limit",
                ),
            )
            continue
        for longer in PERIODS[PERIODS.index(period) + 1 :]:
            if cap > given.get(longer, cap):
                yield field, _beyond(period, cap, given[longer], *_PERIODS[longer])
                break
        else:
            for same_or_longer in PERIODS[PERIODS.index(period) :]:
                most = getattr(every, same_or_longer, None)
                if most is not None and cap > most:
                    zh, en = _PERIODS[same_or_longer]
                    yield field, _beyond(period, cap, most, f"全部消息{zh}", f"of everything {en}")
                    break


def _beyond(period: Period, cap: int, most: int, zh: str, en: str) -> Text:
    here_zh, here_en = _PERIODS[period]
    return Text(
        f"{here_zh} {cap} 条超过{zh}的 {most} 条，永远到不了；请不大于 {most}",
        f"{cap} {here_en} is more than the {most} {en} and is never reached; give {most} or less",
    )


def _quiet_hours(hours: QuietHoursWanted | None) -> Iterator[Problem]:
    if hours is None:
        return
    wrong = False
    for name, clock in (("since", hours.since), ("until", hours.until)):
        if not _CLOCK.fullmatch(clock):
            wrong = True
            yield f"quiet_hours.{name}", Text("请填时间，如 22:00", "give a time such as 22:00")
    if wrong:
        return
    quiet = (_minutes(hours.until) - _minutes(hours.since)) % (24 * 60)
    if quiet == 0:
        yield (
            "quiet_hours.until",
            Text("开始和结束相同，请改一个", "it begins and ends at the same time; change one"),
        )
    elif quiet > 24 * 60 - _LEAST_OPEN:
        yield (
            "quiet_hours.until",
            Text("一天里至少留出 1 小时可以发送", "leave at least one hour of the day for sending"),
        )


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
