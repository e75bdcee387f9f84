-- When somebody last wrote in a conversation, or a program in her place: unlike last_at, what is sent to many at
-- once does not count, and so does not decide who sends to a customer of several members.
ALTER TABLE conversation ADD COLUMN talked_at timestamptz;
UPDATE conversation SET talked_at = last_at WHERE last_seq > 0;
