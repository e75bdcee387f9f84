export default {
  codes: {
    hint: '没有接短信服务时，客户登录用的验证码会出现在这里。请只告诉客户本人。',
    phone: '手机',
    code: '验证码',
    created: '发送时间',
    expires: '有效期到',
    used: '已使用',
    expired: '已过期',
    empty: '最近没有人请求验证码',
  },
}
