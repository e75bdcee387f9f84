export default {
  gone: '没有这个表单',
  closed: '这个表单已结束，不再收集回答',
  send: '提交',
  sent: '已提交',
  required: '必填',
  needed: '请回答这个问题',
  phone: '手机号不对',
  number: '请填写数字',
  least: '不能小于 {n}',
  most: '不能大于 {n}',
  upTo: '最多选 {n} 项',
  star: '{n} 星，最多 {most} 星',
}
