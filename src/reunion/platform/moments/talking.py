"""Likes, comments and answers: a customer's, the member's, and what headquarters takes away.

A customer sees what she and the member say to each other and what the member says to all, never what other
customers say or who else likes it.
"""

from reunion import outbox, realtime
from reunion.core.context import Context
from reunion.platform.contacts import service as contacts
from reunion.platform.interception import vetting, watching
from reunion.platform.moments import desk, service
from reunion.platform.moments.model import HINT, Post
from reunion.platform.moments.refusals import (
    CommentUnknown,
    MomentUnknown,
    NoFriendAnyMore,
    NotOwnComment,
)
from reunion.platform.moments.store import feed, talk
from reunion.platform.moments.store.feed import Seen
from reunion.platform.moments.store.talk import CommentRow


async def like(ctx: Context, person_id: int, post_id: int, *, liked: bool) -> None:
    """A customer likes a post that she sees, or does not any more; again changes nothing. Raises
    MomentUnknown."""
    seen = await _seen(ctx, person_id, post_id)
    here = ctx.in_corp(seen.corp_id)
    if liked:
        if not await talk.like(here, post_id, seen.moment_id, seen.contact_id):
            return
        await talk.tell(here, seen.member_id, "like", post_id, seen.contact_id)
    elif not await talk.unlike(here, post_id, seen.contact_id):
        return
    await _record(here, "moment.liked" if liked else "moment.unliked", seen, {})
    await realtime.notify(here, [seen.member_id, person_id], HINT)


async def like_own(ctx: Context, member_id: int, post_id: int, *, liked: bool) -> None:
    """The member likes his own post, or does not any more; again changes nothing. Raises MomentUnknown."""
    post = await desk.require_own(ctx, member_id, post_id)
    if not await talk.like_own(ctx, post_id, liked=liked):
        return
    row = await service.require(ctx, post.moment_id)
    name = "moment.own_liked" if liked else "moment.own_unliked"
    facts = {"post_id": post_id, "member_id": member_id}
    await outbox.append(ctx, name, subject=row.wire_id, key=row.key, data=facts)
    await realtime.notify(ctx, [member_id], HINT)


async def comment(ctx: Context, person_id: int, post_id: int, text: str, client_id: str) -> None:
    """A customer comments on a post that she sees; the same `client_id` again changes nothing. Raises
    MomentUnknown."""
    seen = await _seen(ctx, person_id, post_id)
    here = ctx.in_corp(seen.corp_id)
    contact_id = seen.contact_id
    said, new = await talk.say(
        here, post_id, seen.moment_id, contact_id, contact_id, text, client_id
    )
    if not new:
        return
    await watching.overhear(here, "comment", text, seen.member_id, contact_id)
    await talk.tell(here, seen.member_id, "comment", post_id, contact_id, said)
    await _record(here, "moment.commented", seen, {"text": text[:200]})
    await realtime.notify(here, [seen.member_id, person_id], HINT)


async def _seen(ctx: Context, person_id: int, post_id: int) -> Seen:
    found = await feed.seen(ctx.tx, person_id, post_id)
    if found is None:
        raise MomentUnknown
    return found


async def _record(ctx: Context, name: str, seen: Seen, data: dict[str, object]) -> None:
    external_userid = await contacts.wire_id_of(ctx, seen.contact_id)
    facts = {"post_id": seen.post_id, "member_id": seen.member_id, **data}
    await outbox.append(
        ctx, name, subject=external_userid, key=str(seen.contact_id), data=facts
    )  # fmt: skip


async def answer(
    ctx: Context, member_id: int, post_id: int, text: str, comment_id: int | None, client_id: str
) -> None:
    """The member answers a comment under his post, for that customer alone; without `comment_id` he
    says it to all who see the post. Raises MomentUnknown, CommentUnknown, NoFriendAnyMore, TextBlocked,
    TextWarned."""
    post = await desk.require_own(ctx, member_id, post_id)
    await vetting.vet(ctx, "comment", [text], speaker_id=member_id)
    if comment_id is None:
        said, new = await talk.say(ctx, post_id, post.moment_id, None, member_id, text, client_id)
        hear: list[int] = []
    else:
        to = await _comment(ctx, comment_id, post)
        if to.contact_id is None:
            raise CommentUnknown
        person_id = await _friend(ctx, to.contact_id, member_id)
        said, new = await talk.say(
            ctx, post_id, post.moment_id, to.contact_id, member_id, text, client_id
        )
        hear = [person_id]
        if new:
            await talk.tell(ctx, person_id, "comment", post_id, member_id, said)
    if new:
        data = {"post_id": post_id, "member_id": member_id, "text": text[:200]}
        row = await service.require(ctx, post.moment_id)
        await outbox.append(ctx, "moment.answered", subject=row.wire_id, key=row.key, data=data)
        await realtime.notify(ctx, [member_id, *hear], HINT)


async def _comment(ctx: Context, comment_id: int, post: Post) -> CommentRow:
    found = await talk.comment(ctx, comment_id)
    if found is None or found.post_id != post.id:
        raise CommentUnknown
    return found


async def _friend(ctx: Context, contact_id: int, member_id: int) -> int:
    """The person who would read the answer; raises NoFriendAnyMore."""
    follow = await contacts.find_follow(ctx, contact_id, member_id)
    if follow is None or follow.state != "active" or follow.blocked_by_customer:
        raise NoFriendAnyMore
    return follow.person_id


async def delete_own(ctx: Context, person_id: int, post_id: int, comment_id: int) -> None:
    """A customer takes back her comment. Raises MomentUnknown, CommentUnknown, NotOwnComment."""
    seen = await _seen(ctx, person_id, post_id)
    here = ctx.in_corp(seen.corp_id)
    found = await talk.comment(here, comment_id)
    if found is None or found.post_id != post_id or found.contact_id not in (None, seen.contact_id):
        raise CommentUnknown
    if found.author_id != seen.contact_id:
        raise NotOwnComment
    await talk.unsay(here, comment_id)
    await _record(here, "moment.comment_deleted", seen, {"text": found.text[:200]})
    await realtime.notify(here, [seen.member_id, person_id], HINT)


async def delete_under_own(
    ctx: Context, member_id: int, post_id: int, comment_id: int
) -> None:  # fmt: skip
    """The member deletes what he or a customer said under his post. Raises MomentUnknown,
    CommentUnknown."""
    post = await desk.require_own(ctx, member_id, post_id)
    await _delete(ctx, post.moment_id, await _comment(ctx, comment_id, post))
    await realtime.notify(ctx, [member_id], HINT)


async def moderate(
    ctx: Context, moment_id: int, comment_id: int, sight: service.Sight
) -> None:  # fmt: skip
    """Headquarters deletes a comment. Raises MomentUnknown, CommentUnknown."""
    await service.require(ctx, moment_id, sight=sight)
    found = await talk.comment(ctx, comment_id)
    if found is None or found.moment_id != moment_id:
        raise CommentUnknown
    await _delete(ctx, moment_id, found)


async def _delete(ctx: Context, moment_id: int, found: CommentRow) -> None:
    await talk.unsay(ctx, found.id)
    row = await service.require(ctx, moment_id)
    data = {"post_id": found.post_id, "text": found.text[:200]}
    await outbox.append(ctx, "moment.comment_deleted", subject=row.wire_id, key=row.key, data=data)
