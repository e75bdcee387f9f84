export default {
  corp: {
    hint: '客户看到的企业名称和标志，以及全企业的限制。',
    cardHint: '客户在名片和聊天里看到的样子',
    logo: '标志',
    logoHint: '正方形 PNG 或 JPG，至少 200×200',
    name: '企业简称',
    nameHint: "跟在成员名字后面：林晓 {'@'}简称",
    fullName: '企业全称',
    zone: '时区',
    zoneHint: '“今天”和每日统计按它计算',
    cap: '每位成员的客户上限',
    capHint: '可以比企业微信的上限更严，不能更松',
    ids: '接口信息',
    idsHint: '程序接入时使用',
  },
}
