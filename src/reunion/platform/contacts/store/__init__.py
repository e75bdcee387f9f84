"""SQL of contact, follow, follow_tag, member_load and corp_load.

The single statements join person, member and contact_way to read names; nobody else's rows are written.
"""
