-- 导入: files of customers, orders and events. `place`: so many rows of the file have been handled; it moves in the
-- transaction that handles them, so whatever kills the worker, the next one goes on from there.
CREATE TABLE growth_import (
    corp_id     bigint NOT NULL REFERENCES corp,
    import_no   integer NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('customers', 'orders', 'events')),
    name        text NOT NULL,
    file        bytea NOT NULL,
    size        bigint NOT NULL,
    shape       jsonb NOT NULL,
    mapping     jsonb NOT NULL,
    state       text NOT NULL CHECK (state IN
        ('uploaded', 'checking', 'checked', 'running', 'done', 'failed')),
    rows_total  bigint NOT NULL DEFAULT 0,
    place       bigint NOT NULL DEFAULT 0,
    rows_new    bigint NOT NULL DEFAULT 0,
    rows_same   bigint NOT NULL DEFAULT 0,
    rows_wrong  bigint NOT NULL DEFAULT 0,
    -- the reading that moved `place` wrote the rows, and did not only check them
    writes      boolean NOT NULL DEFAULT false,
    reason      text NOT NULL DEFAULT '',
    -- the file lies on the disk until its rows are in
    kept        boolean NOT NULL DEFAULT true,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    PRIMARY KEY (corp_id, import_no)
);
CREATE INDEX growth_import_file ON growth_import (corp_id, kind, file, created_at);
CREATE INDEX growth_import_created ON growth_import (created_at);

CREATE TABLE growth_import_error (
    corp_id     bigint NOT NULL,
    import_no   integer NOT NULL,
    row_no      bigint NOT NULL,
    column_name text NOT NULL,
    value       text NOT NULL,
    zh          text NOT NULL,
    en          text NOT NULL,
    PRIMARY KEY (corp_id, import_no, row_no, column_name),
    FOREIGN KEY (corp_id, import_no) REFERENCES growth_import (corp_id, import_no) ON DELETE CASCADE
);
CREATE INDEX growth_import_error_value ON growth_import_error (corp_id, value);
