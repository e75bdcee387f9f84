import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { resume } from './session'
import type { Tab } from './shell/tabs'

declare module 'vue-router' {
  interface RouteMeta {
    /** One of the four bottom tabs. */
    tab?: Tab
    /** How far from the tabs: a deeper page slides in from the right. */
    depth: number
    /** Open to visitors, and alone on the screen. */
    open?: boolean
    /** The tab that stands beside it in a wide window. */
    beside?: Tab
  }
}

const me = { depth: 1, beside: 'me' } as const

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: { name: 'chats' } },
  {
    path: '/c/:slug',
    name: 'landing',
    component: () => import('./features/contact_ways/LandingPage.vue'),
    meta: { depth: 0, open: true },
    props: true,
  },
  {
    path: '/ca/:slug',
    name: 'link',
    component: () => import('./features/contact_ways/LandingPage.vue'),
    meta: { depth: 0, open: true },
    props: (route) => ({
      slug: String(route.params.slug),
      link: true,
      channel: String(route.query.customer_channel ?? ''),
    }),
  },
  {
    path: '/product/:slug',
    name: 'product',
    component: () => import('./features/albums/ProductPage.vue'),
    meta: { depth: 3, open: true },
    props: true,
  },
  {
    path: '/g/:slug',
    name: 'join',
    component: () => import('./features/groups/JoinPage.vue'),
    meta: { depth: 0, open: true },
    props: true,
  },
  {
    path: '/p/:slug',
    name: 'invitation',
    component: () => import('./features/partners/InvitationPage.vue'),
    meta: { depth: 0, open: true },
    props: true,
  },
  {
    path: '/sidebar',
    name: 'sidebar',
    component: () => import('./features/sidebar/SidebarPage.vue'),
    meta: { depth: 0, open: true },
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./features/access/SignInPage.vue'),
    meta: { depth: 0, open: true },
  },
  {
    path: '/chats',
    name: 'chats',
    component: () => import('./features/conversations/ConversationsPage.vue'),
    meta: { depth: 0, tab: 'chats' },
  },
  {
    path: '/contacts',
    name: 'contacts',
    component: () => import('./features/contacts/ContactsPage.vue'),
    meta: { depth: 0, tab: 'contacts' },
  },
  {
    path: '/contacts/groups',
    name: 'groups',
    component: () => import('./features/groups/GroupsPage.vue'),
    meta: { depth: 1, beside: 'contacts' },
  },
  {
    path: '/discover',
    name: 'discover',
    component: () => import('./features/contact_ways/DiscoverPage.vue'),
    meta: { depth: 0, tab: 'discover' },
  },
  {
    path: '/me',
    name: 'me',
    component: () => import('./features/people/MePage.vue'),
    meta: { depth: 0, tab: 'me' },
  },
  {
    path: '/search',
    name: 'search',
    component: () => import('./features/conversations/SearchPage.vue'),
    meta: { depth: 1, beside: 'chats' },
    props: (route) => ({ conversationId: Number(route.query.in) || null }),
  },
  {
    path: '/chats/:id(\\d+)',
    name: 'chat',
    component: () => import('./features/conversations/chat/ChatPage.vue'),
    meta: { depth: 2, beside: 'chats' },
    props: (route) => ({ id: Number(route.params.id), seq: Number(route.query.seq) || null }),
  },
  {
    path: '/chats/:id(\\d+)/info',
    name: 'chat-info',
    component: () => import('./features/conversations/ChatInfoPage.vue'),
    meta: { depth: 3, beside: 'chats' },
    props: (route) => ({ id: Number(route.params.id) }),
  },
  {
    path: '/contacts/:id(\\d+)',
    name: 'contact',
    component: () => import('./features/contacts/ContactPage.vue'),
    meta: { depth: 4, beside: 'contacts' },
    props: (route) => ({ id: Number(route.params.id) }),
  },
  {
    path: '/contacts/:id(\\d+)/remark',
    name: 'remark',
    component: () => import('./features/contacts/RemarkPage.vue'),
    meta: { depth: 5, beside: 'contacts' },
    props: (route) => ({ id: Number(route.params.id) }),
  },
  {
    path: '/contacts/:id(\\d+)/preferences',
    name: 'preferences',
    component: () => import('./features/touches/PreferencesPage.vue'),
    meta: { depth: 5, beside: 'contacts' },
    props: (route) => ({ id: Number(route.params.id) }),
  },
  {
    path: '/moments',
    name: 'moments',
    component: () => import('./features/moments/FeedPage.vue'),
    meta: { depth: 1, beside: 'discover' },
  },
  {
    path: '/moments/notices',
    name: 'moment-notices',
    component: () => import('./features/moments/NoticesPage.vue'),
    meta: { depth: 2, beside: 'discover' },
  },
  {
    path: '/moments/:id(\\d+)',
    name: 'moment',
    component: () => import('./features/moments/PostPage.vue'),
    meta: { depth: 3, beside: 'discover' },
    props: (route) => ({ id: Number(route.params.id) }),
  },
  {
    path: '/contacts/:id(\\d+)/moments',
    name: 'member-moments',
    component: () => import('./features/moments/FeedPage.vue'),
    meta: { depth: 5, beside: 'contacts' },
    props: (route) => ({ memberId: Number(route.params.id) }),
  },
  {
    path: '/scan',
    name: 'scan',
    component: () => import('./features/contact_ways/ScanPage.vue'),
    meta: { depth: 1, beside: 'discover' },
  },
  {
    path: '/me/profile',
    name: 'profile',
    component: () => import('./features/people/ProfilePage.vue'),
    meta: me,
  },
  {
    path: '/me/notifications',
    name: 'notifications',
    component: () => import('./features/people/NotificationsPage.vue'),
    meta: me,
  },
  {
    path: '/me/general',
    name: 'general',
    component: () => import('./features/people/GeneralPage.vue'),
    meta: me,
  },
  {
    path: '/me/devices',
    name: 'devices',
    component: () => import('./features/access/DevicesPage.vue'),
    meta: me,
  },
  {
    path: '/me/account',
    name: 'account',
    component: () => import('./features/people/AccountPage.vue'),
    meta: me,
  },
  { path: '/:rest(.*)*', redirect: { name: 'chats' } },
]

export const router = createRouter({ history: createWebHistory('/app/'), routes })

router.beforeEach(async (to) => {
  if (to.name === 'sidebar') return true // for members, who are signed in another way
  const found = await resume()
  if (found || to.meta.open) return true
  return { name: 'sign-in', query: { next: to.fullPath }, replace: true }
})
