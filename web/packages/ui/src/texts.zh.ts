export default {
  empty: '这里还没有内容',
  failed: '没有加载出来',
  offline: '网络不通，请检查后重试',
  retry: '重试',
  cancel: '取消',
  confirm: '确定',
  close: '关闭',
  verified: '已认证企业',
  loading: '正在加载',
  typeToConfirm: '请输入“{word}”以确认',
}
