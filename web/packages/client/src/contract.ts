export * from './contract/moments'
export * from './contract/shared'
export * from './contract/chat'
export * from './contract/app'
export * from './contract/desk'
export * from './contract/console'
export * from './contract/touches'
export * from './contract/broadcasts'
export * from './contract/acquisition'
export * from './contract/groups'
export * from './contract/group_rules'
<<<<<<< HEAD
export * from './contract/handover'
=======
export * from './contract/archive'
>>>>>>> 81998b1 (Screens of interception and archive: rules, hits, settings, looks; the desk asks before a warned message goes; customers say whether their chat is archived)
