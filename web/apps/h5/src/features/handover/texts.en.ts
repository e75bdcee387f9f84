export default {
  handover: {
    title: 'Handover',
    text: '{to} will look after you in place of {from}',
    when: 'Takes effect by itself after {at}; you keep what was said before',
    refuse: 'Refuse',
    ask: 'Refuse {name}? They will not become your contact',
    refused: 'Refused',
    more: '{n} more',
  },
}
