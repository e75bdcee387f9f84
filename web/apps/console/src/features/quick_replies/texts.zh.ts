export default {
  quickReplies: {
    hint: '企业统一的话术，成员在聊天侧边栏点一下就能用；用得多的排在前面。成员也可以存自己的。',
    add: '新建话术',
    edit: '修改话术',
    search: '搜索分类、标题、内容',
    empty: '还没有企业话术',
    emptyHint: '先写几条最常用的，例如问候、报价、售后。',
    category: '分类',
    title: '标题',
    titleHint: '只给成员看，可不填',
    text: '内容',
    content: '附带发送',
    noContent: '不附带内容',
    uses: '使用次数',
    deleteTitle: '删除这条话术？',
  },
}
