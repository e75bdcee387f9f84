"""The company: departments, positions, tags, contact ways, products. Facts only."""

from typing import NamedTuple

from reunion.main import demo_after

NAME = "春茶眼镜"
FULL_NAME = "春茶眼镜连锁有限公司"
ADMIN_USERID = "linxiao"
ADMIN_NAME = "林晓"


class Department(NamedTuple):
    id: int
    parent_id: int
    name: str
    name_en: str


REGIONS = (
    Department(2, 1, "总部", "Headquarters"),
    Department(3, 1, "华东区", "East"),
    Department(4, 1, "华北区", "North"),
    Department(5, 1, "华南区", "South"),
    Department(6, 1, "西南区", "Southwest"),
)
OFFICES = (
    Department(7, 2, "会员运营中心", "Member Operations"),
    Department(8, 2, "商品与质量", "Products and Quality"),
)


class Store(NamedTuple):
    """`weight`: its share of the customers."""

    id: int
    region_id: int
    name: str
    name_en: str
    state: str
    weight: int
    latitude: float
    longitude: float

    @property
    def city(self) -> str:
        """The name begins with it."""
        return self.name[:2]


STORES = (
    Store(11, 3, "上海南京路店", "Shanghai Nanjing Road", "store_sh_njl", 16, 31.235, 121.475),
    Store(12, 3, "上海徐家汇店", "Shanghai Xujiahui", "store_sh_xjh", 12, 31.194, 121.438),
    Store(13, 3, "杭州湖滨店", "Hangzhou Hubin", "store_hz_hb", 10, 30.254, 120.163),
    Store(14, 3, "苏州观前店", "Suzhou Guanqian", "store_sz_gq", 7, 31.311, 120.626),
    Store(15, 3, "南京新街口店", "Nanjing Xinjiekou", "store_nj_xjk", 8, 32.041, 118.784),
    Store(16, 4, "北京王府井店", "Beijing Wangfujing", "store_bj_wfj", 12, 39.911, 116.411),
    Store(17, 4, "北京中关村店", "Beijing Zhongguancun", "store_bj_zgc", 9, 39.983, 116.319),
    Store(18, 4, "天津滨江道店", "Tianjin Binjiang", "store_tj_bjd", 5, 39.119, 117.195),
    Store(19, 5, "广州北京路店", "Guangzhou Beijing Road", "store_gz_bjl", 9, 23.125, 113.269),
    Store(20, 5, "深圳华强北店", "Shenzhen Huaqiangbei", "store_szx_hqb", 8, 22.543, 114.085),
    Store(21, 5, "厦门中山路店", "Xiamen Zhongshan Road", "store_xm_zsl", 4, 24.454, 118.077),
    Store(22, 6, "成都春熙路店", "Chengdu Chunxi Road", "store_cd_cxl", 8, 30.657, 104.080),
)

OWN_TAGS = (
    ("运营", "重点挽回"),
    ("运营", "常来常往"),
    ("运营", "有意向"),
    ("双十二", demo_after.INVITED),
)
"""Of our own, which WeCom does not have: group and name."""

# Positions in a store, by how many people work there.
STORE_POSITIONS = ("店长", "验光师", "销售顾问", "验光师", "销售顾问")
STORE_SIZES = (5, 5, 5, 4, 4, 5, 5, 4, 5, 4, 4, 4)
OFFICE_POSITIONS = (
    (7, "会员运营经理"),
    (7, "内容运营"),
    (7, "数据分析"),
    (8, "商品经理"),
    (8, "质量主管"),
)

MEMBER_TAGS = ("店长", "验光师", "销售顾问", "近视防控小组", "夜班值守")

TAGS: dict[str, tuple[str, ...]] = {
    "会员等级": ("普通会员", "银卡", "金卡", "黑金"),
    "生命周期": ("新客", "活跃", "沉睡", "流失预警"),
    "镜片偏好": ("单光", "防蓝光", "渐进多焦点", "变色", "离焦镜片"),
    "需求": ("近视配镜", "老花", "太阳镜", "隐形眼镜", "青少年近视防控"),
    "度数": ("300度以内", "300-600度", "600度以上", "散光"),
    "服务偏好": ("喜欢文字", "喜欢语音", "晚间联系", "周末到店", "勿打电话"),
}


class Way(NamedTuple):
    """A contact way of headquarters. `share`: how much of the customers came by it."""

    state: str
    remark: str
    share: int


CAMPAIGN_WAYS = (
    Way("xiaohongshu", "小红书 护眼笔记", 9),
    Way("douyin", "抖音 本地生活", 8),
    Way("gongzhonghao", "公众号 菜单栏", 7),
    Way("vip_card", "会员卡 背面二维码", 6),
    Way("school_day", "校园视力筛查", 4),
)

WELCOME = (
    "%NICKNAME% 您好，我是春茶眼镜的顾问，很高兴认识您～\n"
    "配镜进度、保养和售后都可以直接在这里找我；到店验光请提前一天告诉我，免排队。"
)
STORE_WELCOME = (
    "%NICKNAME% 您好，欢迎添加{store}！营业时间 10:00–21:30，验光、取镜、调整镜架随时找我。"
)

# By price of a single piece in 元: the name that a purchase line gets.
PRODUCTS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (40, ("镜布与喷雾套装", "鼻托更换", "防滑耳套")),
    (90, ("隐形眼镜护理液 360ml", "日抛隐形眼镜 5 片", "便携镜盒")),
    (130, ("月抛隐形眼镜 2 片", "日抛隐形眼镜 10 片", "防蓝光平光镜")),
    (180, ("日抛隐形眼镜 30 片", "偏光夹片", "儿童泳镜")),
    (300, ("1.56 单光镜片", "板材镜架", "偏光太阳镜")),
    (600, ("1.60 防蓝光镜片", "纯钛镜架", "变色镜片")),
    (100_000, ("渐进多焦点镜片", "青少年离焦镜片", "定制钛架套装")),
)


def product(price_yuan: float, pick: int) -> str:
    """A product of about this price; `pick` chooses among those of one band."""
    for below, names in PRODUCTS:
        if price_yuan < below:
            return names[pick % len(names)]
    return PRODUCTS[-1][1][pick % 3]
