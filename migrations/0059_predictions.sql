-- 复购预测: a computation over all of a company's orders, and what it says of each customer.
CREATE TABLE prediction_run (
    corp_id      bigint NOT NULL REFERENCES corp,
    run_no       integer NOT NULL,
    state        text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    stage        text NOT NULL DEFAULT 'waiting',
    until        date NOT NULL,
    holdout_days integer NOT NULL CHECK (holdout_days >= 0),
    asked_by     text NOT NULL DEFAULT '',
    asked_at     timestamptz NOT NULL,
    ended_at     timestamptz,
    outcome      jsonb,
    reason       text NOT NULL DEFAULT '',
    PRIMARY KEY (corp_id, run_no)
);
-- One computation a company at a time.
CREATE UNIQUE INDEX prediction_run_underway ON prediction_run (corp_id) WHERE state IN ('queued', 'running');

-- The newest computation's word on each customer. Scores are 1 to 5; the rest is null while too few came back.
CREATE TABLE prediction (
    corp_id      bigint NOT NULL REFERENCES corp,
    profile_no   integer NOT NULL,
    run_no       integer NOT NULL,
    rfm_r        smallint NOT NULL,
    rfm_f        smallint NOT NULL,
    rfm_m        smallint NOT NULL,
    last_day     date NOT NULL,
    purchases    integer NOT NULL,
    spent_fen    bigint NOT NULL,
    expected_30  double precision,
    expected_90  double precision,
    expected_365 double precision,
    alive        double precision,
    mean_fen     bigint,
    value_fen    bigint,
    PRIMARY KEY (corp_id, profile_no)
);
CREATE INDEX prediction_by_value ON prediction (corp_id, coalesce(value_fen, -1), profile_no);
CREATE INDEX prediction_by_expected ON prediction (corp_id, coalesce(expected_90, -1), profile_no);
CREATE INDEX prediction_by_alive ON prediction (corp_id, coalesce(alive, 2), profile_no);
CREATE INDEX prediction_by_spent ON prediction (corp_id, spent_fen, profile_no);
