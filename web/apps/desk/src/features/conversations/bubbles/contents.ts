import type { MessageKind } from '@reunion/client'
import type { Component } from 'vue'
import CardContent from './CardContent.vue'
import FileContent from './FileContent.vue'
import ImageContent from './ImageContent.vue'
import LinkContent from './LinkContent.vue'
import LocationContent from './LocationContent.vue'
import MiniprogramContent from './MiniprogramContent.vue'
import TextContent from './TextContent.vue'
import VideoContent from './VideoContent.vue'
import VoiceContent from './VoiceContent.vue'

const CONTENTS: Partial<Record<MessageKind, Component>> = {
  text: TextContent,
  image: ImageContent,
  file: FileContent,
  voice: VoiceContent,
  video: VideoContent,
  link: LinkContent,
  card: CardContent,
  location: LocationContent,
  miniprogram: MiniprogramContent,
}

export function contentOf(kind: MessageKind): Component {
  return CONTENTS[kind] ?? TextContent
}
