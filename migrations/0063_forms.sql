-- 表单: questions with logic; an answer is kept once, however often it is sent.

CREATE TABLE form (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    -- the end of its page's address
    token       text NOT NULL UNIQUE,
    title       text NOT NULL,
    intro       text NOT NULL DEFAULT '',
    thanks      text NOT NULL DEFAULT '',
    fields      jsonb NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    open        boolean NOT NULL DEFAULT true,
    closes_at   timestamptz,
    -- one answer from one browser
    once        boolean NOT NULL DEFAULT false,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX form_recent ON form (corp_id, changed_at DESC, id DESC) WHERE deleted_at IS NULL;

CREATE TABLE form_answer (
    corp_id     bigint NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    form_id     bigint NOT NULL,
    -- made up by the page: the same one twice is one answer
    submission  text NOT NULL,
    -- of the form, as it was answered
    version     integer NOT NULL,
    profile_no  integer,
    -- of the member whose link led there
    userid      text NOT NULL DEFAULT '',
    -- the browser, where the form takes one answer from each
    once_key    bytea,
    answers     jsonb NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id),
    FOREIGN KEY (corp_id, form_id) REFERENCES form (corp_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX form_answer_submission ON form_answer (corp_id, form_id, submission);
CREATE UNIQUE INDEX form_answer_once ON form_answer (corp_id, form_id, once_key)
    WHERE once_key IS NOT NULL;
CREATE INDEX form_answer_recent ON form_answer (corp_id, form_id, id DESC);
CREATE INDEX form_answer_of ON form_answer (corp_id, profile_no) WHERE profile_no IS NOT NULL;
