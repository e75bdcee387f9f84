import shell from './shell/texts.zh'
import access from './features/access/texts.zh'
import statistics from './features/statistics/texts.zh'
import directory from './features/directory/texts.zh'
import contacts from './features/contacts/texts.zh'
import tags from './features/tags/texts.zh'
import contactWays from './features/contact_ways/texts.zh'
import acquisition from './features/acquisition/texts.zh'
import albums from './features/albums/texts.zh'
import ruleGroups from './features/rule_groups/texts.zh'
import welcome from './features/welcome/texts.zh'
import broadcasts from './features/broadcasts/texts.zh'
import moments from './features/moments/texts.zh'
import groups from './features/groups/texts.zh'
import partners from './features/partners/texts.zh'
import groupRules from './features/group_rules/texts.zh'
import handover from './features/handover/texts.zh'
import touches from './features/touches/texts.zh'
import interception from './features/interception/texts.zh'
import archive from './features/archive/texts.zh'
import profiles from './features/profiles/texts.zh'
import content from './features/content/texts.zh'
import surveys from './features/forms/texts.zh'
import quickReplies from './features/quick_replies/texts.zh'
import segments from './features/segments/texts.zh'
import vocabulary from './features/segments/builder/texts.zh'
import predictions from './features/predictions/texts.zh'
import tagRules from './features/tag_rules/texts.zh'
import imports from './features/imports/texts.zh'
import tracking from './features/tracking/texts.zh'
import apps from './features/apps/texts.zh'
import callbacks from './features/callbacks/texts.zh'
import connection from './features/connection/texts.zh'
import audit from './features/audit/texts.zh'
import people from './features/people/texts.zh'
import corps from './features/corps/texts.zh'

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
