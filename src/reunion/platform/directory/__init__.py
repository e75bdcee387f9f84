"""通讯录: departments as a tree, members, contact tags, and who administers what."""
