/**
 * The contract against what the server declares: a difference does not compile.
 * What the server sends must be something that the contract's type takes; `null` counts as absent.
 */
import type { components } from '../openapi'
import type * as ours from '../contract'

type Wire = components['schemas']

type Sent<T> = T extends readonly (infer Item)[]
  ? Sent<Item>[]
  : T extends object
    ? { [K in keyof T]-?: Sent<Exclude<T[K], undefined>> }
    : T
type Taken<T> = T extends readonly (infer Item)[]
  ? Taken<Item>[]
  : T extends object
    ? { [K in keyof T]: Taken<T[K]> | (undefined extends T[K] ? null : never) }
    : T
type Fits<Server, Contract> = Sent<Server> extends Taken<Contract> ? true : false
type Assert<Holds extends true> = Holds

export type Conforming = [
  Assert<Fits<Wire['Session'], ours.Session>>,
  Assert<Fits<Wire['OpenSession'], ours.DeviceSession>>,
  Assert<Fits<Wire['CorpCard'], ours.CorpCard>>,
  Assert<Fits<Wire['Media'], ours.Media>>,
  Assert<Fits<Wire['Welcome'], ours.Welcome>>,
  Assert<Fits<Wire['TagGroup'], ours.TagGroup>>,
  Assert<Fits<Wire['Department'], ours.Department>>,
  Assert<Fits<Wire['Follow'], ours.Follow>>,
  Assert<Fits<Wire['Customer'], ours.Customer>>,
  Assert<Fits<Wire['TimelineEntry'], ours.TimelineEntry>>,
  Assert<Fits<Wire['Purchase'], ours.Purchase>>,
  Assert<Fits<Wire['ContactWay'], ours.ContactWay>>,
  Assert<Fits<Wire['Participant'], ours.Participant>>,
  Assert<Fits<Omit<Wire['Conversation'], 'last_message'>, Omit<ours.Conversation, 'last_message'>>>,
  Assert<Fits<Omit<Wire['Message'], 'content'>, Omit<ours.Message, 'content'>>>,
  Assert<Fits<Omit<Wire['Sync'], 'conversations'>, Omit<ours.Sync, 'conversations'>>>,
  Assert<Fits<Wire['WayCard'], ours.WayCard>>,
  Assert<Fits<Wire['AppContact'], ours.AppContact>>,
  Assert<Fits<Wire['Added'], ours.Added>>,
  Assert<Fits<Wire['Profile'], ours.AppProfile>>,
  Assert<Fits<Wire['CustomerCard'], ours.CustomerCard>>,
  Assert<Fits<Wire['RoomMembers'], ours.RoomMembers>>,
  Assert<Fits<Wire['Colleague'], ours.Colleague>>,
  Assert<Fits<Wire['Home'], ours.Home>>,
  Assert<Fits<Wire['MemberView'], ours.Member>>,
  Assert<Fits<Wire['ImportReport'], ours.ImportReport>>,
  Assert<Fits<Wire['MemberTag'], ours.MemberTag>>,
  Assert<Fits<Wire['TagHolders'], ours.TagHolders>>,
  Assert<Fits<Wire['CustomerDetail'], ours.CustomerDetails>>,
  Assert<Fits<Wire['Source'], ours.Source>>,
  Assert<Fits<Wire['TagLibrary'], ours.TagList>>,
  Assert<Fits<Wire['WayStatistics'], ours.WayStatistics>>,
  Assert<Fits<Wire['AcquisitionLink'], ours.AcquisitionLink>>,
  Assert<Fits<Wire['LinkDay'], ours.LinkDay>>,
  Assert<Fits<Wire['Brought'], ours.Brought>>,
  Assert<Fits<Wire['Quota'], ours.AcquisitionQuota>>,
  Assert<Fits<Wire['Product'], ours.Product>>,
  Assert<Fits<Wire['ProductPage'], ours.ProductPage>>,
  Assert<Fits<Wire['RuleGroup'], ours.RuleGroup>>,
  Assert<Fits<Wire['RuleGroups'], ours.RuleGroups>>,
  Assert<Fits<Wire['Welcomes'], ours.Welcomes>>,
  Assert<Fits<Wire['AppView'], ours.AppView>>,
  Assert<Fits<Wire['DeliveryLine'], ours.Delivery>>,
  Assert<Fits<Omit<Wire['DeliveryView'], 'log'>, Omit<ours.Delivery, 'log'>>>,
  Assert<Fits<Wire['AuditEntry'], ours.AuditEntry>>,
  Assert<Fits<Wire['SentCode'], ours.OneTimeCode>>,
  Assert<Fits<Wire['CorpView'], ours.CorpSettings>>,
  Assert<Fits<Wire['TouchPolicy'], ours.TouchPolicy>>,
  Assert<Fits<Wire['Standing'], ours.Standing>>,
  Assert<Fits<Wire['TouchLine'], ours.TouchLine>>,
  Assert<Fits<Wire['Foreseen'], ours.Foreseen>>,
  Assert<Fits<Wire['Preferences'], ours.Preferences>>,
  Assert<Fits<Wire['Broadcast'], ours.Broadcast>>,
  Assert<Fits<Wire['Handover'], ours.Handover>>,
  Assert<Fits<Wire['Plan'], ours.HandoverPlan>>,
  Assert<Fits<Wire['Pack'], ours.HandoverPack>>,
  Assert<Fits<Wire['Promise'], ours.CustomerPromise>>,
  Assert<Fits<Wire['Told'], ours.ToldHandover>>,
  Assert<Fits<Wire['Leaver'], ours.Leaver>>,
  Assert<Fits<Wire['Estimate'], ours.AudienceEstimate>>,
  Assert<Fits<Wire['OwnEstimate'], ours.Estimate>>,
  Assert<Fits<Wire['TaskDepartment'], ours.DepartmentProgress>>,
  Assert<Fits<Wire['TaskMember'], ours.MemberProgress>>,
  Assert<Fits<Wire['Recipient'], ours.Recipient>>,
  Assert<Fits<Wire['DeskTask'], ours.DeskTask>>,
  Assert<Fits<Wire['TaskCustomer'], ours.TaskCustomer>>,
  Assert<Fits<Wire['Moment'], ours.Moment>>,
  Assert<Fits<Wire['PostLine'], ours.MomentPostLine>>,
  Assert<Fits<Wire['MomentDay'], ours.MomentDay>>,
  Assert<Fits<Wire['MomentViewer'], ours.MomentViewer>>,
  Assert<Fits<Wire['FeedPost'], ours.FeedPost>>,
  Assert<Fits<Wire['Glance'], ours.FeedGlance>>,
  Assert<Fits<Wire['MomentNotice'], ours.MomentNotice>>,
  Assert<Fits<Wire['MomentPart'], ours.MomentPart>>,
  Assert<Fits<Wire['DeskPost'], ours.DeskPost>>,
  Assert<Fits<Wire['Group'], ours.Group>>,
  Assert<Fits<Wire['GroupMembers'], ours.GroupMembers>>,
  Assert<Fits<Wire['NoticeSaved'], ours.NoticeSaved>>,
  Assert<Fits<Wire['WelcomeTemplate'], ours.WelcomeTemplate>>,
  Assert<Fits<Wire['JoinWay'], ours.JoinWay>>,
  Assert<Fits<Wire['JoinCard'], ours.JoinCard>>,
  Assert<Fits<Wire['Joined'], ours.Joined>>,
  Assert<Fits<Wire['KeywordReply'], ours.KeywordReply>>,
  Assert<Fits<Wire['Guard'], ours.Guard>>,
  Assert<Fits<Wire['GuardAct'], ours.GuardAct>>,
  Assert<Fits<Wire['Barred'], ours.BarredCustomer>>,
  Assert<Fits<Wire['Duplicate'], ours.DuplicateCustomer>>,
  Assert<Fits<Wire['RulesOfGroup'], ours.RulesOfGroup>>,
]
