"""The archive (会话内容存档) of a corp's WeCom, opened to growth so that chats can be counted."""

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.errors import Text
from reunion.growth.connection import store
from reunion.growth.connection.model import (
    ARCHIVE_KEY_PURPOSE,
    ARCHIVE_PURPOSE,
    ConnectionSetting,
    SettingWrong,
)


class Opened(msgspec.Struct, frozen=True):
    """`base_url` empty: the embedded platform's, whose secret is known there; else `secret` is given.
    `private_key`: PEM."""

    base_url: str
    corpid: str
    secret: str
    private_key: str


def private_key(pem: str) -> RSAPrivateKey:
    """Raises ValueError where it is none of RSA."""
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(str(error)) from None
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("not an RSA key")
    return key


async def find(ctx: Context, vault: Vault) -> Opened | None:
    """None: chats are not counted."""
    known = await store.get(ctx)
    secret, key = await store.archive(ctx)
    if known is None or key is None or (secret is None and not known.embedded):
        return None
    return Opened(
        known.base_url, known.corpid, vault.unseal(ARCHIVE_PURPOSE, secret) if secret else "",
        vault.unseal(ARCHIVE_KEY_PURPOSE, key),
    )  # fmt: skip


async def change(ctx: Context, vault: Vault, wanted: ConnectionSetting, *, fresh: bool) -> None:
    """`fresh`: another WeCom, of whose archive nothing is known. Raises SettingWrong."""
    secret, key = (None, None) if fresh else await store.archive(ctx)
    wrong: dict[str, Text] = {}
    if wanted.archive_secret and wanted.base_url:
        secret = vault.seal(ARCHIVE_PURPOSE, wanted.archive_secret)
    if wanted.archive_key is not None:
        key = vault.seal(ARCHIVE_KEY_PURPOSE, wanted.archive_key) if wanted.archive_key else None
        if wanted.archive_key:
            try:
                private_key(wanted.archive_key)
            except ValueError:
                wrong["archive_key"] = Text(
                    "请填写没有口令的 RSA 私钥（PEM，以 -----BEGIN 开头）",
                    "give an RSA private key without a passphrase (PEM, it begins with -----BEGIN)",
                )
    if key is not None and secret is None and wanted.base_url:
        wrong["archive_secret"] = Text(
            "请填写会话内容存档的 Secret", "give the secret of the archive"
        )
    if wrong:
        raise SettingWrong(**wrong)
    await store.set_archive(ctx, secret if key is not None else None, key)
