export default {
  reading: {
    now: '正在看《{title}》',
    passedOn: '转发的人正在看《{title}》',
    page: '第 {n}/{total} 页',
    many: '{n} 个人正在看您发的内容',
    somebody: '有客户正在看您发的内容',
  },
}
