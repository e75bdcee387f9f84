"""Group welcomes 入群欢迎语: templates, and which words a group uses."""

from typing import Any

import msgspec

from reunion import outbox, realtime
from reunion.core import ids
from reunion.core.context import Context
from reunion.platform.groups.coming import held, require
from reunion.platform.groups.model import GroupWelcome, WelcomeTemplate
from reunion.platform.groups.refusals import (
    TemplateNotYours,
    TemplateUnknown,
    TooLong,
    TooManyTemplates,
)
from reunion.platform.groups.saying import welcome_of
from reunion.platform.groups.store import groups, templates
from reunion.platform.groups.store.templates import TemplateRow
from reunion.platform.interception import vetting
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Attachment, Welcome, check

TEMPLATES = 100
TEXT_BYTES = 3000


async def add(ctx: Context, words: Welcome, app_id: int | None, *, notify: bool) -> TemplateRow:
    """A new template; `notify` tells the owners of groups. Raises TooManyTemplates, TooLong,
    AttachmentInvalid, MediaUnusable, TextBlocked, TextWarned."""
    words = await _checked(ctx, words, None)
    if not await templates.take_place(ctx, 1, TEMPLATES):
        raise TooManyTemplates(limit=TEMPLATES)
    made = await templates.insert(ctx, f"msg{ids.alphanumeric(29)}", words, app_id)
    await _announce(ctx, made, "group_welcome.created", {"text": words.text[:200]})
    if notify:
        owners = await templates.owners_of_groups(ctx)
        await realtime.notify(ctx, owners, {"type": "changed", "what": "group_welcomes"})
    return made


async def edit(ctx: Context, template_id: str, words: Welcome, app_id: int | None) -> TemplateRow:
    """Other words, by who made it. Raises TemplateUnknown, TemplateNotYours, and what `add` raises."""
    found = await _own(ctx, template_id, app_id)
    words = await _checked(ctx, words, None)
    await templates.update(ctx, found.id, words)
    await _announce(ctx, found, "group_welcome.updated", {"text": words.text[:200]})
    return await find(ctx, template_id)


async def delete(ctx: Context, template_id: str, app_id: int | None) -> None:
    """Groups that use it have no welcome any more. Raises TemplateUnknown, TemplateNotYours."""
    found = await _own(ctx, template_id, app_id)
    await templates.delete(ctx, found.id)
    await templates.take_place(ctx, -1, TEMPLATES)
    await _announce(ctx, found, "group_welcome.deleted", {})


async def find(ctx: Context, template_id: str) -> TemplateRow:
    """One; raises TemplateUnknown."""
    found = await templates.get(ctx, template_id=template_id)
    if found is None:
        raise TemplateUnknown
    return found


async def listed(ctx: Context) -> list[WelcomeTemplate]:
    """All, the latest first."""
    return [await shown(ctx, one) for one in await templates.everything(ctx)]


async def shown(ctx: Context, one: TemplateRow) -> WelcomeTemplate:
    """As our own surfaces have it."""
    return WelcomeTemplate(
        one.template_id, one.text, await _first(ctx, one.attachments), one.made_by,
        one.app_id is None, one.created_at, one.used,
    )  # fmt: skip


async def of_group(ctx: Context, group_id: int) -> GroupWelcome:
    """What a group says. Raises GroupUnknown."""
    group = await require(ctx, group_id)
    words = await welcome_of(ctx, group)
    if words is None:
        return GroupWelcome("none", None, "", None, False)
    template = None
    if group.template_id is not None:
        template = await templates.get(ctx, template_key=group.template_id)
    return GroupWelcome(
        "template" if template else "own", template.template_id if template else None, words.text,
        await _first(ctx, words.attachments), words.enabled,
    )  # fmt: skip


async def choose(
    ctx: Context, group_id: int, *, template_id: str | None, words: Welcome | None
) -> GroupWelcome:
    """A template, words of its own, or (both None) none. Raises GroupUnknown, Dismissed,
    TemplateUnknown, TooLong, AttachmentInvalid, MediaUnusable, TextBlocked, TextWarned."""
    group = await held(ctx, group_id)
    values: dict[str, Any] = {"template_id": None, "welcome": None}
    if template_id is not None:
        values["template_id"] = (await find(ctx, template_id)).id
    elif words is not None:
        words = await _checked(ctx, words, group.owner_id)
        kept = templates.kept(words.attachments)
        values["welcome"] = {"text": words.text, "attachments": kept, "enabled": words.enabled}
    await groups.update(ctx, group_id, values)
    data = {
        "group_id": group.id, "chat_id": group.chat_id, "template_id": template_id,
        "text": words.text[:200] if words else "",
    }  # fmt: skip
    await outbox.append(
        ctx, "group.welcome_changed", subject=group.chat_id, key=group.key, data=data
    )
    return await of_group(ctx, group_id)


async def _checked(ctx: Context, words: Welcome, speaker_id: int | None) -> Welcome:
    if len(words.text.encode()) > TEXT_BYTES:
        raise TooLong(limit=TEXT_BYTES)
    words = msgspec.structs.replace(words, attachments=words.attachments[:1])
    check(words)
    if words.enabled:
        await vetting.vet(ctx, "group_welcome", words.said, speaker_id=speaker_id)
    return await welcome.require_media(ctx, words)


async def _own(ctx: Context, template_id: str, app_id: int | None) -> TemplateRow:
    found = await templates.get(ctx, template_id=template_id, lock=True)
    if found is None:
        raise TemplateUnknown
    if found.app_id != app_id:
        raise TemplateNotYours
    return found


async def _first(ctx: Context, attachments: list[Attachment]) -> Attachment | None:
    found = (await welcome.shown(ctx, Welcome("", attachments[:1]))).attachments
    return found[0] if found else None


async def _announce(ctx: Context, one: TemplateRow, name: str, data: dict[str, Any]) -> None:
    key = f"group_welcome:{one.id}"
    await outbox.append(ctx, name, subject=one.template_id, key=key, data=data)
