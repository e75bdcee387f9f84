"""The verbs on a corp's connection to its WeCom."""

import msgspec

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.errors import Text
from reunion.growth.connection import archive, store
from reunion.growth.connection.clients import Target
from reunion.growth.connection.model import (
    CALLBACK_PURPOSE,
    SECRET_PURPOSE,
    CallbackKeys,
    Connected,
    ConnectionSetting,
    NoSuchAddress,
    NotConnected,
    SettingWrong,
    address_of,
)
from reunion.wecom.crypto import CryptoError, aes_key

_ADDRESS = 32


async def find(ctx: Context) -> Connected | None:
    """The corp's connection; None: its WeCom is not read."""
    return await store.get(ctx)


async def require(ctx: Context) -> Connected:
    """Raises NotConnected."""
    found = await store.get(ctx)
    if found is None:
        raise NotConnected
    return found


async def switch_on(ctx: Context) -> bool:
    """Connects the corp to the platform it lives on; False where it has a connection."""
    made = await store.insert(ctx, ids.alphanumeric(_ADDRESS))
    if made:
        await outbox.append(ctx, "wecom.connected", data={"base_url": ""})
    return made


async def change(ctx: Context, vault: Vault, wanted: ConnectionSetting) -> bool:
    """Sets it; True where it is another WeCom than before. Raises SettingWrong."""
    await switch_on(ctx)
    before = await require(ctx)
    wanted = _tidied(wanted)
    base_url = wanted.base_url
    fresh = (base_url, wanted.corpid) != (before.base_url, before.corpid)
    # A secret is never sent to an address that it was not given for.
    secret, key = (None, None) if fresh else await store.sealed(ctx)
    if base_url:
        secret, key = _checked(vault, wanted, secret, key)
    else:
        fresh = not before.embedded
        wanted = ConnectionSetting(every_hours=wanted.every_hours, archive_key=wanted.archive_key)
        secret, key = None, None
    await store.set_all(
        ctx, base_url=base_url, corpid=wanted.corpid, agentid=wanted.agentid, secret=secret,
        callback_token=wanted.callback_token, callback_key=key, every_hours=wanted.every_hours,
        fresh=fresh,
    )  # fmt: skip
    await archive.change(ctx, vault, wanted, fresh=fresh)
    data = {"base_url": base_url, "corpid": wanted.corpid, "every_hours": wanted.every_hours}
    await outbox.append(ctx, "wecom.connection_changed", subject=wanted.corpid, data=data)
    return fresh


def _tidied(wanted: ConnectionSetting) -> ConnectionSetting:
    """Without blanks around what was pasted; an address that cannot be one stays to be refused."""
    address = address_of(wanted.base_url)
    return msgspec.structs.replace(
        wanted, base_url=wanted.base_url if address is None else address,
        corpid=wanted.corpid.strip(), secret=(wanted.secret or "").strip() or None,
    )  # fmt: skip


def _checked(
    vault: Vault, wanted: ConnectionSetting, secret: bytes | None, key: bytes | None
) -> tuple[bytes, bytes | None]:
    wrong: dict[str, Text] = {}
    if not address_of(wanted.base_url):
        wrong["base_url"] = Text(
            "请填写 https:// 开头的地址，例如 https://qyapi.weixin.qq.com",
            "give an address that begins with https://, such as https://qyapi.weixin.qq.com",
        )
    if not wanted.corpid:
        wrong["corpid"] = Text("请填写企业 ID", "give the corpid")
    if wanted.secret:
        secret = vault.seal(SECRET_PURPOSE, wanted.secret)
    if secret is None:
        wrong["secret"] = Text("请填写应用的 Secret", "give the app's secret")
    if wanted.encoding_aes_key:
        try:
            aes_key(wanted.encoding_aes_key)
        except CryptoError:
            wrong["encoding_aes_key"] = Text(
                "EncodingAESKey 是 43 位字母和数字", "an EncodingAESKey is 43 letters and digits"
            )
        key = vault.seal(CALLBACK_PURPOSE, wanted.encoding_aes_key)
    if wrong or secret is None:
        raise SettingWrong(**wrong)
    return secret, key


async def tested(ctx: Context, vault: Vault, wanted: ConnectionSetting) -> Target:
    """What a test of these settings would call; raises SettingWrong."""
    before = await store.get(ctx)
    wanted = _tidied(wanted)
    base_url = wanted.base_url
    same = before is not None and (base_url, wanted.corpid) == (before.base_url, before.corpid)
    secret, _ = _checked(vault, wanted, (await store.sealed(ctx))[0] if same else None, None)
    return Target(base_url, wanted.corpid, vault.unseal(SECRET_PURPOSE, secret))


async def foreign(ctx: Context, vault: Vault) -> Target | None:
    """Where the corp's WeCom is, unless it is the embedded platform."""
    known = await store.get(ctx)
    if known is None or known.embedded:
        return None
    secret, _ = await store.sealed(ctx)
    if secret is None:
        return None
    return Target(known.base_url, known.corpid, vault.unseal(SECRET_PURPOSE, secret))


async def keys_at(ctx: Context, vault: Vault, address: str) -> CallbackKeys:
    """Whose callbacks come in at the address; raises NoSuchAddress."""
    row = await store.at_address(ctx.tx, address)
    if row is None:
        raise NoSuchAddress
    key = vault.unseal(CALLBACK_PURPOSE, row["callback_key"])
    return CallbackKeys(row["corp_id"], row["corpid"], row["callback_token"], key)


async def verified(ctx: Context) -> None:
    """WeCom checked the address of callbacks, and got its answer."""
    await store.note_verified(ctx, ctx.now)


async def heard(ctx: Context) -> None:
    """A callback came in."""
    await store.note_heard(ctx, ctx.now)
