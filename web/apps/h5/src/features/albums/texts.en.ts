export default {
  product: {
    title: 'Product',
    gone: 'This product is no longer sold',
    goneHint: 'Ask in the chat if you want to know more',
    sn: 'Product code',
    picture: 'Picture {n} of {total}',
  },
}
