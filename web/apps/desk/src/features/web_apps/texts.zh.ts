export default {
  tools: {
    loading: '正在打开「{name}」…',
    slow: '应用页面迟迟没有打开，请检查网络，或联系管理员核对聊天工具的网址',
    offer: '「{name}」请您发送',
    sent: '已发送',
    refuse: '不发',
    group: '群聊',
  },
}
