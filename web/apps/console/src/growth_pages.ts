import type { ContentKind } from '@reunion/client'
import type { RouteRecordRaw } from 'vue-router'
import { KINDS } from './features/content/kinds'

const here = { group: 'nav.growth', roles: ['super_admin', 'admin'] }
/** These also work for a department's administrator, for his people. */
const open = { group: 'nav.growth', roles: ['super_admin', 'admin', 'scoped'] }

/** The pages of 增长. */
export const growthPages: RouteRecordRaw[] = [
  {
    path: 'profiles',
    name: 'profiles',
    component: () => import('./features/profiles/Profiles.vue'),
    meta: { ...open, title: 'nav.profiles' },
  },
  {
    path: 'profiles/conflicts',
    name: 'profile-conflicts',
    component: () => import('./features/profiles/Conflicts.vue'),
    meta: { ...here, title: 'nav.profileConflicts', under: 'profiles' },
  },
  {
    path: 'profiles/erasures',
    name: 'profile-erasures',
    component: () => import('./features/profiles/Erasures.vue'),
    meta: { ...here, title: 'nav.profileErasures', under: 'profiles' },
  },
  {
    path: 'profiles/:no(\\d+)',
    name: 'profile',
    component: () => import('./features/profiles/ProfilePage.vue'),
    meta: { ...open, title: 'nav.profile', under: 'profiles' },
  },
  {
    path: 'segments',
    name: 'segments',
    component: () => import('./features/segments/Segments.vue'),
    meta: { ...open, title: 'nav.segments' },
  },
  {
    path: 'segments/new',
    name: 'new-segment',
    component: () => import('./features/segments/EditSegment.vue'),
    meta: { ...open, title: 'nav.newSegment', under: 'segments' },
  },
  {
    path: 'segments/compare',
    name: 'compare-segments',
    component: () => import('./features/segments/Compare.vue'),
    meta: { ...open, title: 'nav.compareSegments', under: 'segments' },
  },
  {
    path: 'segments/:id(\\d+)',
    name: 'segment',
    component: () => import('./features/segments/SegmentPage.vue'),
    meta: { ...open, title: 'nav.segment', under: 'segments' },
  },
  {
    path: 'segments/:id(\\d+)/edit',
    name: 'edit-segment',
    component: () => import('./features/segments/EditSegment.vue'),
    meta: { ...open, title: 'nav.editSegment', under: 'segments' },
  },
  {
    path: 'tag-rules',
    name: 'tag-rules',
    component: () => import('./features/tag_rules/TagRules.vue'),
    meta: { ...here, title: 'nav.tagRules' },
  },
  {
    path: 'tag-rules/new',
    name: 'new-tag-rule',
    component: () => import('./features/tag_rules/EditRule.vue'),
    meta: { ...here, title: 'nav.newTagRule', under: 'tag-rules' },
  },
  {
    path: 'tag-rules/:id(\\d+)',
    name: 'tag-rule',
    component: () => import('./features/tag_rules/RulePage.vue'),
    meta: { ...here, title: 'nav.tagRule', under: 'tag-rules' },
  },
  {
    path: 'tag-rules/:id(\\d+)/edit',
    name: 'edit-tag-rule',
    component: () => import('./features/tag_rules/EditRule.vue'),
    meta: { ...here, title: 'nav.editTagRule', under: 'tag-rules' },
  },
  {
    path: 'tag-batches',
    name: 'tag-batches',
    component: () => import('./features/tag_rules/TagBatches.vue'),
    meta: { ...here, roles: ['scoped'], title: 'nav.tagBatches' },
  },
  {
    path: 'imports',
    name: 'imports',
    component: () => import('./features/imports/Imports.vue'),
    meta: { ...here, title: 'nav.imports' },
  },
  {
    path: 'imports/:no(\\d+)',
    name: 'import',
    component: () => import('./features/imports/ImportPage.vue'),
    meta: { ...here, title: 'nav.import', under: 'imports' },
  },
  {
    path: 'predictions',
    name: 'predictions',
    component: () => import('./features/predictions/Predictions.vue'),
    meta: { ...open, title: 'nav.predictions' },
  },
  {
    path: 'content',
    name: 'content',
    component: () => import('./features/content/Content.vue'),
    meta: { ...open, title: 'nav.content' },
  },
  {
    path: 'content/effect',
    name: 'content-effect',
    component: () => import('./features/content/ContentEffect.vue'),
    meta: { ...open, title: 'nav.contentEffect', under: 'content' },
  },
  {
    path: `content/new/:kind(${KINDS.join('|')})`,
    name: 'new-content',
    component: () => import('./features/content/ContentEditor.vue'),
    props: (route) => ({ id: null, kind: route.params.kind as ContentKind }),
    meta: { ...here, title: 'nav.contentItem', under: 'content' },
  },
  {
    path: 'content/:id(\\d+)',
    name: 'content-item',
    component: () => import('./features/content/ContentItem.vue'),
    props: (route) => ({ id: Number(route.params.id) }),
    meta: { ...open, title: 'nav.contentItem', under: 'content' },
  },
  {
    path: 'quick-replies',
    name: 'quick-replies',
    component: () => import('./features/quick_replies/QuickReplies.vue'),
    meta: { ...open, title: 'nav.quickReplies' },
  },
  {
    path: 'forms',
    name: 'forms',
    component: () => import('./features/forms/Forms.vue'),
    meta: { ...open, title: 'nav.forms' },
  },
  {
    path: 'forms/new',
    name: 'new-form',
    component: () => import('./features/forms/FormEditor.vue'),
    props: { id: null },
    meta: { ...here, title: 'nav.form', under: 'forms' },
  },
  {
    path: 'forms/:id(\\d+)',
    name: 'form',
    component: () => import('./features/forms/FormEditor.vue'),
    props: (route) => ({ id: Number(route.params.id) }),
    meta: { ...here, title: 'nav.form', under: 'forms' },
  },
  {
    path: 'forms/:id(\\d+)/results',
    name: 'form-results',
    component: () => import('./features/forms/FormResults.vue'),
    props: (route) => ({ id: Number(route.params.id) }),
    meta: { ...open, title: 'nav.formResults', under: 'forms' },
  },
  {
    path: 'connection',
    name: 'connection',
    component: () => import('./features/connection/Connection.vue'),
    meta: { ...here, title: 'nav.connection' },
  },
  {
    path: 'tracking',
    name: 'tracking',
    component: () => import('./features/tracking/Tracking.vue'),
    meta: { ...here, title: 'nav.tracking' },
  },
]
