import type { components } from '../openapi'

/** The sidebar's answers, as the server declares them. */
type Wire = components['schemas']

export type SidebarDoor = Wire['SidebarDoor']
export type SidebarSession = Wire['SidebarSession']
export type PageSigned = Wire['PageSigned']
export type SidebarGroup = Wire['SidebarGroup']
export type CurrentCustomer = Wire['CurrentCustomer']
export type Portrait = Wire['Portrait']
export type SidebarTag = Wire['ProfileTag']
export type SidebarTags = Wire['SidebarTags']
export type FollowUp = Wire['FollowUp']
export type FollowUps = Wire['FollowUps']
export type SidebarContent = Wire['SidebarContent']
export type ContentShared = Wire['Shared']
export type SidebarReplies = Wire['SidebarReplies']
