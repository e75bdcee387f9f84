-- One reader of a company's archive at a time. Who read with settings that were changed meanwhile, or of a
-- WeCom that is not the company's any more, has lost the lease and counts nothing.
ALTER TABLE wecom_chats ADD COLUMN lease uuid, ADD COLUMN lease_until timestamptz;
