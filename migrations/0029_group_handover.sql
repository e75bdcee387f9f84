-- Customer groups that went from one owner to another; they change hands at once.
CREATE TABLE group_handover (
    corp_id     bigint NOT NULL REFERENCES corp,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text NOT NULL CHECK (kind IN ('onjob', 'resigned')),
    group_id    bigint NOT NULL,
    from_id     bigint NOT NULL,
    to_id       bigint NOT NULL,
    created_by  text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (corp_id, id)
);
CREATE INDEX group_handover_of_group ON group_handover (corp_id, group_id, at);
CREATE INDEX group_handover_between ON group_handover (corp_id, from_id, to_id, at);
