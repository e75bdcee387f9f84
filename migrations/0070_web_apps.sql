-- Web pages of apps: whose redirects and signatures are trusted, what stands in the 聊天工具栏, and the codes
-- with which a page learns who opened it. Tickets of the JS-SDK are computed and kept nowhere.

CREATE TABLE app_domain (
    corp_id bigint NOT NULL REFERENCES corp (id),
    app_id bigint NOT NULL REFERENCES app (id) ON DELETE CASCADE,
    domain text NOT NULL,
    PRIMARY KEY (corp_id, app_id, domain)
);

CREATE TABLE chat_tool (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    corp_id bigint NOT NULL REFERENCES corp (id),
    app_id bigint NOT NULL REFERENCES app (id) ON DELETE CASCADE,
    name text NOT NULL,
    url text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX chat_tool_corp ON chat_tool (corp_id, id);

CREATE TABLE web_code (
    code_hash bytea PRIMARY KEY,
    corp_id bigint NOT NULL REFERENCES corp (id),
    app_id bigint REFERENCES app (id) ON DELETE CASCADE,
    domain text NOT NULL,
    private boolean NOT NULL,
    principal_id bigint NOT NULL,
    member boolean NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX web_code_expires ON web_code (corp_id, expires_at);
