-- Nothing reads a sender's messages by time any more, and while the table had no statistics the planner looked
-- a client_id up by this index: a send then read every message that its sender had ever written.
DROP INDEX message_by_sender;
