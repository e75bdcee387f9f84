"""The XML of callbacks: what we build is read back, what could do harm is refused."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reunion.wecom.callbacks import pack, unpack
from reunion.wecom.callbacks.envelope import plain, understand
from reunion.wecom.callbacks.events import AddExternalContact, CreateUser
from reunion.wecom.callbacks.xml import XmlError, build, parse
from reunion.wecom.crypto import Crypto, CryptoError

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CRYPTO = Crypto("token", KEY, "ww1")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_survives(text: str) -> None:
    text = text.replace("￾", "").replace("￿", "")
    assert parse(build({"Remark": text, "End": "]]>"}))["Remark"] == text


def test_the_end_of_cdata_inside_a_text() -> None:
    assert parse(build({"A": "x]]>y]]>"})) == {"A": "x]]>y]]>"}


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert parse(build({"A": "a\x00b\x0bc\ud800d"})) == {"A": "abcd"}


def test_nested_and_repeated_elements() -> None:
    values = {"List": {"Item": ["a", "b"]}, "Count": 2}
    assert parse(build(values)) == {"List": {"Item": ["a", "b"]}, "Count": "2"}


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml/>',
        "<xml><A>&undefined;</A></xml>",
        "<xml>",
        "",
        "no xml at all",
        "<a>" * 40 + "</a>" * 40,
        "<xml>" + "x" * (1024 * 1024) + "</xml>",
    ],
)
def test_documents_that_are_refused(document: str) -> None:
    with pytest.raises(XmlError):
        parse(document)


def test_fields_left_empty_are_not_sent() -> None:
    body = plain("ww1", 1, AddExternalContact(user_id="a", external_user_id="wm1"))
    assert "WelcomeCode" not in body
    assert "<UserID><![CDATA[a]]></UserID>" in body
    assert "<CreateTime>1</CreateTime>" in body


def test_extended_attributes_nest_as_wecom_writes_them() -> None:
    attributes = {"Item": [{"Name": "工号", "Type": 0, "Text": {"Value": "7"}}]}
    body = plain("ww1", 1, CreateUser(user_id="a", ext_attr=attributes))
    assert "<ExtAttr><Item><Name><![CDATA[工号]]></Name><Type>0</Type>" in body


def test_a_packed_callback_opens_with_the_same_settings_only() -> None:
    event = AddExternalContact(user_id="a", external_user_id="wm1", state="海报")
    sent = pack(CRYPTO, "ww1", 1000002, plain("ww1", 1, event), 1700000000)
    query = dict(parse_qsl(sent.query))
    assert unpack(CRYPTO, query, sent.body).event == event
    assert parse(sent.body)["AgentID"] == "1000002"
    with pytest.raises(CryptoError):
        unpack(Crypto("other", KEY, "ww1"), query, sent.body)
    with pytest.raises(CryptoError):
        unpack(CRYPTO, {**query, "nonce": "1"}, sent.body)


def test_an_event_that_is_not_declared_keeps_its_values() -> None:
    document = build({"ToUserName": "ww1", "Event": "subscribe", "CreateTime": 5, "AgentID": "1"})
    received = understand(document)
    assert received.event is None
    assert received.values["AgentID"] == "1"
    assert received.create_time == 5


def test_a_field_that_cannot_be_is_refused() -> None:
    bad = {"Event": "change_contact", "ChangeType": "delete_party", "Id": "not a number"}
    with pytest.raises(XmlError, match="value"):
        understand(build(bad))
