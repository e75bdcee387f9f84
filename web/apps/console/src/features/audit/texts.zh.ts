export default {
  actor: { system: '系统', app: '应用', admin: '管理员', member: '成员', customer: '客户' },
  audit: {
    hint: '谁在什么时候改了什么。只能查看，不能修改或删除。',
    who: '谁',
    what: '做了什么',
    when: '时间',
    subject: '对象',
    searchWho: '姓名',
    searchSubject: '对象编号',
    anything: '全部操作',
    empty: '还没有记录',
    data: '详细内容',
  },
}
