import shell from './shell/texts.en'
import access from './features/access/texts.en'
import statistics from './features/statistics/texts.en'
import directory from './features/directory/texts.en'
import contacts from './features/contacts/texts.en'
import tags from './features/tags/texts.en'
import contactWays from './features/contact_ways/texts.en'
import acquisition from './features/acquisition/texts.en'
import albums from './features/albums/texts.en'
import ruleGroups from './features/rule_groups/texts.en'
import welcome from './features/welcome/texts.en'
import broadcasts from './features/broadcasts/texts.en'
import moments from './features/moments/texts.en'
import groups from './features/groups/texts.en'
import partners from './features/partners/texts.en'
import groupRules from './features/group_rules/texts.en'
import handover from './features/handover/texts.en'
import touches from './features/touches/texts.en'
import interception from './features/interception/texts.en'
import archive from './features/archive/texts.en'
import profiles from './features/profiles/texts.en'
import content from './features/content/texts.en'
import surveys from './features/forms/texts.en'
import quickReplies from './features/quick_replies/texts.en'
import segments from './features/segments/texts.en'
import vocabulary from './features/segments/builder/texts.en'
import predictions from './features/predictions/texts.en'
import tagRules from './features/tag_rules/texts.en'
import imports from './features/imports/texts.en'
import tracking from './features/tracking/texts.en'
import apps from './features/apps/texts.en'
import callbacks from './features/callbacks/texts.en'
import connection from './features/connection/texts.en'
import audit from './features/audit/texts.en'
import people from './features/people/texts.en'
import corps from './features/corps/texts.en'

export default {
  ...shell,
  ...access,
  ...statistics,
  ...directory,
  ...contacts,
  ...tags,
  ...contactWays,
  ...acquisition,
  ...albums,
  ...ruleGroups,
  ...welcome,
  ...broadcasts,
  ...moments,
  ...groups,
  ...partners,
  ...groupRules,
  ...handover,
  ...touches,
  ...interception,
  ...archive,
  ...profiles,
  ...content,
  ...surveys,
  ...quickReplies,
  ...segments,
  ...vocabulary,
  ...predictions,
  ...tagRules,
  ...imports,
  ...tracking,
  ...apps,
  ...callbacks,
  ...connection,
  ...audit,
  ...people,
  ...corps,
}
