"""Domain events: appended in the transaction of the change, relayed to subscribers after it.

The same rows are the audit log, so an event says who did what to whom, in wire ids.
"""

from reunion.outbox.append import append, append_many
from reunion.outbox.events import Event, Subscriber, subscribe, subscribers

__all__ = ["Event", "Subscriber", "append", "append_many", "subscribe", "subscribers"]
