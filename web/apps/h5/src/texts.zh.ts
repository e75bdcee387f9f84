export default {
  app: { name: '重逢' },
}
