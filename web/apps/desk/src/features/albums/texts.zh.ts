export default {
  products: {
    pick: '商品图册',
    search: '描述、编码',
    none: '商品图册里还没有商品',
    noneHint: '请管理员在后台添加',
    noMatch: '没有找到“{q}”',
  },
}
