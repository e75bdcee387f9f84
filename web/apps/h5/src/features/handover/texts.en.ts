export default {
  handover: {
    title: 'Handover',
    text: '{to} will look after you in place of {from}',
    when: 'Takes effect by itself after {at}; you keep what was said before',
    refuse: 'Refuse',
    ask: 'Refuse {name}?',
    refused: 'Refused',
    more: '{n} more',
  },
}
