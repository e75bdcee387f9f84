export default {
  handover: {
    title: '服务交接',
    text: '{from} 的服务将由 {to} 接替',
    when: '{at} 后自动生效，之前的聊天记录你仍能看到',
    refuse: '拒绝',
    ask: '拒绝由 {name} 接替？TA 不会成为你的联系人',
    refused: '已拒绝',
    more: '还有 {n} 条交接',
  },
}
