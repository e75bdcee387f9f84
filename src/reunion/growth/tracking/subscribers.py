"""Tracking's part of a person's export and erasure."""

from reunion.growth.profiles import stores
from reunion.growth.tracking import erasure
from reunion.growth.tracking.store import inbox

stores.register(
    "tracking", export=erasure.export, erase=erasure.erase, close=erasure.close, hold=inbox.hold
)
