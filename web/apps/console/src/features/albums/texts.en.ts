import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  products: {
    hint: 'A member picks a product in a chat; the customer gets a card and opens its pictures and price.',
    add: 'Add product',
    editTitle: 'Change the product',
    search: 'Words, code',
    empty: 'The album is empty',
    emptyHint: 'Add what is often asked for, and members can send it from any chat.',
    cover: 'Picture',
    pictures: 'Pictures',
    picturesHint: '1 to 9, the first is the cover',
    addPicture: 'Add a picture',
    removePicture: 'Remove picture {n}',
    description: 'Description',
    descriptionHint: "The first line is the card's title; at most 300 characters",
    price: 'Price (yuan)',
    priceWrong: 'Give a number, such as 199 or 199.00',
    priceHint: 'At most 50,000 yuan',
    sn: 'Code',
    snHint: 'Letters and digits; may be left out',
    opened: 'Opened',
    made: 'Made',
    byApp: 'App “{name}”',
    page: 'See its page',
    deleteTitle: 'Take “{name}” out of the album?',
    deleteEffect: 'Members cannot send it any more; cards that were sent say that it is gone.',
    takeOut: 'Take out',
  },
} satisfies SameKeys<typeof zh>
