import { createRouter, createWebHistory } from 'vue-router'
import { api, sync } from './api'
import { askWhyEnded, ensureSession, renewSession, session } from './session'
import Shell from './shell/Shell.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** May be seen without being signed in. */
    open?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./features/access/SignIn.vue'),
      meta: { open: true },
    },
    {
      path: '/',
      component: Shell,
      children: [
        { path: '', redirect: { name: 'messages' } },
        {
          path: 'messages/:id(\\d+)?',
          name: 'messages',
          component: () => import('./features/conversations/Messages.vue'),
        },
        {
          path: 'directory/:department(\\d+)?',
          name: 'directory',
          component: () => import('./features/directory/Directory.vue'),
        },
        {
          path: 'customers/requests',
          name: 'requests',
          component: () => import('./features/contacts/Requests.vue'),
        },
        {
          path: 'customers/:contact(\\d+)?',
          name: 'customers',
          component: () => import('./features/contacts/Customers.vue'),
        },
        {
          path: 'groups',
          name: 'groups',
          component: () => import('./features/groups/Groups.vue'),
        },
        {
          path: 'workbench',
          name: 'workbench',
          component: () => import('./features/workbench/Workbench.vue'),
        },
        {
          path: 'workbench/handovers/:handover(\\d+)',
          name: 'handover',
          component: () => import('./features/handover/HandoverPage.vue'),
        },
        {
          path: 'tasks/new',
          name: 'new-task',
          component: () => import('./features/broadcasts/OwnBroadcast.vue'),
        },
        {
          path: 'tasks/:broadcast(\\d+)?',
          name: 'tasks',
          component: () => import('./features/broadcasts/Tasks.vue'),
        },
        {
          path: 'moments/new',
          name: 'new-moment',
          component: () => import('./features/moments/NewMoment.vue'),
        },
        {
          path: 'moments/tasks/:task(\\d+)',
          name: 'moment-task',
          component: () => import('./features/moments/Moments.vue'),
        },
        {
          path: 'moments/:post(\\d+)?',
          name: 'moments',
          component: () => import('./features/moments/Moments.vue'),
        },
        {
          path: 'code',
          name: 'code',
          component: () => import('./features/contact_ways/MyCode.vue'),
        },
        {
          path: 'settings',
          name: 'settings',
          component: () => import('./features/access/Settings.vue'),
        },
        { path: ':path(.*)*', component: () => import('./shell/Lost.vue') },
      ],
    },
  ],
})

router.beforeEach(async (to) => {
  const mine = await ensureSession()
  if (to.meta.open) return mine ? { name: 'messages' } : true
  if (!mine) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  return true
})

async function toSignIn(): Promise<void> {
  if (!session.value) return
  const next = router.currentRoute.value.fullPath
  session.value = null
  sync.stop()
  await router.replace({ name: 'sign-in', query: { next } })
  await askWhyEnded()
}

sync.on('signed_out', () => void toSignIn())
api.onSignedOut(() => void toSignIn())
sync.on('session', () => void renewSession().catch(() => undefined))
