-- How administrators look at the console's lists: the columns that each has chosen, and views under a name.

CREATE TABLE list_columns (
    corp_id     bigint NOT NULL,
    member_id   bigint NOT NULL,
    list        text NOT NULL,
    -- null: those that the list shows by itself
    columns     text[],
    PRIMARY KEY (corp_id, member_id, list),
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id)
);

CREATE TABLE list_view (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    corp_id     bigint NOT NULL,
    member_id   bigint NOT NULL,
    list        text NOT NULL,
    name        text NOT NULL CHECK (name <> ''),
    filters     jsonb NOT NULL DEFAULT '{}',
    columns     text[],
    -- seen by every administrator of the company
    shared      boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (corp_id, id),
    UNIQUE (corp_id, member_id, list, name),
    FOREIGN KEY (corp_id, member_id) REFERENCES member (corp_id, id)
);
CREATE INDEX list_view_shared ON list_view (corp_id, list) WHERE shared;
