"""Definitions in sentences, and the sentences read back: what is read finds the same people and is said in
the same way."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reunion.core.clock import clock
from reunion.growth.segments import definition as d
from reunion.growth.segments import words
from reunion.growth.segments.checking import sound
from reunion.growth.segments.fields import STANDARD
from reunion.growth.segments.model import Field, NotUnderstood
from reunion.growth.tracking.names import OUR_EVENTS
from tests.growth.segments import naive
from tests.growth.segments.generating import definitions
from tests.growth.segments.test_segments import KINDS
from tests.growth.segments.world import CHOICES, FIELDS, made

FIELD = {one.key: one for one in STANDARD} | {
    key: Field(key, key, kind, f"f_{key}", CHOICES)  # pyright: ignore[reportArgumentType]
    for key, kind in FIELDS.items()
}
NAMES = words.Names(
    tags={1: "VIP", 2: "老”客", 3: 'a "b"', 99: "x"},
    fields={key: one.name for key, one in FIELD.items()},
    segments={4: "新客"},
    places={"徐家汇店": (31.19, 121.43)},
    members={"zhou": "周宁"},
    channels={"vip_card": "会员卡背面"},
    forms={"7": "春茶问卷", "8": "秋茶问卷"},
    questions={
        "7": {
            "answer_whom": "给谁买", "answer_likes[]": "喜欢“哪些”", "answer_cups": "Cups",
            "answer_a": "重复", "answer_b": "重复",
        },
        "8": {"answer_whom": "给谁买", "answer_cups": "另一个问题"},
    },
)  # fmt: skip
WORLD = made(3, 30)


def again(definition: dict[str, Any]) -> None:
    one = sound(definition, FIELD)
    said = words.told(one, NAMES)
    now = clock.now()
    for sentence in (said.zh, said.en):
        read = words.read(sentence, NAMES, FIELD)
        assert words.told(read, NAMES) == said
        assert naive.fitting(d.written(read), WORLD, now) == naive.fitting(definition, WORLD, now)


@settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(definition=definitions)
def test_what_is_told_is_understood(definition: dict[str, Any]) -> None:
    again(definition)


@pytest.mark.parametrize("kind", KINDS, ids=[str(number) for number in range(len(KINDS))])
def test_every_kind_is_told_and_understood(kind: dict[str, Any]) -> None:
    again(kind)


@pytest.mark.parametrize("event", OUR_EVENTS)
def test_each_of_our_events_is_told_and_understood(event: str) -> None:
    again({"kind": "did", "event": event, "at_least": 2, "window": {"last_days": 90}})
    again({"kind": "never", "event": event})


NEAR = {
    "kind": "near", "latitude": 31.19, "longitude": 121.43, "within_m": 3000.0, "place": "徐家汇店",
}  # fmt: skip
BOUGHT = {"kind": "did", "event": "order_paid", "at_least": 2.0, "window": {"last_days": 90}}


@pytest.mark.parametrize(
    ("sentence", "definition"),
    [
        ("最近90天购买至少2次且从未退款",
         {"kind": "all", "of": [BOUGHT, {"kind": "never", "event": "order_refunded"}]}),
        ("bought twice in 90 days and never was refunded",
         {"kind": "all", "of": [BOUGHT, {"kind": "never", "event": "order_refunded"}]}),
        ("过去90天购买两次", BOUGHT),
        ("90天内购买至少2次 且 从未退款",
         {"kind": "all", "of": [BOUGHT, {"kind": "never", "event": "order_refunded"}]}),
        ("城市是「上海」、「杭州」或者有标签“VIP”",
         {"kind": "any", "of": [
             {"kind": "attribute", "field": "city", "is": "one_of", "value": ["上海", "杭州"]},
             {"kind": "tags", "any_of": [1]}]}),
        ("Age between 25 and 35 AND (in segment '新客' or city is 'x')",
         {"kind": "all", "of": [
             {"kind": "attribute", "field": "age", "is": "between", "value": [25.0, 35.0]},
             {"kind": "any", "of": [
                 {"kind": "segment", "segment_id": 4},
                 {"kind": "attribute", "field": "city", "is": "one_of", "value": ["x"]}]}]}),
        ("距“徐家汇店”不超过3公里", NEAR),
        ('within 3 km of "徐家汇店"', NEAR),
        ("距“徐家汇店”(31.2, 121.43)不超过500米",
         {**NEAR, "latitude": 31.2, "within_m": 500.0}),
        ("bought and within 7 days then bought",
         {"kind": "sequence", "first": {"event": "order_paid"}, "then": {"event": "order_paid"},
          "within_days": 7}),
    ],
)  # fmt: skip
def test_people_say_it_in_their_way(sentence: str, definition: dict[str, Any]) -> None:
    assert d.written(words.read(sentence, NAMES, FIELD)) == definition


@pytest.mark.parametrize(
    ("definition", "zh", "en"),
    [
        ({"kind": "did", "event": "order_paid", "sum": "amount_fen", "at_least": 50_000,
          "where": [{"property": "store", "is": "one_of", "value": ["徐家汇店"]},
                    {"property": "amount_fen", "is": "at_least", "value": 1_990}]},
         "购买（其中门店是“徐家汇店”，金额至少19.9元）的金额合计至少500元",
         'bought (where store is "徐家汇店"; amount at least 19.9 yuan) with amount in sum at least '
         "500 yuan"),
        ({"kind": "follow", "userids": ["zhou", "chen"], "add_ways": [1, 7],
          "added": {"last_days": 30}},
         "现在是好友（成员“周宁”、“chen”，添加方式“扫描二维码”、7，最近30天添加）",
         'is a contact (member "周宁", "chen"; way "QR code", 7; added in the last 30 days)'),
        ({"kind": "sequence", "first": {"event": "order_paid"}, "then": {"event": "order_paid"},
          "within_days": 1, "window": {"days_ago": [9, 1]}},
         "9天前至1天前购买后1天内购买", "bought and within 1 day then bought from 9 to 1 day ago"),
        ({"kind": "did", "event": "order_paid", "at_least": 1, "at_most": 2,
          "window": {"last_days": 1}},
         "最近1天购买至少1次至多2次", "bought at least 1 time at most 2 times in the last 1 day"),
        ({"kind": "source", "channels": ["vip_card", "poster7"]},
         "首次来源（渠道“会员卡背面”、“poster7”）", 'came first (channel "会员卡背面", "poster7")'),
        ({"kind": "prediction", "of": "alive", "at_most": 0.07},
         "预测还会再买的概率至多7%", "predicted probability to buy again at most 7%"),
        ({"kind": "prediction", "of": "value_fen", "at_least": 123_456},
         "预测365天内消费至少1234.56元", "predicted spending in 365 days at least 1234.56 yuan"),
        ({"kind": "not", "of": {"kind": "rfm", "recency": [1, 2], "monetary": [5]}},
         "不满足（R得分为1、2，M得分为5）", "not (R score is 1, 2; M score is 5)"),
    ],
)  # fmt: skip
def test_it_is_said_as_people_say_it(definition: dict[str, Any], zh: str, en: str) -> None:
    said = words.told(sound(definition, FIELD), NAMES)
    assert (said.zh, said.en) == (zh, en)
    for sentence in (zh, en):
        assert words.read(sentence, NAMES, FIELD) == sound(definition, FIELD)


@pytest.mark.parametrize(
    ("sentence", "near", "expected"),
    [
        ("最近90天购买至少两", "两", "数字"),
        ("距“南京路店”不超过3公里", "不超过3公里", "用过的地点名"),
        ("有标签“没有的”", "“没有的”", "已有的标签名"),
        ("city is 上海", "上海", "引号里的文字"),
        ("bought twice in 90 days but never", "but never", "“并且”"),
        ("", "…", "字段名，如“城市”"),
    ],
)
def test_what_is_not_understood_is_named(sentence: str, near: str, expected: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        words.read(sentence, NAMES, FIELD)
    assert refused.value.fields["near"] == near
    assert expected in refused.value.fields["expected"]


def of_forms(*ids: str) -> dict[str, Any]:
    return {"property": "subject", "is": "one_of", "value": list(ids)}


def answered(*where: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "did", "event": "form_submitted", "where": list(where), **more}


@pytest.mark.parametrize(
    ("definition", "zh", "en"),
    [
        (answered({"property": "answer_likes[]", "is": "none_of", "value": ["红茶"]}, of_forms("7")),
         "提交表单（其中“喜欢“哪些”””不是“红茶”，表单是“春茶问卷”）至少1次",
         'submitted a form (where "喜欢“哪些”" is not "红茶"; form is "春茶问卷") at least 1 time'),
        (answered(of_forms("7", "8"), {"property": "answer_whom", "is": "one_of", "value": ["自己"]},
                  {"property": "answer_cups", "is": "at_least", "value": 2}),
         "提交表单（其中表单是“春茶问卷”、“秋茶问卷”，“给谁买”是“自己”，“answer_cups”至少2）至少1次",
         'submitted a form (where form is "春茶问卷", "秋茶问卷"; "给谁买" is "自己"; '
         '"answer_cups" at least 2) at least 1 time'),
        (answered(of_forms("7"), {"property": "answer_a", "is": "known"},
                  sum="answer_cups", at_least=3),
         "提交表单（其中表单是“春茶问卷”，“answer_a”已知）的“Cups”合计至少3",
         'submitted a form (where form is "春茶问卷"; "answer_a" is known) with "Cups" in sum at least 3'),
        (answered(of_forms("99"),
                  {"property": "answer_day", "is": "within", "value": {"from": "2026-12-01"}}),
         "提交表单（其中表单是“99”，“answer_day”自2026-12-01）至少1次",
         'submitted a form (where form is "99"; "answer_day" since 2026-12-01) at least 1 time'),
        ({"kind": "never", "event": "form_submitted",
          "where": [{"property": "answer_whom", "is": "one_of", "value": ["自己"]}]},
         "从未提交表单（其中“answer_whom”是“自己”）",
         'never submitted a form (where "answer_whom" is "自己")'),
        ({"kind": "did", "event": "order_paid", "where": [
            {"property": "items[].name", "is": "contains", "value": "茶"},
            {"property": "items[].amount_fen", "is": "at_least", "value": 9900}]},
         "购买（其中商品包含“茶”，商品金额至少99元）至少1次",
         'bought (where item contains "茶"; item amount at least 99 yuan) at least 1 time'),
    ],
)  # fmt: skip
def test_answers_are_told_in_the_words_of_the_form(
    definition: dict[str, Any], zh: str, en: str
) -> None:
    said = words.told(sound(definition, FIELD), NAMES)
    assert (said.zh, said.en) == (zh, en)
    for sentence in (zh, en):
        read = words.read(sentence, NAMES, FIELD)
        assert words.told(read, NAMES) == said
        assert d.written(read)["where"] == d.written(sound(definition, FIELD))["where"]


@pytest.mark.parametrize(
    ("sentence", "near", "expected"),
    [
        ("提交表单（其中表单是“冬茶问卷”）", "表单是“冬茶问卷”）", "已有的表单标题"),
        (
            "提交表单（其中表单是“春茶问卷”，“几点来”是“早上”）",
            "“几点来”是“早上”）",
            "这个表单里的问题",
        ),
    ],
)
def test_a_form_or_a_question_that_is_nowhere_is_said_to_be(
    sentence: str, near: str, expected: str
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        words.read(sentence, NAMES, FIELD)
    assert refused.value.fields["near"] == near
    assert refused.value.fields["expected"] == [expected]
