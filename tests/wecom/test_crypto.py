"""Signature and encryption, against vectors that other implementations agree on (crypto.md)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reunion.wecom.crypto import Crypto, CryptoError, aes_key, jssdk_signature

TENCENT_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
TENCENT = Crypto("1372623149", TENCENT_KEY, "wx5823bf96d3bd56c7")
FIXED = Crypto("tok", TENCENT_KEY, "ww0000000000000001")


def test_echo_of_tencents_sample() -> None:
    echo = (
        "22vyvcBQ1xafTSJuhMGQuFyOAh00m2enIATgo4R6SGHY/YhofNmfwCksP3OP0Gxnq+cqnJcuvUQtjSbEu60IUA=="
    )
    signature = "6a27598fb5b01ee02684379a339fef6de65c83c2"
    assert TENCENT.open(signature, "1629824456", "bqe3yfbqfc7", echo) == "ECHO"


def test_echo_of_wechatpy() -> None:
    crypto = Crypto("123456", "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR", "wx49f0ab532d5d035a")
    echo = (
        "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q=="
    )
    signature = "dd6b9c95b495b3f7e2901bfbc76c664930ffdb96"
    assert crypto.open(signature, "1411443780", "437374425", echo) == "5927782489442352469"


def test_encryption_with_a_fixed_random_part() -> None:
    encrypted = FIXED.encrypt("<xml><A>1</A></xml>", random=b"0123456789abcdef")
    assert encrypted == (
        "sKqRbbiSUnDhFHOvPjtUMWsBbj/bg8r0sWqOaMNgTy2FNFu+VERJEWXKeDX5P3nowbCuqaUc2kR8br/pft9t8A=="
    )
    assert FIXED.sign("1700000000", "nonce1", encrypted) == (
        "fb599290b9b9cd792f348b8e36fb7c1c31d4b4cb"
    )


def test_jssdk_signature_of_the_official_example() -> None:
    ticket = (
        "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    )
    page = "http://mp.weixin.qq.com?params=value"
    expected = "0f9de62fce790f9a083d5c99e95740ceb90c27ed"
    assert jssdk_signature(ticket, "Wm3WZYTPz0wzccnW", 1414587457, page) == expected
    assert jssdk_signature(ticket, "Wm3WZYTPz0wzccnW", 1414587457, page + "#top") == expected


@given(st.text(max_size=400))
def test_what_is_encrypted_comes_back(message: str) -> None:
    message = message.encode("utf-8", "ignore").decode()
    assert FIXED.decrypt(FIXED.encrypt(message)) == message


@given(st.text(max_size=100))
def test_padding_fills_blocks_of_32(message: str) -> None:
    import base64

    message = message.encode("utf-8", "ignore").decode()
    assert len(base64.b64decode(FIXED.encrypt(message))) % 32 == 0


def test_another_corps_message_is_refused() -> None:
    other = Crypto("tok", TENCENT_KEY, "ww0000000000000002")
    with pytest.raises(CryptoError, match="receive id"):
        other.decrypt(FIXED.encrypt("hello"))


def test_a_changed_signature_is_refused() -> None:
    encrypted = FIXED.encrypt("hello")
    signature = FIXED.sign("1", "2", encrypted)
    assert FIXED.open(signature, "1", "2", encrypted) == "hello"
    for tampered in ("0" * 40, signature.upper(), ""):
        with pytest.raises(CryptoError, match="msg_signature"):
            FIXED.open(tampered, "1", "2", encrypted)


@pytest.mark.parametrize("rubbish", ["", "!!!", "aGVsbG8=", "A" * 64, "é" * 8])
def test_rubbish_is_refused(rubbish: str) -> None:
    with pytest.raises(CryptoError):
        FIXED.decrypt(rubbish)


@pytest.mark.parametrize("key", ["", "short", "x" * 42, "x" * 44, "-" * 43])
def test_a_key_that_is_not_43_letters_and_digits(key: str) -> None:
    with pytest.raises(CryptoError, match="43"):
        aes_key(key)
