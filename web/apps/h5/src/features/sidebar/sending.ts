import { share } from './api'
import { send } from './sdk'

/** Content, by a link of its own for this sending, by which it is known who read; a poster goes as a picture,
    which WeCom takes by its media_id. `profileNo` null: to a group. */
export async function sendContent(profileNo: number | null, contentId: number): Promise<boolean> {
  const { card, media_id: mediaid } = await share(profileNo, contentId)
  if (mediaid) return send({ msgtype: 'image', image: { mediaid } })
  const news = { link: card.url, title: card.title, desc: card.desc, imgUrl: card.picurl }
  return send({ msgtype: 'news', news })
}
