export default {
  product: {
    title: '商品',
    gone: '这个商品已下架',
    goneHint: '想了解更多，可以在聊天里问问店员',
    sn: '商品编码',
    picture: '第 {n} 张图片，共 {total} 张',
  },
}
