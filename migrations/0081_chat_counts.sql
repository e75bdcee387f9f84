-- Chats are counted where the archive (会话内容存档) is opened to growth: the private key that its entries are sealed
-- for, and a foreign WeCom's secret of it. The embedded platform's secret is known.
ALTER TABLE wecom_connection ADD COLUMN archive_secret bytea;
ALTER TABLE wecom_connection ADD COLUMN archive_key bytea;

-- How far a company's archive is read: up to seq; read_at is when nothing more was there.
CREATE TABLE wecom_chats (
    corp_id         bigint PRIMARY KEY REFERENCES corp,
    seq             bigint NOT NULL DEFAULT 0,
    read_at         timestamptz,
    paused_until    timestamptz,
    failures        integer NOT NULL DEFAULT 0,
    errcode         integer,
    error           text NOT NULL DEFAULT ''
);

-- How many messages a member and a customer wrote each other on a day of the company's time zone, never what.
-- told: the day is in the timeline.
CREATE TABLE wecom_chat_day (
    corp_id         bigint NOT NULL REFERENCES corp,
    external_userid text NOT NULL,
    userid          text NOT NULL,
    day             date NOT NULL,
    sent            integer NOT NULL,
    received        integer NOT NULL,
    last_at         timestamptz NOT NULL,
    told            boolean NOT NULL DEFAULT false,
    PRIMARY KEY (corp_id, external_userid, userid, day)
);
CREATE INDEX wecom_chat_day_open ON wecom_chat_day (corp_id, day) WHERE NOT told;
