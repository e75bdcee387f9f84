"""Chinese names, made from a surname and a given name by a seeded generator."""

from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "慕容")
# The commonest surnames come up about as often as they do in life.
_WEIGHTS = [max(2, 60 - 2 * place) for place in range(len(_SURNAMES))]

_GIVEN = {
    2: (
        "雨桐 欣怡 梓涵 诗涵 静怡 晓燕 丽娜 婷婷 雪梅 佳琪 思颖 美玲 秀英 玉兰 海燕 春梅 晓彤 嘉怡 若曦 语嫣 "
        "芷若 文静 慧敏 淑芬 桂英 红梅 小敏 艳丽 晨曦 可欣 梦洁 心怡 雅琴 素珍 凤英 月华 紫萱 依诺 一诺 念慈 "
        "书瑶 安琪 清扬 晓雯 婉清 敏 静 丽 娟 艳 芳 娜 洁 琳 莹 雪 倩 蕾 薇 颖"
    ).split(),
    1: (
        "浩然 子轩 宇航 俊杰 建国 志强 伟东 明辉 晓峰 文博 嘉豪 天宇 思远 海涛 国栋 立军 永强 一鸣 泽宇 博文 "
        "家明 少华 启航 振华 庆丰 德明 学文 卫东 志远 鹏飞 景行 修远 亦凡 承志 子墨 云飞 凯文 大勇 小龙 建平 "
        "伟 强 磊 军 勇 杰 涛 明 超 刚 平 辉 鹏 飞 斌 波 宁 峰 凯 帆"
    ).split(),
}


def surname(random: Random) -> str:
    """A surname; one in a hundred is a compound one."""
    if random.random() < 0.01:
        return random.choice(_COMPOUND)
    return random.choices(_SURNAMES, _WEIGHTS)[0]


def full_name(random: Random, gender: int) -> str:
    """`gender` 1 male, 2 female, as WeCom numbers them."""
    return surname(random) + random.choice(_GIVEN[gender])


_NICKNAMES = (
    "阿{0} {0}{0} 小{0} {0}宝 爱喝茶的{0} {0}在路上 {0}的小确幸 大{0}同学 {0}妈 {0}爸 南山{0} {0}不吃辣 晴天{0} "
    "{0}酱 是{0}呀 早睡早起的{0} {0}先森 山有木兮{0}"
).split()


def nickname(random: Random, name: str, gender: int) -> str:
    """What a customer calls herself in 微信: mostly a nickname, sometimes the real name."""
    if random.random() < 0.35:
        return name
    pattern = random.choice(_NICKNAMES)
    if ("妈" in pattern and gender == 1) or ("爸" in pattern and gender == 2):
        pattern = "小{0}"
    return pattern.format(name[-1])
