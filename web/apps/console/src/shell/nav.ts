import {
  AppIcon,
  ChartBubbleIcon,
  ChatMessageIcon,
  HomeIcon,
  SecuredIcon,
  UserTalkIcon,
  UsergroupAddIcon,
  UsergroupIcon,
  HomeFilledIcon,
} from 'tdesign-icons-vue-next'
import { computed, type Component } from 'vue'
import { router } from '../router'
import { opens } from '../session'

export interface NavPage {
  name: string
  title: string
}
export interface NavGroup {
  title: string
  icon: Component
  /** A group of one page shows as a single entry. */
  pages: NavPage[]
}

const GROUPS: { title: string; icon: Component; pages: string[] }[] = [
  { title: 'nav.home', icon: HomeIcon, pages: ['home'] },
  { title: 'nav.directory', icon: UsergroupIcon, pages: ['directory', 'member-tags'] },
  {
    title: 'nav.contact',
    icon: UserTalkIcon,
    pages: [
      'customers',
      'tags',
      'contact-ways',
      'acquisition',
      'welcomes',
      'broadcasts',
      'moments',
      'products',
      'handovers',
      'touch-rules',
      'rule-groups',
    ],
  },
  {
    title: 'nav.customerGroups',
    icon: UsergroupAddIcon,
    pages: ['groups', 'partners', 'join-ways', 'group-welcomes', 'group-rules', 'group-duplicates'],
  },
  {
    title: 'nav.growth',
    icon: ChartBubbleIcon,
    pages: [
      'profiles',
      'segments',
      'tag-rules',
      'tag-batches',
      'content',
      'quick-replies',
      'forms',
      'predictions',
      'tracking',
      'imports',
      'connection',
    ],
  },
  {
    title: 'nav.compliance',
    icon: ChatMessageIcon,
    pages: ['interception', 'interception-hits', 'archive', 'archive-looks', 'archive-settings'],
  },
  { title: 'nav.integration', icon: AppIcon, pages: ['apps', 'deliveries'] },
  { title: 'nav.safety', icon: SecuredIcon, pages: ['roles', 'audit', 'codes', 'sessions'] },
  { title: 'nav.corp', icon: HomeFilledIcon, pages: ['corp'] },
]

/** The pages that this person's role opens, in the order of 管理后台. */
export const navigation = computed<NavGroup[]>(() => {
  const routes = new Map(router.getRoutes().map((route) => [route.name, route]))
  return GROUPS.map((group) => ({
    ...group,
    pages: group.pages
      .map((name) => routes.get(name)!)
      .filter((route) => opens(route.meta))
      .map((route) => ({ name: route.name as string, title: route.meta.title! })),
  })).filter((group) => group.pages.length)
})
