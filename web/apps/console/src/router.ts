import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { api } from './api'
import { growthPages } from './growth_pages'
import { ensureSession, leave, opens, session } from './session'
import Shell from './shell/Shell.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name in the texts. */
    title?: string
    /** Key of the navigation group above it. */
    group?: string
    /** The page of the navigation that this one belongs to. */
    under?: string
    /** Whom the page serves; everyone with a console role when absent. */
    roles?: readonly string[]
    /** A page for those with this duty alone, whatever their role. */
    duty?: 'compliance'
    open?: boolean
  }
}

const ADMINS = ['super_admin', 'admin'] as const

const pages: RouteRecordRaw[] = [
  {
    path: '',
    name: 'home',
    component: () => import('./features/statistics/Home.vue'),
    meta: { title: 'nav.home' },
  },
  {
    path: 'directory',
    name: 'directory',
    component: () => import('./features/directory/Directory.vue'),
    meta: { title: 'nav.members', group: 'nav.directory' },
  },
  {
    path: 'member-tags',
    name: 'member-tags',
    component: () => import('./features/directory/MemberTags.vue'),
    meta: { title: 'nav.memberTags', group: 'nav.directory', roles: ADMINS },
  },
  {
    path: 'customers',
    name: 'customers',
    component: () => import('./features/contacts/Customers.vue'),
    meta: { title: 'nav.customers', group: 'nav.contact' },
  },
  {
    path: 'tags',
    name: 'tags',
    component: () => import('./features/tags/Tags.vue'),
    meta: { title: 'nav.tags', group: 'nav.contact', roles: ADMINS },
  },
  {
    path: 'contact-ways',
    name: 'contact-ways',
    component: () => import('./features/contact_ways/ContactWays.vue'),
    meta: { title: 'nav.ways', group: 'nav.contact', roles: ADMINS },
  },
  {
    path: 'acquisition',
    name: 'acquisition',
    component: () => import('./features/acquisition/Links.vue'),
    meta: { title: 'nav.links', group: 'nav.contact', roles: ADMINS },
  },
  {
    path: 'products',
    name: 'products',
    component: () => import('./features/albums/Products.vue'),
    meta: { title: 'nav.products', group: 'nav.contact' },
  },
  {
    path: 'rule-groups',
    name: 'rule-groups',
    component: () => import('./features/rule_groups/RuleGroups.vue'),
    meta: { title: 'nav.ruleGroups', group: 'nav.contact', roles: ADMINS },
  },
  {
    path: 'welcomes',
    name: 'welcomes',
    component: () => import('./features/welcome/Welcomes.vue'),
    meta: { title: 'nav.welcomes', group: 'nav.contact', roles: ADMINS },
  },
  {
    path: 'broadcasts',
    name: 'broadcasts',
    component: () => import('./features/broadcasts/Broadcasts.vue'),
    meta: { title: 'nav.broadcasts', group: 'nav.contact' },
  },
  {
    path: 'broadcasts/new',
    name: 'new-broadcast',
    component: () => import('./features/broadcasts/NewBroadcast.vue'),
    meta: { title: 'nav.newBroadcast', group: 'nav.contact', under: 'broadcasts' },
  },
  {
    path: 'broadcasts/:id(\\d+)',
    name: 'broadcast',
    component: () => import('./features/broadcasts/BroadcastPage.vue'),
    meta: { title: 'nav.broadcast', group: 'nav.contact', under: 'broadcasts' },
  },
  {
    path: 'moments',
    name: 'moments',
    component: () => import('./features/moments/Moments.vue'),
    meta: { title: 'nav.moments', group: 'nav.contact' },
  },
  {
    path: 'moments/new',
    name: 'new-moment',
    component: () => import('./features/moments/NewMoment.vue'),
    meta: { title: 'nav.newMoment', group: 'nav.contact', under: 'moments' },
  },
  {
    path: 'moments/:id(\\d+)',
    name: 'moment',
    component: () => import('./features/moments/MomentPage.vue'),
    meta: { title: 'nav.moment', group: 'nav.contact', under: 'moments' },
  },
  {
    path: 'handovers',
    name: 'handovers',
    component: () => import('./features/handover/Handovers.vue'),
    meta: { title: 'nav.handovers', group: 'nav.contact' },
  },
  {
    path: 'handovers/from/:userid',
    name: 'handover-giver',
    component: () => import('./features/handover/Giver.vue'),
    meta: { title: 'nav.handovers', group: 'nav.contact', under: 'handovers' },
  },
  {
    path: 'handovers/plans/:id(\\d+)',
    name: 'handover-plan',
    component: () => import('./features/handover/PlanPage.vue'),
    meta: { title: 'nav.handovers', group: 'nav.contact', under: 'handovers' },
  },
  {
    path: 'interception',
    name: 'interception',
    component: () => import('./features/interception/Rules.vue'),
    meta: { title: 'nav.interception', group: 'nav.compliance', roles: ADMINS },
  },
  {
    path: 'interception/hits',
    name: 'interception-hits',
    component: () => import('./features/interception/Hits.vue'),
    meta: { title: 'nav.interceptionHits', group: 'nav.compliance' },
  },
  {
    path: 'archive',
    name: 'archive',
    component: () => import('./features/archive/Archive.vue'),
    meta: { title: 'nav.archive', group: 'nav.compliance', duty: 'compliance' },
  },
  {
    path: 'archive/looks',
    name: 'archive-looks',
    component: () => import('./features/archive/Looks.vue'),
    meta: { title: 'nav.archiveLooks', group: 'nav.compliance', roles: ADMINS },
  },
  {
    path: 'archive/settings',
    name: 'archive-settings',
    component: () => import('./features/archive/ArchiveSettings.vue'),
    meta: { title: 'nav.archiveSettings', group: 'nav.compliance', roles: ADMINS },
  },
  {
    path: 'touch-rules',
    name: 'touch-rules',
    component: () => import('./features/touches/TouchRules.vue'),
    meta: { title: 'touchRules.title', group: 'nav.contact', roles: ADMINS },
  },
  {
    path: 'groups',
    name: 'groups',
    component: () => import('./features/groups/Groups.vue'),
    meta: { title: 'nav.groups', group: 'nav.customerGroups' },
  },
  {
    path: 'partners',
    name: 'partners',
    component: () => import('./features/partners/Partners.vue'),
    meta: { title: 'nav.partners', group: 'nav.customerGroups' },
  },
  {
    path: 'join-ways',
    name: 'join-ways',
    component: () => import('./features/groups/JoinWays.vue'),
    meta: { title: 'nav.joinWays', group: 'nav.customerGroups' },
  },
  {
    path: 'group-welcomes',
    name: 'group-welcomes',
    component: () => import('./features/groups/WelcomeTemplates.vue'),
    meta: { title: 'nav.groupWelcomes', group: 'nav.customerGroups', roles: ADMINS },
  },
  {
    path: 'group-rules',
    name: 'group-rules',
    component: () => import('./features/group_rules/GroupRules.vue'),
    meta: { title: 'nav.groupRules', group: 'nav.customerGroups', roles: ADMINS },
  },
  {
    path: 'group-duplicates',
    name: 'group-duplicates',
    component: () => import('./features/group_rules/Duplicates.vue'),
    meta: { title: 'nav.groupDuplicates', group: 'nav.customerGroups' },
  },
  ...growthPages,
  {
    path: 'apps',
    name: 'apps',
    component: () => import('./features/apps/Apps.vue'),
    meta: { title: 'nav.apps', group: 'nav.integration', roles: ADMINS },
  },
  {
    path: 'deliveries',
    name: 'deliveries',
    component: () => import('./features/callbacks/Deliveries.vue'),
    meta: { title: 'nav.deliveries', group: 'nav.integration', roles: ADMINS },
  },
  {
    path: 'roles',
    name: 'roles',
    component: () => import('./features/access/Roles.vue'),
    meta: { title: 'nav.roles', group: 'nav.safety', roles: ADMINS },
  },
  {
    path: 'audit',
    name: 'audit',
    component: () => import('./features/audit/Audit.vue'),
    meta: { title: 'nav.audit', group: 'nav.safety', roles: ADMINS },
  },
  {
    path: 'codes',
    name: 'codes',
    component: () => import('./features/people/Codes.vue'),
    meta: { title: 'nav.codes', group: 'nav.safety', roles: ADMINS },
  },
  {
    path: 'sessions',
    name: 'sessions',
    component: () => import('./features/access/Sessions.vue'),
    meta: { title: 'nav.sessions', group: 'nav.safety' },
  },
  {
    path: 'corp',
    name: 'corp',
    component: () => import('./features/corps/Corp.vue'),
    meta: { title: 'nav.corp', roles: ADMINS },
  },
  {
    path: ':path(.*)*',
    name: 'lost',
    component: () => import('./shell/Lost.vue'),
    meta: { title: 'nav.lost' },
  },
]

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./features/access/SignIn.vue'),
      meta: { open: true, title: 'signIn.title' },
    },
    { path: '/', component: Shell, children: pages },
  ],
})

router.beforeEach(async (to) => {
  const mine = await ensureSession()
  if (to.meta.open) return mine ? { name: 'home' } : true
  if (!mine) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (!opens(to.meta)) return { name: opens({}) ? 'home' : 'archive' }
  return true
})

api.onSignedOut(() => {
  if (!session.value) return
  leave()
  const next = router.currentRoute.value.fullPath
  void router.replace({ name: 'sign-in', query: { next } })
})
