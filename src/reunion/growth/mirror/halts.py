"""Answers that concern every call of a corp: nothing is asked for a while, then everything goes on."""

from datetime import timedelta

from reunion.wecom import errors

IP_NOT_ALLOWED = 60020
_SHORT, _MINUTE = timedelta(seconds=5), timedelta(minutes=1)
MOST = timedelta(hours=1)

HALTS = {
    errors.BUSY: _SHORT,
    errors.TOO_MANY_AT_ONCE: _SHORT,
    errors.TOO_MANY_CALLS: _MINUTE,
    errors.SECRET_WRONG: _MINUTE,
    errors.CORPID_INVALID: _MINUTE,
    errors.TOKEN_INVALID: _MINUTE,
    errors.TOKEN_EXPIRED: _MINUTE,
    errors.APP_DISABLED: _MINUTE,
    IP_NOT_ALLOWED: _MINUTE,
}
"""How long at first; twice as long each time that it goes on, an hour at most."""


def wait(errcode: int, failures: int) -> timedelta:
    """After so many failures before this one."""
    return backed_off(HALTS.get(errcode, _SHORT), failures)


def retry(attempts: int) -> timedelta:
    """Until one thing that failed so often is tried again."""
    return backed_off(_SHORT, attempts)


def backed_off(first: timedelta, times: int) -> timedelta:
    """Twice as long each time, an hour at most."""
    return min(first * 2 ** min(times, 12), MOST)
