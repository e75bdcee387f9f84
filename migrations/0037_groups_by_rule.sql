-- A plan gives out a member's customer groups as well: how many each taker gets is fixed with the customers.
ALTER TABLE handover_plan
    ADD COLUMN groups integer NOT NULL DEFAULT 0,
    ADD COLUMN groups_given integer NOT NULL DEFAULT 0,
    -- groups up to this one were tried
    ADD COLUMN groups_reached bigint NOT NULL DEFAULT 0,
    -- reason -> how many groups stay
    ADD COLUMN groups_left_out jsonb NOT NULL DEFAULT '{}';
ALTER TABLE handover_share
    ADD COLUMN had_groups integer NOT NULL DEFAULT 0,
    ADD COLUMN groups integer NOT NULL DEFAULT 0,
    ADD COLUMN groups_given integer NOT NULL DEFAULT 0 CHECK (groups_given <= groups);
