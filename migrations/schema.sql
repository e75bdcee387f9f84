-- Made by `make pages` from the migrations; a test keeps them in step. Do not edit.

CREATE FUNCTION public.counts_added(counts jsonb, more jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(jsonb_object_agg(name, n), '{}') FROM (
        SELECT name, sum(n::bigint) AS n FROM (
            SELECT * FROM jsonb_each_text(counts) UNION ALL SELECT * FROM jsonb_each_text(more)
        ) AS each (name, n) GROUP BY name) AS sums
$$;

CREATE FUNCTION public.message_text(kind text, content json) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT lower(normalize(CASE kind
        WHEN 'text' THEN content ->> 'text'
        WHEN 'link' THEN concat_ws(' ', content ->> 'title', content ->> 'desc')
        WHEN 'file' THEN content -> 'media' ->> 'name'
        WHEN 'location' THEN concat_ws(' ', content ->> 'name', content ->> 'address')
        WHEN 'card' THEN content ->> 'name'
        WHEN 'miniprogram' THEN content ->> 'title'
    END, NFKC) COLLATE "C")
$$;

CREATE FUNCTION public.search_tokens(body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT array_to_tsvector(array(
        SELECT DISTINCT token FROM (
            SELECT c AS token FROM unnest(string_to_array(body, NULL)) AS u (c)
            UNION ALL
            SELECT c || lead(c) OVER (ORDER BY n)
            FROM unnest(string_to_array(body, NULL)) WITH ORDINALITY AS u (c, n)
        ) AS t WHERE token IS NOT NULL AND token !~ '\s'
    ))
$$;

CREATE FUNCTION public.touches_held(held jsonb, own text, priority integer, class text, since date, until date) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT count(*)::smallint FROM jsonb_each(held) AS h (source, hold)
    WHERE h.source <> own AND (h.hold ->> 'priority')::integer >= priority
      AND (h.hold ->> 'day')::date BETWEEN since AND until
      AND (class = 'every' OR class IN (h.hold ->> 'channel', h.hold ->> 'purpose'))
$$;

CREATE TABLE public.acquisition_account (
    corp_id bigint NOT NULL,
    used bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.acquisition_chat_key (
    corp_id bigint NOT NULL,
    key_hash bytea NOT NULL,
    contact_id bigint NOT NULL,
    member_id bigint NOT NULL,
    received smallint NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.acquisition_customer (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    member_id bigint NOT NULL,
    link_id bigint NOT NULL,
    state text DEFAULT ''::text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    added_at timestamp with time zone,
    received smallint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone
);

CREATE TABLE public.acquisition_day (
    corp_id bigint NOT NULL,
    link_id bigint NOT NULL,
    day date NOT NULL,
    opened bigint DEFAULT 0 NOT NULL,
    added bigint DEFAULT 0 NOT NULL,
    chatted bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.acquisition_grant (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    amount integer NOT NULL,
    balance integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    told_days smallint,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT acquisition_grant_amount_check CHECK ((amount > 0)),
    CONSTRAINT acquisition_grant_check CHECK (((balance >= 0) AND (balance <= amount)))
);

ALTER TABLE public.acquisition_grant ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.acquisition_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.acquisition_link (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    link_id text NOT NULL,
    name text NOT NULL,
    member_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    department_ids integer[] DEFAULT '{}'::integer[] NOT NULL,
    skip_verify boolean DEFAULT true NOT NULL,
    mark_source boolean DEFAULT true NOT NULL,
    priority_type smallint DEFAULT 0 NOT NULL,
    priority_member_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    available boolean DEFAULT true NOT NULL,
    created_by_app bigint,
    created_by text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT acquisition_link_priority_type_check CHECK ((priority_type = ANY (ARRAY[0, 1, 2])))
);

ALTER TABLE public.acquisition_link ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.acquisition_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.acquisition_opening (
    corp_id bigint NOT NULL,
    link_id bigint NOT NULL,
    visitor text NOT NULL,
    day date NOT NULL
);

CREATE TABLE public.acquisition_use (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    link_id bigint NOT NULL,
    grant_id bigint,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.acquisition_visit (
    corp_id bigint NOT NULL,
    link_id bigint NOT NULL,
    visitor text NOT NULL,
    member_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.api_quota (
    corp_id bigint NOT NULL,
    address text NOT NULL,
    path text NOT NULL,
    seconds integer NOT NULL,
    began timestamp with time zone NOT NULL,
    used integer NOT NULL,
    granted integer NOT NULL,
    at_most integer NOT NULL,
    held_until timestamp with time zone
)
WITH (fillfactor='50');

CREATE TABLE public.api_slot (
    corp_id bigint NOT NULL,
    path text NOT NULL,
    number integer NOT NULL,
    node text NOT NULL,
    until timestamp with time zone NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.app (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    kind text NOT NULL,
    agentid integer,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    secret_sealed bytea,
    secret_hash bytea,
    token_issued_at timestamp with time zone,
    token_epoch integer DEFAULT 0 NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    may_contact boolean DEFAULT false NOT NULL,
    visible_departments integer[] DEFAULT '{1}'::integer[] NOT NULL,
    visible_members bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    callback_url text,
    callback_token text,
    callback_key_sealed bytea,
    callback_since timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    visible_tags integer[] DEFAULT '{}'::integer[] NOT NULL,
    CONSTRAINT app_kind_check CHECK ((kind = ANY (ARRAY['contacts'::text, 'customer_contact'::text, 'self_built'::text, 'archive'::text])))
);

CREATE TABLE public.app_domain (
    corp_id bigint NOT NULL,
    app_id bigint NOT NULL,
    domain text NOT NULL
);

ALTER TABLE public.app ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.app_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.archive_consent (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    agreed boolean NOT NULL
);

CREATE TABLE public.archive_entry (
    corp_id bigint NOT NULL,
    seq bigint NOT NULL,
    conversation_id bigint NOT NULL,
    message_seq bigint NOT NULL,
    sender_id bigint NOT NULL,
    sent_at timestamp with time zone NOT NULL
);

CREATE TABLE public.archive_export (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    look_id bigint NOT NULL,
    member_id bigint NOT NULL,
    filter jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    media_id text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT archive_export_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE public.archive_export ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.archive_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.archive_key (
    corp_id bigint NOT NULL,
    version integer NOT NULL,
    public_key text NOT NULL,
    fingerprint text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.archive_look (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    purpose text NOT NULL,
    at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE public.archive_look ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.archive_look_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.archive_look_step (
    corp_id bigint NOT NULL,
    look_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    detail text NOT NULL,
    conversation_id bigint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT archive_look_step_kind_check CHECK ((kind = ANY (ARRAY['searched'::text, 'read'::text, 'exported'::text])))
);

ALTER TABLE public.archive_look_step ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.archive_look_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.archive_member (
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    edition text NOT NULL,
    CONSTRAINT archive_member_edition_check CHECK ((edition = ANY (ARRAY['office'::text, 'service'::text, 'enterprise'::text])))
);

CREATE TABLE public.archive_mode (
    corp_id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    mode text NOT NULL,
    CONSTRAINT archive_mode_mode_check CHECK ((mode = ANY (ARRAY['ask'::text, 'tell'::text])))
);

CREATE TABLE public.archive_recalled (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    message_seq bigint NOT NULL,
    kind text NOT NULL,
    content json NOT NULL,
    media_id text
);

CREATE TABLE public.archive_setting (
    corp_id bigint NOT NULL,
    retention_days integer,
    last_seq bigint DEFAULT 0 NOT NULL,
    announced_at timestamp with time zone,
    announce boolean DEFAULT false NOT NULL,
    CONSTRAINT archive_setting_retention_days_check CHECK (((retention_days >= 1) AND (retention_days <= 36500)))
);

CREATE TABLE public.broadcast (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    msgid text NOT NULL,
    state text NOT NULL,
    origin text NOT NULL,
    purpose text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    audience jsonb NOT NULL,
    scope integer[],
    allow_select boolean NOT NULL,
    send_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    creator_id bigint NOT NULL,
    created_by text NOT NULL,
    decided_by text,
    prepared_to bigint DEFAULT 0 NOT NULL,
    prepared integer DEFAULT 0 NOT NULL,
    members integer DEFAULT 0 NOT NULL,
    holds boolean DEFAULT false NOT NULL,
    reminded timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
    read integer DEFAULT 0 NOT NULL,
    replied integer DEFAULT 0 NOT NULL,
    summed_at timestamp with time zone,
    due_at timestamp with time zone,
    reason text,
    chat_type text DEFAULT 'single'::text NOT NULL,
    reached integer DEFAULT 0 NOT NULL,
    CONSTRAINT broadcast_chat_type_check CHECK ((chat_type = ANY (ARRAY['single'::text, 'group'::text]))),
    CONSTRAINT broadcast_origin_check CHECK ((origin = ANY (ARRAY['console'::text, 'api'::text, 'desk'::text]))),
    CONSTRAINT broadcast_purpose_check CHECK ((purpose = ANY (ARRAY['marketing'::text, 'service'::text]))),
    CONSTRAINT broadcast_state_check CHECK ((state = ANY (ARRAY['review'::text, 'scheduled'::text, 'preparing'::text, 'open'::text, 'finished'::text, 'cancelled'::text, 'rejected'::text])))
);

ALTER TABLE public.broadcast ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.broadcast_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.broadcast_recipient (
    corp_id bigint NOT NULL,
    broadcast_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    member_id bigint NOT NULL,
    state text DEFAULT 'unsent'::text NOT NULL,
    conversation_id bigint,
    seq bigint,
    refused_by text,
    counted smallint,
    allowed smallint,
    sent_at timestamp with time zone,
    CONSTRAINT broadcast_recipient_state_check CHECK ((state = ANY (ARRAY['unsent'::text, 'sent'::text, 'not_friend'::text, 'refused'::text, 'deselected'::text])))
)
WITH (fillfactor='45');

CREATE TABLE public.broadcast_task (
    corp_id bigint NOT NULL,
    broadcast_id bigint NOT NULL,
    member_id bigint NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    customers integer DEFAULT 0 NOT NULL,
    sent integer DEFAULT 0 NOT NULL,
    not_friend integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    deselected integer DEFAULT 0 NOT NULL,
    refusals jsonb DEFAULT '{}'::jsonb NOT NULL,
    sent_to bigint DEFAULT 0 NOT NULL,
    confirmed_at timestamp with time zone,
    done_at timestamp with time zone,
    quiet_until timestamp with time zone,
    due_at timestamp with time zone,
    CONSTRAINT broadcast_task_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sending'::text, 'done'::text, 'cancelled'::text])))
)
WITH (fillfactor='70');

CREATE TABLE public.callback_delivery (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    app_id bigint NOT NULL,
    event_id bigint NOT NULL,
    event text NOT NULL,
    change_type text DEFAULT ''::text NOT NULL,
    order_key text NOT NULL,
    body text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    log jsonb DEFAULT '[]'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT callback_delivery_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);

ALTER TABLE public.callback_delivery ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.callback_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.chat_tool (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    app_id bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.chat_tool ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.chat_tool_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.consent_entry (
    corp_id bigint NOT NULL,
    entry_no bigint NOT NULL,
    profile_no integer NOT NULL,
    purpose text NOT NULL,
    given boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    source text NOT NULL,
    note text NOT NULL,
    actor_name text NOT NULL,
    CONSTRAINT consent_entry_purpose_check CHECK ((purpose = ANY (ARRAY['marketing'::text, 'tracking'::text, 'profiling'::text, 'sharing'::text])))
);

ALTER TABLE public.consent_entry ALTER COLUMN entry_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.consent_entry_entry_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.principal_seq
    START WITH 1001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.contact (
    id bigint DEFAULT nextval('public.principal_seq'::regclass) NOT NULL,
    corp_id bigint NOT NULL,
    person_id bigint NOT NULL,
    external_userid text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL
);

CREATE TABLE public.contact_way (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    config_id text NOT NULL,
    slug text NOT NULL,
    type smallint NOT NULL,
    scene smallint NOT NULL,
    style smallint DEFAULT 0 NOT NULL,
    remark text DEFAULT ''::text NOT NULL,
    skip_verify boolean DEFAULT true NOT NULL,
    state text DEFAULT ''::text NOT NULL,
    member_ids bigint[] NOT NULL,
    department_ids integer[] DEFAULT '{}'::integer[] NOT NULL,
    is_temp boolean DEFAULT false NOT NULL,
    is_exclusive boolean DEFAULT false NOT NULL,
    expires_at timestamp with time zone,
    chat_expires_in integer,
    unionid text DEFAULT ''::text NOT NULL,
    conclusions jsonb,
    tag_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    owner_id bigint,
    created_by_app bigint,
    created_by text DEFAULT ''::text NOT NULL,
    opened bigint DEFAULT 0 NOT NULL,
    added bigint DEFAULT 0 NOT NULL,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contact_way_scene_check CHECK ((scene = ANY (ARRAY[1, 2]))),
    CONSTRAINT contact_way_type_check CHECK ((type = ANY (ARRAY[1, 2])))
);

CREATE TABLE public.contact_way_day (
    corp_id bigint NOT NULL,
    way_id bigint NOT NULL,
    day date NOT NULL,
    opened bigint DEFAULT 0 NOT NULL,
    added bigint DEFAULT 0 NOT NULL,
    lost bigint DEFAULT 0 NOT NULL
);

ALTER TABLE public.contact_way ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.contact_way_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contact_way_quota (
    corp_id bigint NOT NULL,
    used integer DEFAULT 0 NOT NULL,
    CONSTRAINT contact_way_quota_used_check CHECK (((used >= 0) AND (used <= 500000)))
);

CREATE TABLE public.contact_way_visit (
    corp_id bigint NOT NULL,
    way_id bigint NOT NULL,
    visitor text NOT NULL,
    member_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.content_code (
    corp_id bigint NOT NULL,
    content_id bigint NOT NULL,
    userid text NOT NULL,
    config_id text NOT NULL,
    picture text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    made_at timestamp with time zone NOT NULL
);

CREATE TABLE public.content_file (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    token text NOT NULL,
    kind text NOT NULL,
    sha256 bytea NOT NULL,
    mime text NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    width integer,
    height integer,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT content_file_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'pdf'::text, 'video'::text])))
);

ALTER TABLE public.content_file ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.content_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.content_folder (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    audience jsonb,
    "position" integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.content_folder ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.content_folder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.content_item (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    folder_id bigint,
    audience jsonb,
    version integer DEFAULT 1 NOT NULL,
    gated boolean DEFAULT false NOT NULL,
    listed boolean DEFAULT false NOT NULL,
    expires_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT content_item_kind_check CHECK ((kind = ANY (ARRAY['article'::text, 'report'::text, 'video'::text, 'page'::text, 'form'::text, 'poster'::text, 'link'::text])))
);

ALTER TABLE public.content_item ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.content_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.content_library (
    corp_id bigint NOT NULL,
    token text NOT NULL,
    title text NOT NULL,
    intro text DEFAULT ''::text NOT NULL,
    open boolean DEFAULT false NOT NULL
);

CREATE TABLE public.content_reader (
    corp_id bigint NOT NULL,
    device bytea NOT NULL,
    profile_no integer NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE public.content_refusal (
    corp_id bigint NOT NULL,
    device bytea NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE public.content_share (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    token text NOT NULL,
    content_id bigint NOT NULL,
    userid text NOT NULL,
    root_id bigint NOT NULL,
    parent_id bigint,
    profile_no integer,
    personal boolean DEFAULT false NOT NULL,
    device bytea,
    registered boolean DEFAULT false NOT NULL,
    registered_at timestamp with time zone,
    refused boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    read_at timestamp with time zone,
    opens integer DEFAULT 0 NOT NULL,
    seconds integer DEFAULT 0 NOT NULL,
    depth integer DEFAULT 0 NOT NULL
);

ALTER TABLE public.content_share ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.content_share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.content_version (
    corp_id bigint NOT NULL,
    content_id bigint NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    cover text,
    body jsonb NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone NOT NULL
);

CREATE TABLE public.content_visit (
    corp_id bigint NOT NULL,
    id text NOT NULL,
    share_id bigint NOT NULL,
    version integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    seconds integer DEFAULT 0 NOT NULL,
    depth integer DEFAULT 0 NOT NULL,
    place integer DEFAULT 0 NOT NULL,
    places integer DEFAULT 0 NOT NULL,
    told_seconds integer DEFAULT 0 NOT NULL,
    told_depth integer DEFAULT 0 NOT NULL,
    parts integer DEFAULT 0 NOT NULL,
    known boolean NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    stays integer[] DEFAULT '{}'::integer[] NOT NULL
);

CREATE TABLE public.conversation (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    pair text,
    title text DEFAULT ''::text NOT NULL,
    last_seq bigint DEFAULT 0 NOT NULL,
    last_at timestamp with time zone DEFAULT now() NOT NULL,
    closed jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    owner_id bigint,
    talked_at timestamp with time zone,
    CONSTRAINT conversation_kind_check CHECK ((kind = ANY (ARRAY['external'::text, 'internal'::text, 'room'::text, 'group'::text])))
)
WITH (fillfactor='50');

ALTER TABLE public.conversation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.conversation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.conversation_media (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq bigint NOT NULL,
    media_id text NOT NULL
);

CREATE TABLE public.corp (
    id bigint NOT NULL,
    wire_id text NOT NULL,
    name text NOT NULL,
    full_name text DEFAULT ''::text NOT NULL,
    logo_media_id text,
    verified boolean DEFAULT true NOT NULL,
    time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    customer_cap integer DEFAULT 5000 NOT NULL,
    relation_cap integer DEFAULT 50000 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT corp_customer_cap_check CHECK (((customer_cap >= 1) AND (customer_cap <= 20000))),
    CONSTRAINT corp_relation_cap_check CHECK ((relation_cap > 0))
);

ALTER TABLE public.corp ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.corp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.corp_load (
    corp_id bigint NOT NULL,
    relations integer DEFAULT 0 NOT NULL,
    cap integer NOT NULL,
    CONSTRAINT corp_load_check CHECK ((relations <= cap)),
    CONSTRAINT corp_load_relations_check CHECK ((relations >= 0))
);

CREATE TABLE public.customer_group (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    chat_id text NOT NULL,
    open_gid text NOT NULL,
    addressee bigint DEFAULT nextval('public.principal_seq'::regclass) NOT NULL,
    name text NOT NULL,
    owner_id bigint NOT NULL,
    notice text DEFAULT ''::text NOT NULL,
    notice_by text DEFAULT ''::text NOT NULL,
    notice_at timestamp with time zone,
    size integer NOT NULL,
    customers integer DEFAULT 0 NOT NULL,
    size_limit integer DEFAULT 500 NOT NULL,
    invite_by text DEFAULT 'all'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    template_id bigint,
    welcome jsonb,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    dismissed_at timestamp with time zone,
    kind text DEFAULT 'customer'::text NOT NULL,
    CONSTRAINT customer_group_invite_by_check CHECK ((invite_by = ANY (ARRAY['all'::text, 'leaders'::text]))),
    CONSTRAINT customer_group_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'supplier'::text, 'distributor'::text]))),
    CONSTRAINT customer_group_size_check CHECK (((size >= 0) AND (size <= 500))),
    CONSTRAINT customer_group_size_limit_check CHECK (((size_limit >= 2) AND (size_limit <= 500)))
)
WITH (fillfactor='80');

CREATE TABLE public.department (
    corp_id bigint NOT NULL,
    id integer NOT NULL,
    parent_id integer NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    sort bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.departure (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    principal_id bigint NOT NULL,
    account_id bigint NOT NULL,
    left_at timestamp with time zone NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL
);

CREATE TABLE public.directory_counter (
    corp_id bigint NOT NULL,
    next_department integer DEFAULT 2 NOT NULL,
    next_tag integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.duty (
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    duty text NOT NULL,
    granted_by text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    CONSTRAINT duty_duty_check CHECK ((duty = 'compliance'::text))
);

CREATE TABLE public.event (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    name text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    order_key text DEFAULT ''::text NOT NULL,
    actor_kind text NOT NULL,
    actor_id bigint NOT NULL,
    actor_name text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    relayed boolean DEFAULT false NOT NULL
);

ALTER TABLE public.event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.event_retry (
    event_id bigint NOT NULL,
    subscriber text NOT NULL,
    corp_id bigint NOT NULL,
    order_key text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    error text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.follow (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    member_id bigint NOT NULL,
    state text NOT NULL,
    blocked_by_customer boolean DEFAULT false NOT NULL,
    remark_by_customer text DEFAULT ''::text NOT NULL,
    remark text DEFAULT ''::text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    remark_company text DEFAULT ''::text NOT NULL,
    remark_mobiles text[] DEFAULT '{}'::text[] NOT NULL,
    remark_media_id text,
    add_way integer DEFAULT 0 NOT NULL,
    source_state text DEFAULT ''::text NOT NULL,
    contact_way_id bigint,
    oper_userid text DEFAULT ''::text NOT NULL,
    apply_text text DEFAULT ''::text NOT NULL,
    requested_at timestamp with time zone,
    added_at timestamp with time zone,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    unassigned_at timestamp with time zone,
    chat_expires_at timestamp with time zone,
    conversation_id bigint,
    name_key text DEFAULT ''::text NOT NULL,
    search text DEFAULT ''::text NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    handing_to bigint,
    predecessors bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT follow_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'active'::text, 'temporary'::text, 'deleted_by_member'::text, 'deleted_by_customer'::text])))
);

CREATE TABLE public.follow_tag (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    member_id bigint NOT NULL,
    tag_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.follow_up (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    profile_no integer NOT NULL,
    userid text NOT NULL,
    text text NOT NULL,
    due_at timestamp with time zone,
    done_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.follow_up ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.follow_up_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.form (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    token text NOT NULL,
    title text NOT NULL,
    intro text DEFAULT ''::text NOT NULL,
    thanks text DEFAULT ''::text NOT NULL,
    fields jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    open boolean DEFAULT true NOT NULL,
    closes_at timestamp with time zone,
    once boolean DEFAULT false NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone
);

CREATE TABLE public.form_answer (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    form_id bigint NOT NULL,
    submission text NOT NULL,
    version integer NOT NULL,
    profile_no integer,
    userid text DEFAULT ''::text NOT NULL,
    once_key bytea,
    answers jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.form_answer ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.form_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.form ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.form_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_act (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    group_id bigint NOT NULL,
    seq bigint NOT NULL,
    contact_id bigint NOT NULL,
    guard_id bigint NOT NULL,
    guard_name text NOT NULL,
    reason text NOT NULL,
    found text NOT NULL,
    excerpt text NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT group_act_action_check CHECK ((action = ANY (ARRAY['warn'::text, 'remove'::text, 'remove_and_block'::text]))),
    CONSTRAINT group_act_outcome_check CHECK ((outcome = ANY (ARRAY['warned'::text, 'quiet'::text, 'removed'::text, 'blocked'::text, 'gone'::text]))),
    CONSTRAINT group_act_reason_check CHECK ((reason = ANY (ARRAY['word'::text, 'link'::text, 'code'::text, 'miniprogram'::text, 'card'::text, 'flood'::text])))
);

ALTER TABLE public.group_act ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_act_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_barred (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    reason text NOT NULL,
    by_name text NOT NULL,
    act_id bigint,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.group_guard (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    words text[] NOT NULL,
    links boolean NOT NULL,
    hosts text[] NOT NULL,
    miniprograms boolean NOT NULL,
    cards boolean NOT NULL,
    flood jsonb,
    action text NOT NULL,
    warning text NOT NULL,
    group_ids bigint[] NOT NULL,
    label_ids bigint[] NOT NULL,
    owner_ids bigint[] NOT NULL,
    exempt_ids bigint[] NOT NULL,
    enabled boolean NOT NULL,
    since timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    codes boolean DEFAULT false NOT NULL,
    CONSTRAINT group_guard_action_check CHECK ((action = ANY (ARRAY['warn'::text, 'remove'::text, 'remove_and_block'::text])))
);

ALTER TABLE public.group_guard ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_guard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_handover (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    group_id bigint NOT NULL,
    from_id bigint NOT NULL,
    to_id bigint NOT NULL,
    created_by text NOT NULL,
    at timestamp with time zone NOT NULL,
    state text DEFAULT 'done'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    origin text DEFAULT 'console'::text NOT NULL,
    plan_id bigint,
    CONSTRAINT group_handover_kind_check CHECK ((kind = ANY (ARRAY['onjob'::text, 'resigned'::text]))),
    CONSTRAINT group_handover_origin_check CHECK ((origin = ANY (ARRAY['console'::text, 'api'::text, 'desk'::text]))),
    CONSTRAINT group_handover_state_check CHECK ((state = ANY (ARRAY['done'::text, 'failed'::text])))
);

ALTER TABLE public.group_handover ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_label (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL
);

ALTER TABLE public.group_label ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_label_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_labelled (
    corp_id bigint NOT NULL,
    group_id bigint NOT NULL,
    label_id bigint NOT NULL
);

CREATE TABLE public.group_notice (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    group_id bigint NOT NULL,
    text text NOT NULL,
    by_name text NOT NULL,
    told boolean NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.group_notice ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_reply (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    words text[] NOT NULL,
    match text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    group_ids bigint[] NOT NULL,
    label_ids bigint[] NOT NULL,
    owner_ids bigint[] NOT NULL,
    cooldown integer NOT NULL,
    enabled boolean NOT NULL,
    since timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT group_reply_cooldown_check CHECK (((cooldown >= 10) AND (cooldown <= 86400))),
    CONSTRAINT group_reply_match_check CHECK ((match = ANY (ARRAY['exact'::text, 'contains'::text]))),
    CONSTRAINT group_reply_words_check CHECK (((cardinality(words) >= 1) AND (cardinality(words) <= 50)))
);

ALTER TABLE public.group_reply ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_reply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_reply_said (
    corp_id bigint NOT NULL,
    group_id bigint NOT NULL,
    seq bigint NOT NULL,
    reply_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.group_stay (
    corp_id bigint NOT NULL,
    group_id bigint NOT NULL,
    id bigint NOT NULL,
    principal_id bigint NOT NULL,
    kind text NOT NULL,
    role text DEFAULT 'member'::text NOT NULL,
    nickname text DEFAULT ''::text NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    join_scene smallint NOT NULL,
    inviter_id bigint,
    way_id bigint,
    state text DEFAULT ''::text NOT NULL,
    left_at timestamp with time zone,
    quit_scene smallint,
    removed_by text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    heard_from bigint,
    heard_to bigint,
    read_to bigint,
    CONSTRAINT group_stay_check CHECK (((left_at IS NULL) = (quit_scene IS NULL))),
    CONSTRAINT group_stay_join_scene_check CHECK ((join_scene = ANY (ARRAY[1, 2, 3]))),
    CONSTRAINT group_stay_kind_check CHECK ((kind = ANY (ARRAY['member'::text, 'contact'::text]))),
    CONSTRAINT group_stay_quit_scene_check CHECK ((quit_scene = ANY (ARRAY[0, 1]))),
    CONSTRAINT group_stay_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))
);

ALTER TABLE public.group_stay ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_stay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.group_talk (
    corp_id bigint NOT NULL,
    group_id bigint NOT NULL,
    seq bigint NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.group_talk_day (
    corp_id bigint NOT NULL,
    day date NOT NULL,
    group_id bigint NOT NULL,
    principal_id bigint NOT NULL,
    messages integer NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.group_tenure (
    corp_id bigint NOT NULL,
    group_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone
);

CREATE TABLE public.group_welcome_quota (
    corp_id bigint NOT NULL,
    used integer DEFAULT 0 NOT NULL,
    CONSTRAINT group_welcome_quota_used_check CHECK (((used >= 0) AND (used <= 100)))
);

CREATE TABLE public.group_welcome_template (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    template_id text NOT NULL,
    text text NOT NULL,
    attachments jsonb DEFAULT '[]'::jsonb NOT NULL,
    app_id bigint,
    made_by text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.group_welcome_template ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.group_welcome_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.growth_import (
    corp_id bigint NOT NULL,
    import_no integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    file bytea NOT NULL,
    size bigint NOT NULL,
    shape jsonb NOT NULL,
    mapping jsonb NOT NULL,
    state text NOT NULL,
    rows_total bigint DEFAULT 0 NOT NULL,
    place bigint DEFAULT 0 NOT NULL,
    rows_new bigint DEFAULT 0 NOT NULL,
    rows_same bigint DEFAULT 0 NOT NULL,
    rows_wrong bigint DEFAULT 0 NOT NULL,
    writes boolean DEFAULT false NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    kept boolean DEFAULT true NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT growth_import_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'orders'::text, 'events'::text]))),
    CONSTRAINT growth_import_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE public.growth_import_error (
    corp_id bigint NOT NULL,
    import_no integer NOT NULL,
    row_no bigint NOT NULL,
    column_name text NOT NULL,
    value text NOT NULL,
    zh text NOT NULL,
    en text NOT NULL
);

CREATE TABLE public.growth_tag (
    corp_id bigint NOT NULL,
    tag_no integer NOT NULL,
    group_name text NOT NULL,
    name text NOT NULL,
    wecom_id text
);

CREATE TABLE public.handover (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    contact_id bigint NOT NULL,
    from_id bigint NOT NULL,
    to_id bigint NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    greeting text DEFAULT 'none'::text NOT NULL,
    origin text NOT NULL,
    creator_id bigint NOT NULL,
    created_by text NOT NULL,
    oper_userid text DEFAULT ''::text NOT NULL,
    plan_id bigint,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    try_at timestamp with time zone,
    CONSTRAINT handover_check CHECK ((to_id <> from_id)),
    CONSTRAINT handover_greeting_check CHECK ((greeting = ANY (ARRAY['none'::text, 'waiting'::text, 'sent'::text, 'refused'::text]))),
    CONSTRAINT handover_kind_check CHECK ((kind = ANY (ARRAY['onjob'::text, 'resigned'::text]))),
    CONSTRAINT handover_origin_check CHECK ((origin = ANY (ARRAY['console'::text, 'api'::text]))),
    CONSTRAINT handover_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'full'::text, 'ended'::text])))
);

ALTER TABLE public.handover ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.handover_plan (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    from_id bigint NOT NULL,
    state text NOT NULL,
    rule jsonb NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    customers integer NOT NULL,
    started integer DEFAULT 0 NOT NULL,
    left_out jsonb DEFAULT '{}'::jsonb NOT NULL,
    reached bigint DEFAULT 0 NOT NULL,
    creator_id bigint NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    try_at timestamp with time zone,
    groups integer DEFAULT 0 NOT NULL,
    groups_given integer DEFAULT 0 NOT NULL,
    groups_reached bigint DEFAULT 0 NOT NULL,
    groups_left_out jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT handover_plan_kind_check CHECK ((kind = ANY (ARRAY['onjob'::text, 'resigned'::text]))),
    CONSTRAINT handover_plan_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])))
);

ALTER TABLE public.handover_plan ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.handover_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.handover_share (
    corp_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    place integer NOT NULL,
    to_id bigint NOT NULL,
    had integer NOT NULL,
    customers integer NOT NULL,
    given integer DEFAULT 0 NOT NULL,
    had_groups integer DEFAULT 0 NOT NULL,
    groups integer DEFAULT 0 NOT NULL,
    groups_given integer DEFAULT 0 NOT NULL,
    CONSTRAINT handover_share_check CHECK ((given <= customers)),
    CONSTRAINT handover_share_check1 CHECK ((groups_given <= groups))
);

CREATE TABLE public.identity_conflict (
    corp_id bigint NOT NULL,
    conflict_no integer NOT NULL,
    kind text NOT NULL,
    profile_nos integer[] NOT NULL,
    evidence jsonb NOT NULL,
    source text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    settled_by text
);

CREATE TABLE public.identity_conflict_told (
    corp_id bigint NOT NULL,
    told_by text NOT NULL,
    conflict_no integer NOT NULL
);

CREATE TABLE public.intercept_hit (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    rule bigint,
    act text,
    found text NOT NULL,
    by_customer boolean NOT NULL,
    outcome text NOT NULL,
    member_id bigint NOT NULL,
    contact_id bigint,
    conversation_id bigint,
    client_id text,
    excerpt text NOT NULL,
    at timestamp with time zone NOT NULL,
    place text DEFAULT 'chat'::text NOT NULL,
    CONSTRAINT intercept_hit_check CHECK (((rule IS NULL) <> (act IS NULL))),
    CONSTRAINT intercept_hit_outcome_check CHECK ((outcome = ANY (ARRAY['blocked'::text, 'warned'::text, 'confirmed'::text, 'seen'::text]))),
    CONSTRAINT intercept_hit_place_check CHECK ((place = ANY (ARRAY['chat'::text, 'broadcast'::text, 'moment'::text, 'comment'::text, 'welcome'::text, 'group_notice'::text, 'group_welcome'::text, 'group_reply'::text])))
);

ALTER TABLE public.intercept_hit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.intercept_hit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.intercept_rule (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    rule_id text NOT NULL,
    name text NOT NULL,
    action text NOT NULL,
    words text[] NOT NULL,
    semantics smallint[] NOT NULL,
    member_ids bigint[] NOT NULL,
    department_ids integer[] NOT NULL,
    watchers bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT intercept_rule_action_check CHECK ((action = ANY (ARRAY['block'::text, 'warn'::text])))
);

ALTER TABLE public.intercept_rule ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.intercept_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.intercept_seen (
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    seen_to bigint NOT NULL
);

CREATE TABLE public.join_way (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    config_id text NOT NULL,
    slug text NOT NULL,
    scene smallint NOT NULL,
    remark text DEFAULT ''::text NOT NULL,
    state text DEFAULT ''::text NOT NULL,
    mark_source boolean DEFAULT true NOT NULL,
    auto_create boolean NOT NULL,
    base_name text DEFAULT ''::text NOT NULL,
    next_number integer DEFAULT 1 NOT NULL,
    group_ids bigint[] NOT NULL,
    own_group_id bigint,
    opened bigint DEFAULT 0 NOT NULL,
    joined bigint DEFAULT 0 NOT NULL,
    app_id bigint,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT join_way_group_ids_check CHECK (((cardinality(group_ids) >= 1) AND (cardinality(group_ids) <= 5))),
    CONSTRAINT join_way_scene_check CHECK ((scene = ANY (ARRAY[1, 2])))
);

ALTER TABLE public.join_way ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.join_way_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.list_columns (
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    list text NOT NULL,
    columns text[]
);

CREATE TABLE public.list_view (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    list text NOT NULL,
    name text NOT NULL,
    filters jsonb DEFAULT '{}'::jsonb NOT NULL,
    columns text[],
    shared boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT list_view_name_check CHECK ((name <> ''::text))
);

ALTER TABLE public.list_view ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.list_view_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.media (
    id text NOT NULL,
    corp_id bigint,
    owner_id bigint NOT NULL,
    kind text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    mime text NOT NULL,
    size bigint NOT NULL,
    width integer,
    height integer,
    duration_ms integer,
    sha256 bytea NOT NULL,
    expires_at timestamp with time zone,
    public boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    codes text[],
    CONSTRAINT media_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'voice'::text, 'video'::text, 'file'::text])))
);

CREATE TABLE public.meeting_day (
    corp_id bigint NOT NULL,
    day date NOT NULL,
    member_id bigint NOT NULL,
    added bigint DEFAULT 0 NOT NULL,
    requested bigint DEFAULT 0 NOT NULL,
    lost bigint DEFAULT 0 NOT NULL,
    ended bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.member (
    id bigint DEFAULT nextval('public.principal_seq'::regclass) NOT NULL,
    corp_id bigint NOT NULL,
    userid text NOT NULL,
    name text NOT NULL,
    name_pinyin text DEFAULT ''::text NOT NULL,
    alias text DEFAULT ''::text NOT NULL,
    english_name text DEFAULT ''::text NOT NULL,
    mobile text,
    email text,
    biz_mail text,
    telephone text DEFAULT ''::text NOT NULL,
    "position" text DEFAULT ''::text NOT NULL,
    external_position text DEFAULT ''::text NOT NULL,
    gender smallint DEFAULT 0 NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    avatar_media_id text,
    status text DEFAULT 'active'::text NOT NULL,
    main_department integer DEFAULT 1 NOT NULL,
    direct_leaders text[] DEFAULT '{}'::text[] NOT NULL,
    extattr jsonb DEFAULT '{}'::jsonb NOT NULL,
    external_profile jsonb DEFAULT '{}'::jsonb NOT NULL,
    can_contact boolean DEFAULT true NOT NULL,
    customer_cap integer,
    role text DEFAULT 'member'::text NOT NULL,
    role_departments integer[] DEFAULT '{}'::integer[] NOT NULL,
    resigned_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    seen_at timestamp with time zone,
    CONSTRAINT member_role_check CHECK ((role = ANY (ARRAY['super_admin'::text, 'admin'::text, 'scoped'::text, 'member'::text]))),
    CONSTRAINT member_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text, 'resigned'::text, 'pending'::text]))),
    CONSTRAINT member_userid_check CHECK ((userid <> ''::text))
);

CREATE TABLE public.member_department (
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    department_id integer NOT NULL,
    sort bigint DEFAULT 0 NOT NULL,
    is_leader boolean DEFAULT false NOT NULL,
    place smallint DEFAULT 0 NOT NULL
);

CREATE TABLE public.member_load (
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    customers integer DEFAULT 0 NOT NULL,
    cap integer NOT NULL,
    CONSTRAINT member_load_check CHECK ((customers <= cap)),
    CONSTRAINT member_load_customers_check CHECK ((customers >= 0))
);

CREATE TABLE public.member_tag (
    corp_id bigint NOT NULL,
    id integer NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.member_tag_item (
    corp_id bigint NOT NULL,
    tag_id integer NOT NULL,
    member_id bigint,
    department_id integer,
    CONSTRAINT member_tag_item_check CHECK (((member_id IS NULL) <> (department_id IS NULL)))
);

CREATE TABLE public.message (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq bigint NOT NULL,
    sender_id bigint NOT NULL,
    client_id text NOT NULL,
    kind text NOT NULL,
    content json NOT NULL,
    reply_to bigint,
    sent_at timestamp with time zone NOT NULL,
    recalled_at timestamp with time zone,
    changed bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL
);

CREATE TABLE public.message_follower (
    name text NOT NULL,
    changed bigint NOT NULL
);

CREATE TABLE public.message_search (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq bigint NOT NULL,
    body text NOT NULL,
    tokens tsvector NOT NULL
);

CREATE TABLE public.moment (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    wire_id text NOT NULL,
    jobid text,
    state text NOT NULL,
    origin text NOT NULL,
    purpose text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    range jsonb NOT NULL,
    scope integer[],
    unknown jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    creator_id bigint NOT NULL,
    created_by text NOT NULL,
    members integer DEFAULT 0 NOT NULL,
    reminded timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
    due_at timestamp with time zone,
    CONSTRAINT moment_origin_check CHECK ((origin = ANY (ARRAY['console'::text, 'api'::text, 'desk'::text]))),
    CONSTRAINT moment_purpose_check CHECK ((purpose = ANY (ARRAY['marketing'::text, 'service'::text]))),
    CONSTRAINT moment_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'open'::text, 'finished'::text, 'cancelled'::text, 'failed'::text, 'deleted'::text])))
);

CREATE TABLE public.moment_comment (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    post_id bigint NOT NULL,
    moment_id bigint NOT NULL,
    contact_id bigint,
    author_id bigint NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    deleted_by text,
    client_id text NOT NULL
);

ALTER TABLE public.moment_comment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.moment_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.moment_glance (
    person_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.moment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.moment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.moment_like (
    corp_id bigint NOT NULL,
    post_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    moment_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.moment_media (
    corp_id bigint NOT NULL,
    media_id text NOT NULL,
    moment_id bigint NOT NULL
);

CREATE TABLE public.moment_notice (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    kind text NOT NULL,
    post_id bigint NOT NULL,
    author_id bigint NOT NULL,
    comment_id bigint,
    at timestamp with time zone NOT NULL,
    read boolean DEFAULT false NOT NULL,
    CONSTRAINT moment_notice_kind_check CHECK ((kind = ANY (ARRAY['like'::text, 'comment'::text])))
);

ALTER TABLE public.moment_notice ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.moment_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.moment_post (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    moment_id bigint NOT NULL,
    member_id bigint NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    shown integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    elsewhere integer DEFAULT 0 NOT NULL,
    refusals jsonb DEFAULT '{}'::jsonb NOT NULL,
    published_to bigint DEFAULT 0 NOT NULL,
    confirmed_at timestamp with time zone,
    published_at timestamp with time zone,
    done_at timestamp with time zone,
    deleted_by text,
    quiet_until timestamp with time zone,
    due_at timestamp with time zone,
    liked_at timestamp with time zone,
    CONSTRAINT moment_post_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'publishing'::text, 'published'::text, 'cancelled'::text, 'deleted'::text])))
)
WITH (fillfactor='70');

ALTER TABLE public.moment_post ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.moment_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.moment_viewer (
    corp_id bigint NOT NULL,
    moment_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    person_id bigint NOT NULL,
    post_id bigint NOT NULL,
    member_id bigint NOT NULL,
    shown boolean DEFAULT true NOT NULL,
    counted_as_touch boolean DEFAULT true NOT NULL,
    refused_by text,
    counted smallint,
    allowed smallint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT moment_viewer_check CHECK ((shown = (refused_by IS NULL)))
)
WITH (fillfactor='80');

CREATE TABLE public.one_time_code (
    id bigint NOT NULL,
    phone text NOT NULL,
    code_sealed bytea NOT NULL,
    purpose text DEFAULT 'sign_in'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    used_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.one_time_code ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.one_time_code_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.own_page_app (
    corp_id bigint NOT NULL,
    app_id bigint
);

CREATE TABLE public.pack_file (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    surface text NOT NULL,
    wanted jsonb NOT NULL,
    title text NOT NULL,
    format text NOT NULL,
    language text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    total integer NOT NULL,
    media_id text,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT pack_file_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'html'::text]))),
    CONSTRAINT pack_file_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
    CONSTRAINT pack_file_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text]))),
    CONSTRAINT pack_file_surface_check CHECK ((surface = ANY (ARRAY['console'::text, 'desk'::text])))
);

ALTER TABLE public.pack_file ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pack_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.participant (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    principal_id bigint NOT NULL,
    kind text NOT NULL,
    account_id bigint NOT NULL,
    read_seq bigint DEFAULT 0 NOT NULL,
    muted boolean DEFAULT false NOT NULL,
    pinned boolean DEFAULT false NOT NULL,
    hidden_seq bigint DEFAULT '-1'::integer NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    from_seq bigint DEFAULT 0 NOT NULL,
    leads boolean DEFAULT false NOT NULL,
    CONSTRAINT participant_kind_check CHECK ((kind = ANY (ARRAY['member'::text, 'contact'::text])))
)
WITH (fillfactor='80');

CREATE TABLE public.partner (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    full_name text NOT NULL,
    custom_id text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    slug text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT partner_kind_check CHECK ((kind = ANY (ARRAY['supplier'::text, 'distributor'::text])))
);

ALTER TABLE public.partner ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.partner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.partner_keeper (
    corp_id bigint NOT NULL,
    partner_id bigint NOT NULL,
    member_id bigint NOT NULL
);

CREATE TABLE public.partner_person (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    partner_id bigint NOT NULL,
    "position" text DEFAULT ''::text NOT NULL,
    since timestamp with time zone NOT NULL,
    added_by text NOT NULL
);

CREATE TABLE public.password (
    corp_id bigint NOT NULL,
    member_id bigint NOT NULL,
    hash text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.person (
    id bigint DEFAULT nextval('public.principal_seq'::regclass) NOT NULL,
    phone text,
    unionid text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    gender smallint DEFAULT 0 NOT NULL,
    avatar_media_id text,
    notify_messages boolean DEFAULT true NOT NULL,
    notify_sound boolean DEFAULT true NOT NULL,
    notify_preview boolean DEFAULT true NOT NULL,
    left_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT person_check CHECK (((phone IS NULL) = (left_at IS NOT NULL))),
    CONSTRAINT person_gender_check CHECK (((gender >= 0) AND (gender <= 2)))
);

CREATE TABLE public.prediction (
    corp_id bigint NOT NULL,
    profile_no integer NOT NULL,
    run_no integer NOT NULL,
    rfm_r smallint NOT NULL,
    rfm_f smallint NOT NULL,
    rfm_m smallint NOT NULL,
    last_day date NOT NULL,
    purchases integer NOT NULL,
    spent_fen bigint NOT NULL,
    expected_30 double precision,
    expected_90 double precision,
    expected_365 double precision,
    alive double precision,
    mean_fen bigint,
    value_fen bigint
);

CREATE TABLE public.prediction_run (
    corp_id bigint NOT NULL,
    run_no integer NOT NULL,
    state text NOT NULL,
    stage text DEFAULT 'waiting'::text NOT NULL,
    until date NOT NULL,
    holdout_days integer NOT NULL,
    asked_by text DEFAULT ''::text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome jsonb,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT prediction_run_holdout_days_check CHECK ((holdout_days >= 0)),
    CONSTRAINT prediction_run_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE public.product (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    product_id text NOT NULL,
    description text NOT NULL,
    price_fen integer NOT NULL,
    product_sn text DEFAULT ''::text NOT NULL,
    picture_ids text[] NOT NULL,
    created_by_app bigint,
    created_by text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    opened bigint DEFAULT 0 NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT product_picture_ids_check CHECK (((cardinality(picture_ids) >= 1) AND (cardinality(picture_ids) <= 9))),
    CONSTRAINT product_price_fen_check CHECK (((price_fen >= 0) AND (price_fen <= 5000000)))
);

ALTER TABLE public.product ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.profile (
    corp_id bigint NOT NULL,
    profile_no integer NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    avatar text DEFAULT ''::text NOT NULL,
    gender text DEFAULT ''::text NOT NULL,
    birthday date,
    city text DEFAULT ''::text NOT NULL,
    latitude double precision,
    longitude double precision,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    said jsonb DEFAULT '{}'::jsonb NOT NULL,
    tags integer[] DEFAULT '{}'::integer[] NOT NULL,
    known_since timestamp with time zone NOT NULL,
    merged_into integer,
    moved boolean DEFAULT false NOT NULL,
    erased_at timestamp with time zone,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT profile_gender_check CHECK ((gender = ANY (ARRAY[''::text, 'male'::text, 'female'::text])))
);

CREATE TABLE public.profile_apart (
    corp_id bigint NOT NULL,
    one_no integer NOT NULL,
    other_no integer NOT NULL,
    CONSTRAINT profile_apart_check CHECK ((one_no < other_no))
);

CREATE TABLE public.profile_carried (
    changed bigint NOT NULL,
    corp_id bigint NOT NULL,
    profile_no integer NOT NULL
);

CREATE TABLE public.profile_counter (
    corp_id bigint NOT NULL,
    profiles bigint DEFAULT 0 NOT NULL,
    tags bigint DEFAULT 0 NOT NULL,
    merges bigint DEFAULT 0 NOT NULL,
    conflicts bigint DEFAULT 0 NOT NULL,
    erasures bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.profile_erasure (
    corp_id bigint NOT NULL,
    erasure_no integer NOT NULL,
    profile_no integer NOT NULL,
    profile_nos integer[] NOT NULL,
    identities jsonb NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by text NOT NULL,
    receipt jsonb DEFAULT '{}'::jsonb NOT NULL,
    finished_at timestamp with time zone
);

CREATE TABLE public.profile_field (
    corp_id bigint NOT NULL,
    field_no integer NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    choices text[] DEFAULT '{}'::text[] NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT profile_field_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'boolean'::text, 'date'::text, 'choice'::text, 'choices'::text])))
);

ALTER TABLE public.profile_field ALTER COLUMN field_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.profile_field_field_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.profile_identity (
    corp_id bigint NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    profile_no integer NOT NULL,
    source text NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT profile_identity_kind_check CHECK ((kind = ANY (ARRAY['external_userid'::text, 'unionid'::text, 'openid'::text, 'member_no'::text, 'phone'::text, 'email'::text, 'device'::text]))),
    CONSTRAINT profile_identity_value_check CHECK ((value <> ''::text))
);

CREATE TABLE public.profile_merge (
    corp_id bigint NOT NULL,
    merge_no integer NOT NULL,
    kind text NOT NULL,
    from_no integer NOT NULL,
    to_no integer NOT NULL,
    by_rule boolean NOT NULL,
    source text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_name text NOT NULL,
    kept jsonb NOT NULL,
    undone_at timestamp with time zone,
    undone_by text,
    CONSTRAINT profile_merge_kind_check CHECK ((kind = ANY (ARRAY['merge'::text, 'split'::text])))
);

CREATE TABLE public.profile_search (
    corp_id bigint NOT NULL,
    profile_no integer NOT NULL,
    source text NOT NULL,
    body text NOT NULL,
    tokens tsvector NOT NULL
);

CREATE TABLE public.profile_tag (
    corp_id bigint NOT NULL,
    profile_no integer NOT NULL,
    tag_no integer NOT NULL,
    userid text DEFAULT ''::text NOT NULL,
    since timestamp with time zone NOT NULL,
    origin text NOT NULL
);

CREATE TABLE public.promise (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    contact_id bigint NOT NULL,
    member_id bigint NOT NULL,
    made_by bigint NOT NULL,
    text text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    conversation_id bigint,
    seq bigint,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT promise_check CHECK (((conversation_id IS NULL) = (seq IS NULL)))
);

ALTER TABLE public.promise ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.promise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.purchase (
    corp_id bigint CONSTRAINT purchase_corp_id_not_null1 NOT NULL,
    order_no text CONSTRAINT purchase_order_no_not_null1 NOT NULL,
    profile_no integer NOT NULL,
    bought_at timestamp with time zone CONSTRAINT purchase_bought_at_not_null1 NOT NULL,
    amount_fen bigint CONSTRAINT purchase_amount_fen_not_null1 NOT NULL,
    refunded_fen bigint DEFAULT 0 NOT NULL,
    items jsonb DEFAULT '[]'::jsonb CONSTRAINT purchase_items_not_null1 NOT NULL,
    store text DEFAULT ''::text CONSTRAINT purchase_store_not_null1 NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT purchase_amount_fen_check CHECK ((amount_fen >= 0)),
    CONSTRAINT purchase_check CHECK (((refunded_fen >= 0) AND (refunded_fen <= amount_fen))),
    CONSTRAINT purchase_order_no_check CHECK ((order_no <> ''::text))
);

CREATE TABLE public.purchase_refund (
    corp_id bigint NOT NULL,
    refund_no text NOT NULL,
    order_no text NOT NULL,
    refunded_at timestamp with time zone NOT NULL,
    amount_fen bigint NOT NULL,
    CONSTRAINT purchase_refund_amount_fen_check CHECK ((amount_fen > 0)),
    CONSTRAINT purchase_refund_refund_no_check CHECK ((refund_no <> ''::text))
);

CREATE TABLE public.quick_reply (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    userid text DEFAULT ''::text NOT NULL,
    category text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    text text NOT NULL,
    content_id bigint,
    "position" integer DEFAULT 0 NOT NULL,
    uses integer DEFAULT 0 NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.quick_reply ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.quick_reply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.quick_reply_use (
    corp_id bigint NOT NULL,
    reply_id bigint NOT NULL,
    userid text NOT NULL,
    uses integer NOT NULL,
    used_at timestamp with time zone NOT NULL
);

CREATE TABLE public.schema_migration (
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.segment (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    made_of bigint[] NOT NULL,
    watched boolean NOT NULL,
    count integer,
    counted_at timestamp with time zone,
    settled_on date,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    asked bigint DEFAULT 0 NOT NULL,
    settled bigint DEFAULT 0 NOT NULL,
    owner text DEFAULT ''::text NOT NULL,
    settling bigint,
    settling_on date,
    settled_to integer DEFAULT '-1'::integer NOT NULL,
    own_of bigint
);

CREATE TABLE public.segment_broadcast (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    key text NOT NULL,
    segment_id bigint NOT NULL,
    segment text NOT NULL,
    text text NOT NULL,
    state text NOT NULL,
    people bytea NOT NULL,
    total integer NOT NULL,
    sorted_to bigint DEFAULT '-1'::integer NOT NULL,
    sorted integer DEFAULT 0 NOT NULL,
    reachable integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    error text DEFAULT ''::text NOT NULL,
    userids text[],
    own_of bigint,
    made_by text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT segment_broadcast_state_check CHECK ((state = ANY (ARRAY['sorting'::text, 'asking'::text, 'done'::text, 'stopped'::text])))
);

CREATE TABLE public.segment_broadcast_customer (
    corp_id bigint NOT NULL,
    broadcast_id bigint NOT NULL,
    external_userid text NOT NULL,
    userid text NOT NULL,
    part integer NOT NULL
);

ALTER TABLE public.segment_broadcast ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.segment_broadcast_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.segment_broadcast_task (
    corp_id bigint NOT NULL,
    broadcast_id bigint NOT NULL,
    userid text NOT NULL,
    part integer NOT NULL,
    customers integer NOT NULL,
    state text NOT NULL,
    asked_at timestamp with time zone,
    calling_until timestamp with time zone,
    next_at timestamp with time zone NOT NULL,
    msgid text DEFAULT ''::text NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    error text DEFAULT ''::text NOT NULL,
    CONSTRAINT segment_broadcast_task_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'asked'::text, 'made'::text, 'refused'::text])))
);

CREATE TABLE public.segment_day (
    corp_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    day date NOT NULL,
    entered integer NOT NULL,
    "left" integer NOT NULL,
    count integer NOT NULL
);

CREATE TABLE public.segment_followed (
    facts text NOT NULL,
    until bigint NOT NULL
);

ALTER TABLE public.segment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.segment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.segment_members (
    corp_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    part integer NOT NULL,
    members bytea NOT NULL
);

CREATE TABLE public.segment_snapshot (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    segment_id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    members bytea NOT NULL,
    count integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL
);

ALTER TABLE public.segment_snapshot ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.segment_snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.segment_version (
    corp_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL
);

CREATE TABLE public.sensitive_act (
    corp_id bigint NOT NULL,
    act text NOT NULL,
    watched boolean NOT NULL,
    threshold integer DEFAULT 0 NOT NULL,
    watchers bigint[] DEFAULT '{}'::bigint[] NOT NULL
);

CREATE TABLE public.session (
    token_hash bytea NOT NULL,
    id bigint NOT NULL,
    surface text NOT NULL,
    corp_id bigint,
    principal_id bigint NOT NULL,
    bearer boolean DEFAULT false NOT NULL,
    csrf_token text NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL,
    ip text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT session_surface_check CHECK ((surface = ANY (ARRAY['console'::text, 'desk'::text, 'app'::text])))
);

ALTER TABLE public.session ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sidebar_session (
    token_hash bytea NOT NULL,
    corp_id bigint NOT NULL,
    userid text NOT NULL,
    name text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.sign_in_attempt (
    id bigint NOT NULL,
    key text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.sign_in_attempt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sign_in_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.strategy (
    corp_id bigint NOT NULL,
    id integer NOT NULL,
    kind text NOT NULL,
    parent_id integer,
    name text NOT NULL,
    admin_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    withheld text[] DEFAULT '{}'::text[] NOT NULL,
    created_by_app bigint,
    created_by text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT strategy_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'moment'::text])))
);

CREATE TABLE public.strategy_counter (
    corp_id bigint NOT NULL,
    next_id integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.strategy_range (
    corp_id bigint NOT NULL,
    strategy_id integer NOT NULL,
    type smallint NOT NULL,
    subject_id bigint NOT NULL,
    CONSTRAINT strategy_range_type_check CHECK ((type = ANY (ARRAY[1, 2])))
);

CREATE TABLE public.tag (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    group_id bigint CONSTRAINT tag_group_id_not_null1 NOT NULL,
    wire_id text NOT NULL,
    name text NOT NULL,
    sort bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.tag_batch (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    add_nos integer[] NOT NULL,
    remove_nos integer[] NOT NULL,
    state text NOT NULL,
    people bytea NOT NULL,
    total integer NOT NULL,
    done_to bigint DEFAULT '-1'::integer NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    undo_total integer DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    restored bigint DEFAULT 0 NOT NULL,
    kept bigint DEFAULT 0 NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    undone_by text DEFAULT ''::text NOT NULL,
    undone_at timestamp with time zone,
    own_of bigint,
    userids text[],
    CONSTRAINT tag_batch_check CHECK ((((cardinality(add_nos) + cardinality(remove_nos)) >= 1) AND ((cardinality(add_nos) + cardinality(remove_nos)) <= 20))),
    CONSTRAINT tag_batch_state_check CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);

CREATE TABLE public.tag_batch_change (
    corp_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    profile_no integer NOT NULL,
    tag_no integer NOT NULL,
    userid text NOT NULL,
    added boolean NOT NULL,
    since timestamp with time zone,
    origin text DEFAULT ''::text NOT NULL,
    overtaken_by text DEFAULT ''::text NOT NULL
);

ALTER TABLE public.tag_batch ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tag_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tag_group (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    wire_id text NOT NULL,
    name text NOT NULL,
    sort bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    strategy_id integer
);

ALTER TABLE public.tag_group ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tag_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.tag ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tag_quota (
    corp_id bigint NOT NULL,
    used integer DEFAULT 0 NOT NULL,
    CONSTRAINT tag_quota_used_check CHECK (((used >= 0) AND (used <= 3000)))
);

CREATE TABLE public.tag_rule (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    definition jsonb NOT NULL,
    tag_nos integer[] NOT NULL,
    takes_back boolean NOT NULL,
    enabled boolean NOT NULL,
    segment_id bigint,
    swept_to bigint,
    sweep_total integer DEFAULT 0 NOT NULL,
    sweep_done integer DEFAULT 0 NOT NULL,
    given bigint DEFAULT 0 NOT NULL,
    taken bigint DEFAULT 0 NOT NULL,
    acted_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT tag_rule_kind_check CHECK ((kind = ANY (ARRAY['source'::text, 'form'::text, 'behaviour'::text, 'purchase'::text, 'silence'::text, 'segment'::text, 'own'::text]))),
    CONSTRAINT tag_rule_tag_nos_check CHECK (((cardinality(tag_nos) >= 1) AND (cardinality(tag_nos) <= 20)))
);

CREATE TABLE public.tag_rule_act (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    rule_id bigint NOT NULL,
    cause text NOT NULL,
    began integer NOT NULL,
    ceased integer NOT NULL,
    given integer NOT NULL,
    taken integer NOT NULL,
    people integer[] NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT tag_rule_act_cause_check CHECK ((cause = ANY (ARRAY['change'::text, 'sweep'::text])))
);

ALTER TABLE public.tag_rule_act ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tag_rule_act_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tag_rule_hold (
    corp_id bigint NOT NULL,
    rule_id bigint NOT NULL,
    profile_no integer NOT NULL,
    since timestamp with time zone NOT NULL
);

ALTER TABLE public.tag_rule ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tag_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.talk_count (
    corp_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    seq bigint NOT NULL,
    day date NOT NULL,
    sent bigint NOT NULL,
    asked boolean,
    asked_at timestamp with time zone,
    answered_at timestamp with time zone
)
WITH (fillfactor='80');

CREATE TABLE public.talk_day (
    corp_id bigint NOT NULL,
    day date NOT NULL,
    member_id bigint NOT NULL,
    talked bigint NOT NULL,
    said bigint NOT NULL,
    chats bigint NOT NULL,
    messages bigint NOT NULL,
    asked bigint NOT NULL,
    answered bigint NOT NULL,
    waited_ms bigint NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.touch (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    source text NOT NULL,
    source_id bigint NOT NULL,
    member_id bigint NOT NULL,
    channel text NOT NULL,
    purpose text NOT NULL,
    refused_by text,
    counted smallint,
    allowed smallint,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.touch_count (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    day date NOT NULL,
    week date NOT NULL,
    month date NOT NULL,
    broadcast_day smallint DEFAULT 0 NOT NULL,
    broadcast_week smallint DEFAULT 0 NOT NULL,
    broadcast_month smallint DEFAULT 0 NOT NULL,
    moment_day smallint DEFAULT 0 NOT NULL,
    moment_week smallint DEFAULT 0 NOT NULL,
    moment_month smallint DEFAULT 0 NOT NULL,
    marketing_day smallint DEFAULT 0 NOT NULL,
    marketing_week smallint DEFAULT 0 NOT NULL,
    marketing_month smallint DEFAULT 0 NOT NULL,
    service_day smallint DEFAULT 0 NOT NULL,
    service_week smallint DEFAULT 0 NOT NULL,
    service_month smallint DEFAULT 0 NOT NULL,
    every_day smallint DEFAULT 0 NOT NULL,
    every_week smallint DEFAULT 0 NOT NULL,
    every_month smallint DEFAULT 0 NOT NULL,
    refuses_marketing boolean DEFAULT false NOT NULL,
    refuses_service boolean DEFAULT false NOT NULL,
    held jsonb,
    CONSTRAINT touch_count_check CHECK (((broadcast_month)::numeric <= EXTRACT(day FROM ((month + '1 mon'::interval) - '1 day'::interval))))
)
WITH (fillfactor='50');

CREATE TABLE public.touch_policy (
    corp_id bigint NOT NULL,
    policy jsonb NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.touch_source (
    corp_id bigint NOT NULL,
    source text NOT NULL,
    source_id bigint NOT NULL,
    title text NOT NULL
);

CREATE TABLE public.tracking_batch (
    batch_no bigint NOT NULL,
    token uuid DEFAULT gen_random_uuid() NOT NULL,
    people integer[] NOT NULL
);
ALTER TABLE ONLY public.tracking_batch ALTER COLUMN people SET STORAGE EXTERNAL;

CREATE SEQUENCE public.tracking_batch_no
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.tracking_delivered (
    batch_no bigint NOT NULL
);

CREATE TABLE public.tracking_inbox (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    entries bytea NOT NULL,
    count integer NOT NULL,
    batch_no bigint,
    size integer
);
ALTER TABLE ONLY public.tracking_inbox ALTER COLUMN entries SET STORAGE EXTERNAL;

ALTER TABLE public.tracking_inbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tracking_inbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tracking_message (
    corp_id bigint NOT NULL,
    id uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL
)
WITH (autovacuum_vacuum_insert_scale_factor='1');

CREATE TABLE public.tracking_refusal (
    corp_id bigint NOT NULL,
    source_no bigint NOT NULL,
    day date NOT NULL,
    reason text NOT NULL,
    count bigint NOT NULL,
    sample text NOT NULL,
    last_at timestamp with time zone NOT NULL
);

CREATE TABLE public.tracking_source (
    source_no bigint NOT NULL,
    corp_id bigint NOT NULL,
    name text NOT NULL,
    user_kind text DEFAULT 'member_no'::text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT tracking_source_user_kind_check CHECK ((user_kind = ANY (ARRAY['member_no'::text, 'external_userid'::text, 'unionid'::text, 'openid'::text, 'phone'::text, 'email'::text])))
);

ALTER TABLE public.tracking_source ALTER COLUMN source_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tracking_source_source_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tracking_unreadable (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    line text NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.tracking_unreadable ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tracking_unreadable_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tracking_write_key (
    write_key text NOT NULL,
    corp_id bigint NOT NULL,
    source_no bigint NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);

CREATE TABLE public.web_code (
    code_hash bytea NOT NULL,
    corp_id bigint NOT NULL,
    app_id bigint,
    domain text NOT NULL,
    private boolean NOT NULL,
    principal_id bigint NOT NULL,
    member boolean NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.wecom_carried (
    name text NOT NULL,
    changed xid8 NOT NULL
);

CREATE TABLE public.wecom_chat_day (
    corp_id bigint NOT NULL,
    external_userid text NOT NULL,
    userid text NOT NULL,
    day date NOT NULL,
    sent integer NOT NULL,
    received integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    told boolean DEFAULT false NOT NULL
);

CREATE TABLE public.wecom_chats (
    corp_id bigint NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    read_at timestamp with time zone,
    paused_until timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    errcode integer,
    error text DEFAULT ''::text NOT NULL,
    lease uuid,
    lease_until timestamp with time zone
);

CREATE TABLE public.wecom_connection (
    corp_id bigint NOT NULL,
    base_url text DEFAULT ''::text NOT NULL,
    corpid text DEFAULT ''::text NOT NULL,
    agentid bigint,
    secret bytea,
    address text NOT NULL,
    callback_token text DEFAULT ''::text NOT NULL,
    callback_key bytea,
    verified_at timestamp with time zone,
    heard_at timestamp with time zone,
    every_hours integer DEFAULT 24 NOT NULL,
    since timestamp with time zone NOT NULL,
    archive_secret bytea,
    archive_key bytea,
    CONSTRAINT wecom_connection_check CHECK (((base_url = ''::text) = (secret IS NULL))),
    CONSTRAINT wecom_connection_every_hours_check CHECK (((every_hours >= 0) AND (every_hours <= 720)))
);

CREATE TABLE public.wecom_customer (
    corp_id bigint NOT NULL,
    external_userid text NOT NULL,
    name text NOT NULL,
    avatar text NOT NULL,
    gender smallint NOT NULL,
    type smallint NOT NULL,
    unionid text NOT NULL,
    company text NOT NULL
);

CREATE TABLE public.wecom_department (
    corp_id bigint NOT NULL,
    department_id bigint NOT NULL,
    parent_id bigint NOT NULL,
    name text NOT NULL
);

CREATE TABLE public.wecom_drift (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    round_no integer NOT NULL,
    kind text NOT NULL,
    external_userid text NOT NULL,
    userid text NOT NULL,
    fields jsonb NOT NULL,
    cause text NOT NULL,
    since timestamp with time zone,
    found_at timestamp with time zone NOT NULL,
    repaired_at timestamp with time zone,
    CONSTRAINT wecom_drift_cause_check CHECK ((cause = ANY (ARRAY['untold'::text, 'late'::text, 'not_heard'::text, 'failed'::text]))),
    CONSTRAINT wecom_drift_kind_check CHECK ((kind = ANY (ARRAY['missing'::text, 'gone'::text, 'differs'::text, 'customer'::text, 'group'::text])))
);

ALTER TABLE public.wecom_drift ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.wecom_drift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wecom_erased (
    corp_id bigint NOT NULL,
    who bytea NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.wecom_follow (
    corp_id bigint NOT NULL,
    external_userid text NOT NULL,
    userid text NOT NULL,
    remark text NOT NULL,
    description text NOT NULL,
    company text NOT NULL,
    mobiles text[] NOT NULL,
    tag_ids text[] NOT NULL,
    state text NOT NULL,
    add_way integer NOT NULL,
    channel text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    known_at timestamp with time zone NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT wecom_follow_check CHECK (((state = 'active'::text) = (ended_at IS NULL))),
    CONSTRAINT wecom_follow_state_check CHECK ((state = ANY (ARRAY['active'::text, 'lost'::text, 'dropped'::text, 'ended'::text])))
);

CREATE TABLE public.wecom_group (
    corp_id bigint NOT NULL,
    chat_id text NOT NULL,
    name text NOT NULL,
    owner text NOT NULL,
    version text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    round_no integer DEFAULT 0 NOT NULL,
    gone_at timestamp with time zone
);

CREATE TABLE public.wecom_group_member (
    corp_id bigint NOT NULL,
    chat_id text NOT NULL,
    userid text NOT NULL,
    outsider boolean NOT NULL,
    join_scene smallint NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone
);

CREATE TABLE public.wecom_hint (
    corp_id bigint NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    said jsonb DEFAULT '{}'::jsonb NOT NULL,
    told boolean DEFAULT true NOT NULL,
    came_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    errcode integer,
    error text DEFAULT ''::text NOT NULL,
    CONSTRAINT wecom_hint_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'group'::text, 'tags'::text, 'directory'::text])))
);

CREATE TABLE public.wecom_marking (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    reason text NOT NULL,
    profile_no bigint NOT NULL,
    external_userid text NOT NULL,
    userid text NOT NULL,
    add_ids text[] NOT NULL,
    remove_ids text[] NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    errcode integer,
    error text DEFAULT ''::text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT wecom_marking_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'done'::text, 'refused'::text])))
);

ALTER TABLE public.wecom_marking ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.wecom_marking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wecom_member (
    corp_id bigint NOT NULL,
    userid text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    departments bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    has_customers boolean DEFAULT false NOT NULL,
    gone_at timestamp with time zone
);

CREATE TABLE public.wecom_mirror (
    corp_id bigint NOT NULL,
    next_round_at timestamp with time zone,
    lease uuid,
    lease_until timestamp with time zone,
    paused_until timestamp with time zone,
    errcode integer,
    error text DEFAULT ''::text NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    marks_paused_until timestamp with time zone,
    marks_failures integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.wecom_renumbered (
    corp_id bigint NOT NULL,
    profile_no integer NOT NULL
);

CREATE TABLE public.wecom_round (
    corp_id bigint NOT NULL,
    round_no integer NOT NULL,
    kind text NOT NULL,
    repairs boolean NOT NULL,
    began_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    stage text DEFAULT 'directory'::text NOT NULL,
    members integer DEFAULT 0 NOT NULL,
    members_done integer DEFAULT 0 NOT NULL,
    follows bigint DEFAULT 0 NOT NULL,
    groups integer DEFAULT 0 NOT NULL,
    drifts bigint DEFAULT 0 NOT NULL,
    refusals jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT wecom_round_kind_check CHECK ((kind = ANY (ARRAY['first'::text, 'schedule'::text, 'demand'::text]))),
    CONSTRAINT wecom_round_stage_check CHECK ((stage = ANY (ARRAY['directory'::text, 'tags'::text, 'customers'::text, 'groups'::text, 'done'::text])))
);

CREATE TABLE public.wecom_round_part (
    corp_id bigint NOT NULL,
    round_no integer NOT NULL,
    part_no integer NOT NULL,
    userids text[] NOT NULL,
    cursor text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.wecom_tag (
    corp_id bigint NOT NULL,
    wecom_id text NOT NULL,
    group_name text NOT NULL,
    name text NOT NULL,
    tag_no integer NOT NULL,
    gone_at timestamp with time zone
);

CREATE TABLE public.welcome (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    member_id bigint,
    contact_way_id bigint,
    text text DEFAULT ''::text NOT NULL,
    attachments jsonb DEFAULT '[]'::jsonb NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT welcome_check CHECK (((member_id IS NULL) OR (contact_way_id IS NULL)))
);

ALTER TABLE public.welcome ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.welcome_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.welcome_slot (
    corp_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    member_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    opened_seq bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    code_hash bytea,
    expires_at timestamp with time zone,
    sent_at timestamp with time zone,
    sent_by text
);

ALTER TABLE ONLY public.acquisition_account
    ADD CONSTRAINT acquisition_account_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.acquisition_chat_key
    ADD CONSTRAINT acquisition_chat_key_pkey PRIMARY KEY (corp_id, key_hash);

ALTER TABLE ONLY public.acquisition_customer
    ADD CONSTRAINT acquisition_customer_pkey PRIMARY KEY (corp_id, contact_id, member_id);

ALTER TABLE ONLY public.acquisition_day
    ADD CONSTRAINT acquisition_day_pkey PRIMARY KEY (corp_id, link_id, day);

ALTER TABLE ONLY public.acquisition_grant
    ADD CONSTRAINT acquisition_grant_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.acquisition_link
    ADD CONSTRAINT acquisition_link_link_id_key UNIQUE (link_id);

ALTER TABLE ONLY public.acquisition_link
    ADD CONSTRAINT acquisition_link_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.acquisition_opening
    ADD CONSTRAINT acquisition_opening_pkey PRIMARY KEY (corp_id, link_id, visitor, day);

ALTER TABLE ONLY public.acquisition_use
    ADD CONSTRAINT acquisition_use_pkey PRIMARY KEY (corp_id, contact_id);

ALTER TABLE ONLY public.acquisition_visit
    ADD CONSTRAINT acquisition_visit_pkey PRIMARY KEY (corp_id, link_id, visitor);

ALTER TABLE ONLY public.api_quota
    ADD CONSTRAINT api_quota_pkey PRIMARY KEY (corp_id, address, path, seconds);

ALTER TABLE ONLY public.api_slot
    ADD CONSTRAINT api_slot_pkey PRIMARY KEY (corp_id, path, number);

ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_corp_id_agentid_key UNIQUE (corp_id, agentid);

ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_corp_id_id_key UNIQUE (corp_id, id);

ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_corp_id_secret_hash_key UNIQUE (corp_id, secret_hash);

ALTER TABLE ONLY public.app_domain
    ADD CONSTRAINT app_domain_pkey PRIMARY KEY (corp_id, app_id, domain);

ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.archive_consent
    ADD CONSTRAINT archive_consent_pkey PRIMARY KEY (corp_id, conversation_id, contact_id, at);

ALTER TABLE ONLY public.archive_entry
    ADD CONSTRAINT archive_entry_corp_id_conversation_id_message_seq_key UNIQUE (corp_id, conversation_id, message_seq);

ALTER TABLE ONLY public.archive_entry
    ADD CONSTRAINT archive_entry_pkey PRIMARY KEY (corp_id, seq);

ALTER TABLE ONLY public.archive_export
    ADD CONSTRAINT archive_export_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.archive_key
    ADD CONSTRAINT archive_key_pkey PRIMARY KEY (corp_id, version);

ALTER TABLE ONLY public.archive_look
    ADD CONSTRAINT archive_look_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.archive_look_step
    ADD CONSTRAINT archive_look_step_pkey PRIMARY KEY (corp_id, look_id, id);

ALTER TABLE ONLY public.archive_member
    ADD CONSTRAINT archive_member_pkey PRIMARY KEY (corp_id, member_id, since);

ALTER TABLE ONLY public.archive_mode
    ADD CONSTRAINT archive_mode_pkey PRIMARY KEY (corp_id, since);

ALTER TABLE ONLY public.archive_recalled
    ADD CONSTRAINT archive_recalled_pkey PRIMARY KEY (corp_id, conversation_id, message_seq);

ALTER TABLE ONLY public.archive_setting
    ADD CONSTRAINT archive_setting_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.broadcast
    ADD CONSTRAINT broadcast_msgid_key UNIQUE (msgid);

ALTER TABLE ONLY public.broadcast
    ADD CONSTRAINT broadcast_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.broadcast_recipient
    ADD CONSTRAINT broadcast_recipient_pkey PRIMARY KEY (corp_id, broadcast_id, contact_id);

ALTER TABLE ONLY public.broadcast_task
    ADD CONSTRAINT broadcast_task_pkey PRIMARY KEY (corp_id, broadcast_id, member_id);

ALTER TABLE ONLY public.callback_delivery
    ADD CONSTRAINT callback_delivery_app_id_event_id_key UNIQUE (app_id, event_id);

ALTER TABLE ONLY public.callback_delivery
    ADD CONSTRAINT callback_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.chat_tool
    ADD CONSTRAINT chat_tool_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent_entry
    ADD CONSTRAINT consent_entry_pkey PRIMARY KEY (corp_id, entry_no);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_corp_id_external_userid_key UNIQUE (corp_id, external_userid);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_corp_id_person_id_key UNIQUE (corp_id, person_id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.contact_way
    ADD CONSTRAINT contact_way_corp_id_config_id_key UNIQUE (corp_id, config_id);

ALTER TABLE ONLY public.contact_way_day
    ADD CONSTRAINT contact_way_day_pkey PRIMARY KEY (corp_id, way_id, day);

ALTER TABLE ONLY public.contact_way
    ADD CONSTRAINT contact_way_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.contact_way_quota
    ADD CONSTRAINT contact_way_quota_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.contact_way
    ADD CONSTRAINT contact_way_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.contact_way_visit
    ADD CONSTRAINT contact_way_visit_pkey PRIMARY KEY (corp_id, way_id, visitor);

ALTER TABLE ONLY public.content_code
    ADD CONSTRAINT content_code_pkey PRIMARY KEY (corp_id, content_id, userid);

ALTER TABLE ONLY public.content_file
    ADD CONSTRAINT content_file_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.content_file
    ADD CONSTRAINT content_file_token_key UNIQUE (token);

ALTER TABLE ONLY public.content_folder
    ADD CONSTRAINT content_folder_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.content_item
    ADD CONSTRAINT content_item_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.content_library
    ADD CONSTRAINT content_library_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.content_library
    ADD CONSTRAINT content_library_token_key UNIQUE (token);

ALTER TABLE ONLY public.content_reader
    ADD CONSTRAINT content_reader_pkey PRIMARY KEY (corp_id, device);

ALTER TABLE ONLY public.content_refusal
    ADD CONSTRAINT content_refusal_pkey PRIMARY KEY (corp_id, device);

ALTER TABLE ONLY public.content_share
    ADD CONSTRAINT content_share_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.content_share
    ADD CONSTRAINT content_share_token_key UNIQUE (token);

ALTER TABLE ONLY public.content_version
    ADD CONSTRAINT content_version_pkey PRIMARY KEY (corp_id, content_id, version);

ALTER TABLE ONLY public.content_visit
    ADD CONSTRAINT content_visit_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT conversation_corp_id_pair_key UNIQUE (corp_id, pair);

ALTER TABLE ONLY public.conversation_media
    ADD CONSTRAINT conversation_media_pkey PRIMARY KEY (corp_id, conversation_id, seq);

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT conversation_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.corp_load
    ADD CONSTRAINT corp_load_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.corp
    ADD CONSTRAINT corp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.corp
    ADD CONSTRAINT corp_wire_id_key UNIQUE (wire_id);

ALTER TABLE ONLY public.customer_group
    ADD CONSTRAINT customer_group_chat_id_key UNIQUE (chat_id);

ALTER TABLE ONLY public.customer_group
    ADD CONSTRAINT customer_group_corp_id_addressee_key UNIQUE (corp_id, addressee);

ALTER TABLE ONLY public.customer_group
    ADD CONSTRAINT customer_group_open_gid_key UNIQUE (open_gid);

ALTER TABLE ONLY public.customer_group
    ADD CONSTRAINT customer_group_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_corp_id_parent_id_name_key UNIQUE (corp_id, parent_id, name);

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.departure
    ADD CONSTRAINT departure_pkey PRIMARY KEY (corp_id, conversation_id, principal_id);

ALTER TABLE ONLY public.directory_counter
    ADD CONSTRAINT directory_counter_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.duty
    ADD CONSTRAINT duty_pkey PRIMARY KEY (corp_id, member_id, duty);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event_retry
    ADD CONSTRAINT event_retry_pkey PRIMARY KEY (event_id, subscriber);

ALTER TABLE ONLY public.follow
    ADD CONSTRAINT follow_pkey PRIMARY KEY (corp_id, contact_id, member_id);

ALTER TABLE ONLY public.follow_tag
    ADD CONSTRAINT follow_tag_pkey PRIMARY KEY (corp_id, contact_id, member_id, tag_id);

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.form_answer
    ADD CONSTRAINT form_answer_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.form
    ADD CONSTRAINT form_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.form
    ADD CONSTRAINT form_token_key UNIQUE (token);

ALTER TABLE ONLY public.group_act
    ADD CONSTRAINT group_act_corp_id_group_id_seq_key UNIQUE (corp_id, group_id, seq);

ALTER TABLE ONLY public.group_act
    ADD CONSTRAINT group_act_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.group_barred
    ADD CONSTRAINT group_barred_pkey PRIMARY KEY (corp_id, contact_id);

ALTER TABLE ONLY public.group_guard
    ADD CONSTRAINT group_guard_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.group_handover
    ADD CONSTRAINT group_handover_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.group_label
    ADD CONSTRAINT group_label_corp_id_name_key UNIQUE (corp_id, name);

ALTER TABLE ONLY public.group_label
    ADD CONSTRAINT group_label_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.group_labelled
    ADD CONSTRAINT group_labelled_pkey PRIMARY KEY (corp_id, group_id, label_id);

ALTER TABLE ONLY public.group_notice
    ADD CONSTRAINT group_notice_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.group_reply
    ADD CONSTRAINT group_reply_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.group_reply_said
    ADD CONSTRAINT group_reply_said_pkey PRIMARY KEY (corp_id, group_id, seq);

ALTER TABLE ONLY public.group_stay
    ADD CONSTRAINT group_stay_pkey PRIMARY KEY (corp_id, group_id, id);

ALTER TABLE ONLY public.group_talk_day
    ADD CONSTRAINT group_talk_day_pkey PRIMARY KEY (corp_id, group_id, day, principal_id);

ALTER TABLE ONLY public.group_talk
    ADD CONSTRAINT group_talk_pkey PRIMARY KEY (corp_id, group_id);

ALTER TABLE ONLY public.group_welcome_quota
    ADD CONSTRAINT group_welcome_quota_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.group_welcome_template
    ADD CONSTRAINT group_welcome_template_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.group_welcome_template
    ADD CONSTRAINT group_welcome_template_template_id_key UNIQUE (template_id);

ALTER TABLE ONLY public.growth_import_error
    ADD CONSTRAINT growth_import_error_pkey PRIMARY KEY (corp_id, import_no, row_no, column_name);

ALTER TABLE ONLY public.growth_import
    ADD CONSTRAINT growth_import_pkey PRIMARY KEY (corp_id, import_no);

ALTER TABLE ONLY public.growth_tag
    ADD CONSTRAINT growth_tag_corp_id_wecom_id_key UNIQUE (corp_id, wecom_id);

ALTER TABLE ONLY public.growth_tag
    ADD CONSTRAINT growth_tag_pkey PRIMARY KEY (corp_id, tag_no);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.handover_plan
    ADD CONSTRAINT handover_plan_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.handover_share
    ADD CONSTRAINT handover_share_pkey PRIMARY KEY (corp_id, plan_id, to_id);

ALTER TABLE ONLY public.identity_conflict
    ADD CONSTRAINT identity_conflict_corp_id_kind_profile_nos_evidence_key UNIQUE (corp_id, kind, profile_nos, evidence);

ALTER TABLE ONLY public.identity_conflict
    ADD CONSTRAINT identity_conflict_pkey PRIMARY KEY (corp_id, conflict_no);

ALTER TABLE ONLY public.identity_conflict_told
    ADD CONSTRAINT identity_conflict_told_pkey PRIMARY KEY (corp_id, told_by, conflict_no);

ALTER TABLE ONLY public.intercept_hit
    ADD CONSTRAINT intercept_hit_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.intercept_rule
    ADD CONSTRAINT intercept_rule_corp_id_rule_id_key UNIQUE (corp_id, rule_id);

ALTER TABLE ONLY public.intercept_rule
    ADD CONSTRAINT intercept_rule_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.intercept_seen
    ADD CONSTRAINT intercept_seen_pkey PRIMARY KEY (corp_id, member_id);

ALTER TABLE ONLY public.join_way
    ADD CONSTRAINT join_way_corp_id_config_id_key UNIQUE (corp_id, config_id);

ALTER TABLE ONLY public.join_way
    ADD CONSTRAINT join_way_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.join_way
    ADD CONSTRAINT join_way_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.list_columns
    ADD CONSTRAINT list_columns_pkey PRIMARY KEY (corp_id, member_id, list);

ALTER TABLE ONLY public.list_view
    ADD CONSTRAINT list_view_corp_id_member_id_list_name_key UNIQUE (corp_id, member_id, list, name);

ALTER TABLE ONLY public.list_view
    ADD CONSTRAINT list_view_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.media
    ADD CONSTRAINT media_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meeting_day
    ADD CONSTRAINT meeting_day_pkey PRIMARY KEY (corp_id, day, member_id);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_corp_id_id_key UNIQUE (corp_id, id);

ALTER TABLE ONLY public.member_department
    ADD CONSTRAINT member_department_pkey PRIMARY KEY (corp_id, member_id, department_id);

ALTER TABLE ONLY public.member_load
    ADD CONSTRAINT member_load_pkey PRIMARY KEY (corp_id, member_id);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.member_tag
    ADD CONSTRAINT member_tag_corp_id_name_key UNIQUE (corp_id, name);

ALTER TABLE ONLY public.member_tag
    ADD CONSTRAINT member_tag_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_corp_id_conversation_id_sender_id_client_id_key UNIQUE (corp_id, conversation_id, sender_id, client_id);

ALTER TABLE ONLY public.message_follower
    ADD CONSTRAINT message_follower_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (corp_id, conversation_id, seq);

ALTER TABLE ONLY public.message_search
    ADD CONSTRAINT message_search_pkey PRIMARY KEY (corp_id, conversation_id, seq);

ALTER TABLE ONLY public.moment_comment
    ADD CONSTRAINT moment_comment_corp_id_post_id_author_id_client_id_key UNIQUE (corp_id, post_id, author_id, client_id);

ALTER TABLE ONLY public.moment_comment
    ADD CONSTRAINT moment_comment_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.moment_glance
    ADD CONSTRAINT moment_glance_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.moment
    ADD CONSTRAINT moment_jobid_key UNIQUE (jobid);

ALTER TABLE ONLY public.moment_like
    ADD CONSTRAINT moment_like_pkey PRIMARY KEY (corp_id, post_id, contact_id);

ALTER TABLE ONLY public.moment_media
    ADD CONSTRAINT moment_media_pkey PRIMARY KEY (media_id, corp_id, moment_id);

ALTER TABLE ONLY public.moment_notice
    ADD CONSTRAINT moment_notice_corp_id_post_id_author_id_kind_comment_id_key UNIQUE NULLS NOT DISTINCT (corp_id, post_id, author_id, kind, comment_id);

ALTER TABLE ONLY public.moment_notice
    ADD CONSTRAINT moment_notice_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.moment
    ADD CONSTRAINT moment_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.moment_post
    ADD CONSTRAINT moment_post_corp_id_moment_id_member_id_key UNIQUE (corp_id, moment_id, member_id);

ALTER TABLE ONLY public.moment_post
    ADD CONSTRAINT moment_post_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.moment_viewer
    ADD CONSTRAINT moment_viewer_pkey PRIMARY KEY (corp_id, moment_id, contact_id);

ALTER TABLE ONLY public.moment
    ADD CONSTRAINT moment_wire_id_key UNIQUE (wire_id);

ALTER TABLE ONLY public.one_time_code
    ADD CONSTRAINT one_time_code_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.own_page_app
    ADD CONSTRAINT own_page_app_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.pack_file
    ADD CONSTRAINT pack_file_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (corp_id, conversation_id, principal_id);

ALTER TABLE ONLY public.partner_keeper
    ADD CONSTRAINT partner_keeper_pkey PRIMARY KEY (corp_id, partner_id, member_id);

ALTER TABLE ONLY public.partner_person
    ADD CONSTRAINT partner_person_pkey PRIMARY KEY (corp_id, contact_id);

ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_pkey PRIMARY KEY (corp_id, member_id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_phone_key UNIQUE (phone);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_unionid_key UNIQUE (unionid);

ALTER TABLE ONLY public.prediction
    ADD CONSTRAINT prediction_pkey PRIMARY KEY (corp_id, profile_no);

ALTER TABLE ONLY public.prediction_run
    ADD CONSTRAINT prediction_run_pkey PRIMARY KEY (corp_id, run_no);

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_product_id_key UNIQUE (product_id);

ALTER TABLE ONLY public.profile_apart
    ADD CONSTRAINT profile_apart_pkey PRIMARY KEY (corp_id, one_no, other_no);

ALTER TABLE ONLY public.profile_counter
    ADD CONSTRAINT profile_counter_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.profile_erasure
    ADD CONSTRAINT profile_erasure_pkey PRIMARY KEY (corp_id, erasure_no);

ALTER TABLE ONLY public.profile_field
    ADD CONSTRAINT profile_field_corp_id_key_key UNIQUE (corp_id, key);

ALTER TABLE ONLY public.profile_field
    ADD CONSTRAINT profile_field_pkey PRIMARY KEY (corp_id, field_no);

ALTER TABLE ONLY public.profile_identity
    ADD CONSTRAINT profile_identity_pkey PRIMARY KEY (corp_id, kind, value);

ALTER TABLE ONLY public.profile_merge
    ADD CONSTRAINT profile_merge_pkey PRIMARY KEY (corp_id, merge_no);

ALTER TABLE ONLY public.profile
    ADD CONSTRAINT profile_pkey PRIMARY KEY (corp_id, profile_no);

ALTER TABLE ONLY public.profile_search
    ADD CONSTRAINT profile_search_pkey PRIMARY KEY (corp_id, profile_no);

ALTER TABLE ONLY public.profile_tag
    ADD CONSTRAINT profile_tag_pkey PRIMARY KEY (corp_id, profile_no, tag_no, userid);

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT promise_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.purchase
    ADD CONSTRAINT purchase_pkey PRIMARY KEY (corp_id, order_no);

ALTER TABLE ONLY public.purchase_refund
    ADD CONSTRAINT purchase_refund_pkey PRIMARY KEY (corp_id, refund_no);

ALTER TABLE ONLY public.quick_reply
    ADD CONSTRAINT quick_reply_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.quick_reply_use
    ADD CONSTRAINT quick_reply_use_pkey PRIMARY KEY (corp_id, reply_id, userid);

ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.segment_broadcast_customer
    ADD CONSTRAINT segment_broadcast_customer_pkey PRIMARY KEY (corp_id, broadcast_id, external_userid);

ALTER TABLE ONLY public.segment_broadcast
    ADD CONSTRAINT segment_broadcast_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.segment_broadcast_task
    ADD CONSTRAINT segment_broadcast_task_pkey PRIMARY KEY (corp_id, broadcast_id, userid, part);

ALTER TABLE ONLY public.segment_day
    ADD CONSTRAINT segment_day_pkey PRIMARY KEY (corp_id, segment_id, day);

ALTER TABLE ONLY public.segment_followed
    ADD CONSTRAINT segment_followed_pkey PRIMARY KEY (facts);

ALTER TABLE ONLY public.segment_members
    ADD CONSTRAINT segment_members_pkey PRIMARY KEY (corp_id, segment_id, part);

ALTER TABLE ONLY public.segment
    ADD CONSTRAINT segment_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.segment_snapshot
    ADD CONSTRAINT segment_snapshot_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.segment_version
    ADD CONSTRAINT segment_version_pkey PRIMARY KEY (corp_id, segment_id, version);

ALTER TABLE ONLY public.sensitive_act
    ADD CONSTRAINT sensitive_act_pkey PRIMARY KEY (corp_id, act);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_id_key UNIQUE (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sidebar_session
    ADD CONSTRAINT sidebar_session_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sign_in_attempt
    ADD CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.strategy_counter
    ADD CONSTRAINT strategy_counter_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.strategy
    ADD CONSTRAINT strategy_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.strategy_range
    ADD CONSTRAINT strategy_range_pkey PRIMARY KEY (corp_id, strategy_id, type, subject_id);

ALTER TABLE ONLY public.tag_batch_change
    ADD CONSTRAINT tag_batch_change_pkey PRIMARY KEY (corp_id, batch_id, profile_no, tag_no, userid);

ALTER TABLE ONLY public.tag_batch
    ADD CONSTRAINT tag_batch_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_corp_id_group_id_name_key UNIQUE (corp_id, group_id, name);

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_corp_id_wire_id_key UNIQUE (corp_id, wire_id);

ALTER TABLE ONLY public.tag_group
    ADD CONSTRAINT tag_group_corp_id_wire_id_key UNIQUE (corp_id, wire_id);

ALTER TABLE ONLY public.tag_group
    ADD CONSTRAINT tag_group_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.tag_quota
    ADD CONSTRAINT tag_quota_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.tag_rule_act
    ADD CONSTRAINT tag_rule_act_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.tag_rule_hold
    ADD CONSTRAINT tag_rule_hold_pkey PRIMARY KEY (corp_id, rule_id, profile_no);

ALTER TABLE ONLY public.tag_rule
    ADD CONSTRAINT tag_rule_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.talk_count
    ADD CONSTRAINT talk_count_pkey PRIMARY KEY (corp_id, conversation_id);

ALTER TABLE ONLY public.talk_day
    ADD CONSTRAINT talk_day_pkey PRIMARY KEY (corp_id, day, member_id);

ALTER TABLE ONLY public.touch_count
    ADD CONSTRAINT touch_count_pkey PRIMARY KEY (corp_id, contact_id);

ALTER TABLE ONLY public.touch
    ADD CONSTRAINT touch_pkey PRIMARY KEY (corp_id, source, source_id, contact_id);

ALTER TABLE ONLY public.touch_policy
    ADD CONSTRAINT touch_policy_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.touch_source
    ADD CONSTRAINT touch_source_pkey PRIMARY KEY (corp_id, source, source_id);

ALTER TABLE ONLY public.tracking_batch
    ADD CONSTRAINT tracking_batch_pkey PRIMARY KEY (batch_no);

ALTER TABLE ONLY public.tracking_inbox
    ADD CONSTRAINT tracking_inbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tracking_message
    ADD CONSTRAINT tracking_message_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.tracking_refusal
    ADD CONSTRAINT tracking_refusal_pkey PRIMARY KEY (corp_id, source_no, day, reason);

ALTER TABLE ONLY public.tracking_source
    ADD CONSTRAINT tracking_source_corp_id_name_key UNIQUE (corp_id, name);

ALTER TABLE ONLY public.tracking_source
    ADD CONSTRAINT tracking_source_pkey PRIMARY KEY (corp_id, source_no);

ALTER TABLE ONLY public.tracking_unreadable
    ADD CONSTRAINT tracking_unreadable_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tracking_write_key
    ADD CONSTRAINT tracking_write_key_pkey PRIMARY KEY (write_key);

ALTER TABLE ONLY public.web_code
    ADD CONSTRAINT web_code_pkey PRIMARY KEY (code_hash);

ALTER TABLE ONLY public.wecom_carried
    ADD CONSTRAINT wecom_carried_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.wecom_chat_day
    ADD CONSTRAINT wecom_chat_day_pkey PRIMARY KEY (corp_id, external_userid, userid, day);

ALTER TABLE ONLY public.wecom_chats
    ADD CONSTRAINT wecom_chats_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.wecom_connection
    ADD CONSTRAINT wecom_connection_address_key UNIQUE (address);

ALTER TABLE ONLY public.wecom_connection
    ADD CONSTRAINT wecom_connection_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.wecom_customer
    ADD CONSTRAINT wecom_customer_pkey PRIMARY KEY (corp_id, external_userid);

ALTER TABLE ONLY public.wecom_department
    ADD CONSTRAINT wecom_department_pkey PRIMARY KEY (corp_id, department_id);

ALTER TABLE ONLY public.wecom_drift
    ADD CONSTRAINT wecom_drift_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.wecom_erased
    ADD CONSTRAINT wecom_erased_pkey PRIMARY KEY (corp_id, who);

ALTER TABLE ONLY public.wecom_follow
    ADD CONSTRAINT wecom_follow_pkey PRIMARY KEY (corp_id, external_userid, userid);

ALTER TABLE ONLY public.wecom_group_member
    ADD CONSTRAINT wecom_group_member_pkey PRIMARY KEY (corp_id, chat_id, userid);

ALTER TABLE ONLY public.wecom_group
    ADD CONSTRAINT wecom_group_pkey PRIMARY KEY (corp_id, chat_id);

ALTER TABLE ONLY public.wecom_hint
    ADD CONSTRAINT wecom_hint_pkey PRIMARY KEY (corp_id, kind, key);

ALTER TABLE ONLY public.wecom_marking
    ADD CONSTRAINT wecom_marking_pkey PRIMARY KEY (corp_id, id);

ALTER TABLE ONLY public.wecom_member
    ADD CONSTRAINT wecom_member_pkey PRIMARY KEY (corp_id, userid);

ALTER TABLE ONLY public.wecom_mirror
    ADD CONSTRAINT wecom_mirror_pkey PRIMARY KEY (corp_id);

ALTER TABLE ONLY public.wecom_renumbered
    ADD CONSTRAINT wecom_renumbered_pkey PRIMARY KEY (corp_id, profile_no);

ALTER TABLE ONLY public.wecom_round_part
    ADD CONSTRAINT wecom_round_part_pkey PRIMARY KEY (corp_id, round_no, part_no);

ALTER TABLE ONLY public.wecom_round
    ADD CONSTRAINT wecom_round_pkey PRIMARY KEY (corp_id, round_no);

ALTER TABLE ONLY public.wecom_tag
    ADD CONSTRAINT wecom_tag_pkey PRIMARY KEY (corp_id, wecom_id);

ALTER TABLE ONLY public.welcome
    ADD CONSTRAINT welcome_corp_id_member_id_contact_way_id_key UNIQUE NULLS NOT DISTINCT (corp_id, member_id, contact_way_id);

ALTER TABLE ONLY public.welcome
    ADD CONSTRAINT welcome_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.welcome_slot
    ADD CONSTRAINT welcome_slot_code_hash_key UNIQUE (code_hash);

ALTER TABLE ONLY public.welcome_slot
    ADD CONSTRAINT welcome_slot_pkey PRIMARY KEY (corp_id, contact_id, member_id, opened_at);

CREATE INDEX acquisition_chat_key_old ON public.acquisition_chat_key USING btree (expires_at);

CREATE INDEX acquisition_customer_of_link ON public.acquisition_customer USING btree (corp_id, link_id, contact_id, member_id);

CREATE INDEX acquisition_grant_open ON public.acquisition_grant USING btree (corp_id, expires_at, id) WHERE (balance > 0);

CREATE INDEX acquisition_link_of_app ON public.acquisition_link USING btree (corp_id, created_by_app, id) WHERE (deleted_at IS NULL);

CREATE INDEX acquisition_link_recent ON public.acquisition_link USING btree (corp_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX acquisition_visit_recent ON public.acquisition_visit USING btree (corp_id, link_id, at);

CREATE INDEX api_slot_node ON public.api_slot USING btree (node);

CREATE UNIQUE INDEX app_system_kind ON public.app USING btree (corp_id, kind) WHERE (kind <> 'self_built'::text);

CREATE INDEX archive_entry_sent ON public.archive_entry USING btree (corp_id, sent_at);

CREATE INDEX archive_export_waiting ON public.archive_export USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE UNIQUE INDEX archive_member_now ON public.archive_member USING btree (corp_id, member_id) WHERE (until IS NULL);

CREATE INDEX broadcast_due ON public.broadcast USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX broadcast_open ON public.broadcast USING btree (corp_id, id) WHERE (state = 'open'::text);

CREATE INDEX broadcast_recent ON public.broadcast USING btree (corp_id, created_at DESC, id DESC);

CREATE INDEX broadcast_recipient_of_member ON public.broadcast_recipient USING btree (corp_id, broadcast_id, member_id, contact_id);

CREATE INDEX broadcast_task_due ON public.broadcast_task USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX broadcast_task_of_member ON public.broadcast_task USING btree (corp_id, member_id, broadcast_id DESC);

CREATE INDEX broadcast_task_under_way ON public.broadcast_task USING btree (corp_id, broadcast_id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));

CREATE INDEX callback_delivery_app ON public.callback_delivery USING btree (corp_id, app_id, id DESC);

CREATE INDEX callback_delivery_due ON public.callback_delivery USING btree (next_at, id) WHERE (state = 'pending'::text);

CREATE INDEX callback_delivery_log ON public.callback_delivery USING btree (corp_id, id DESC);

CREATE INDEX callback_delivery_pending ON public.callback_delivery USING btree (app_id, order_key, id) WHERE (state = 'pending'::text);

CREATE INDEX chat_tool_corp ON public.chat_tool USING btree (corp_id, id);

CREATE INDEX consent_entry_of ON public.consent_entry USING btree (corp_id, profile_no, purpose, at DESC, entry_no DESC);

CREATE INDEX contact_person ON public.contact USING btree (person_id);

CREATE UNIQUE INDEX contact_way_owner ON public.contact_way USING btree (corp_id, owner_id) WHERE ((owner_id IS NOT NULL) AND (deleted_at IS NULL));

CREATE INDEX contact_way_recent ON public.contact_way USING btree (corp_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX contact_way_visit_recent ON public.contact_way_visit USING btree (corp_id, way_id, at);

CREATE INDEX content_file_blob ON public.content_file USING btree (sha256);

CREATE UNIQUE INDEX content_folder_name ON public.content_folder USING btree (corp_id, lower(name));

CREATE INDEX content_item_recent ON public.content_item USING btree (corp_id, changed_at DESC, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX content_reader_profile ON public.content_reader USING btree (corp_id, profile_no);

CREATE INDEX content_share_below ON public.content_share USING btree (corp_id, parent_id) WHERE (parent_id IS NOT NULL);

CREATE INDEX content_share_browser ON public.content_share USING btree (corp_id, device, id DESC) WHERE (personal AND (device IS NOT NULL));

CREATE INDEX content_share_by ON public.content_share USING btree (corp_id, userid, created_at DESC);

CREATE UNIQUE INDEX content_share_device ON public.content_share USING btree (corp_id, root_id, device) WHERE (device IS NOT NULL);

CREATE INDEX content_share_of ON public.content_share USING btree (corp_id, content_id, created_at DESC);

CREATE INDEX content_share_reader ON public.content_share USING btree (corp_id, device) WHERE (device IS NOT NULL);

CREATE INDEX content_share_to ON public.content_share USING btree (corp_id, profile_no) WHERE (profile_no IS NOT NULL);

CREATE INDEX content_visit_of ON public.content_visit USING btree (corp_id, share_id);

CREATE INDEX content_visit_untold ON public.content_visit USING btree (last_at) WHERE (known AND ((seconds > told_seconds) OR (depth > told_depth)));

CREATE INDEX conversation_media_by_media ON public.conversation_media USING btree (media_id);

CREATE INDEX customer_group_of_owner ON public.customer_group USING btree (corp_id, owner_id, id);

CREATE INDEX customer_group_of_template ON public.customer_group USING btree (corp_id, template_id) WHERE (template_id IS NOT NULL);

CREATE INDEX departure_of_account ON public.departure USING btree (account_id, corp_id);

CREATE INDEX event_actor ON public.event USING btree (corp_id, actor_name, id DESC);

CREATE INDEX event_audit ON public.event USING btree (corp_id, id DESC);

CREATE INDEX event_name ON public.event USING btree (corp_id, name, id DESC);

CREATE INDEX event_pending ON public.event USING btree (id) WHERE (NOT relayed);

CREATE INDEX event_retry_due ON public.event_retry USING btree (next_at);

CREATE INDEX event_retry_key ON public.event_retry USING btree (subscriber, corp_id, order_key);

CREATE INDEX event_subject ON public.event USING btree (corp_id, subject, id DESC);

CREATE INDEX follow_by_corp_name ON public.follow USING btree (corp_id, name_key, contact_id, member_id);

CREATE INDEX follow_by_member ON public.follow USING btree (corp_id, member_id, state, since DESC, contact_id DESC);

CREATE INDEX follow_by_name ON public.follow USING btree (corp_id, member_id, name_key, contact_id) WHERE (state = 'active'::text);

CREATE INDEX follow_by_source ON public.follow USING btree (corp_id, source_state, since DESC) WHERE (source_state <> ''::text);

CREATE INDEX follow_by_time ON public.follow USING btree (corp_id, since DESC, contact_id DESC, member_id DESC);

CREATE INDEX follow_by_way ON public.follow USING btree (corp_id, contact_way_id) WHERE (contact_way_id IS NOT NULL);

CREATE INDEX follow_changed ON public.follow USING btree (corp_id, member_id, changed);

CREATE INDEX follow_handing ON public.follow USING btree (corp_id, handing_to) WHERE (handing_to IS NOT NULL);

CREATE INDEX follow_of_member ON public.follow USING btree (corp_id, member_id, contact_id) WHERE (state = 'active'::text);

CREATE INDEX follow_tag_by_tag ON public.follow_tag USING btree (corp_id, tag_id, contact_id);

CREATE INDEX follow_temporary ON public.follow USING btree (chat_expires_at) WHERE (state = 'temporary'::text);

CREATE INDEX follow_unassigned ON public.follow USING btree (corp_id, unassigned_at) WHERE (unassigned_at IS NOT NULL);

CREATE INDEX follow_up_due ON public.follow_up USING btree (corp_id, userid, due_at) WHERE ((due_at IS NOT NULL) AND (done_at IS NULL));

CREATE INDEX follow_up_profile ON public.follow_up USING btree (corp_id, profile_no, id);

CREATE INDEX form_answer_of ON public.form_answer USING btree (corp_id, profile_no) WHERE (profile_no IS NOT NULL);

CREATE UNIQUE INDEX form_answer_once ON public.form_answer USING btree (corp_id, form_id, once_key) WHERE (once_key IS NOT NULL);

CREATE INDEX form_answer_recent ON public.form_answer USING btree (corp_id, form_id, id DESC);

CREATE UNIQUE INDEX form_answer_submission ON public.form_answer USING btree (corp_id, form_id, submission);

CREATE INDEX form_recent ON public.form USING btree (corp_id, changed_at DESC, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX group_act_of_contact ON public.group_act USING btree (corp_id, group_id, contact_id, at);

CREATE INDEX group_act_of_guard ON public.group_act USING btree (corp_id, guard_id, at);

CREATE INDEX group_act_recent ON public.group_act USING btree (corp_id, at DESC, id DESC);

CREATE INDEX group_barred_recent ON public.group_barred USING btree (corp_id, at DESC, contact_id DESC);

CREATE INDEX group_handover_between ON public.group_handover USING btree (corp_id, from_id, to_id, at);

CREATE INDEX group_handover_of_group ON public.group_handover USING btree (corp_id, group_id, at);

CREATE INDEX group_handover_recent ON public.group_handover USING btree (corp_id, id DESC);

CREATE INDEX group_labelled_by_label ON public.group_labelled USING btree (corp_id, label_id, group_id);

CREATE INDEX group_reply_said_in_group ON public.group_reply_said USING btree (corp_id, group_id, at);

CREATE INDEX group_reply_said_of_reply ON public.group_reply_said USING btree (corp_id, reply_id, at);

CREATE INDEX group_stay_joined ON public.group_stay USING btree (corp_id, joined_at);

CREATE INDEX group_stay_left ON public.group_stay USING btree (corp_id, left_at) WHERE (left_at IS NOT NULL);

CREATE INDEX group_stay_of_principal ON public.group_stay USING btree (corp_id, principal_id) WHERE (left_at IS NULL);

CREATE UNIQUE INDEX group_stay_present ON public.group_stay USING btree (corp_id, group_id, principal_id) WHERE (left_at IS NULL);

CREATE INDEX group_tenure_of_group ON public.group_tenure USING btree (corp_id, group_id, since);

CREATE INDEX group_tenure_of_owner ON public.group_tenure USING btree (corp_id, owner_id, since);

CREATE UNIQUE INDEX group_tenure_present ON public.group_tenure USING btree (corp_id, group_id) WHERE (until IS NULL);

CREATE INDEX growth_import_created ON public.growth_import USING btree (created_at);

CREATE INDEX growth_import_error_value ON public.growth_import_error USING btree (corp_id, value);

CREATE INDEX growth_import_file ON public.growth_import USING btree (corp_id, kind, file, created_at);

CREATE UNIQUE INDEX growth_tag_own ON public.growth_tag USING btree (corp_id, group_name, name) WHERE (wecom_id IS NULL);

CREATE INDEX handover_between ON public.handover USING btree (corp_id, from_id, to_id, contact_id);

CREATE INDEX handover_due ON public.handover USING btree (try_at) WHERE (try_at IS NOT NULL);

CREATE INDEX handover_of_customer ON public.handover USING btree (corp_id, contact_id, created_at);

CREATE INDEX handover_of_plan ON public.handover USING btree (corp_id, plan_id) WHERE (plan_id IS NOT NULL);

CREATE INDEX handover_plan_due ON public.handover_plan USING btree (try_at) WHERE (state = 'running'::text);

CREATE INDEX handover_plan_recent ON public.handover_plan USING btree (corp_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX handover_plan_running ON public.handover_plan USING btree (corp_id, from_id) WHERE (state = 'running'::text);

CREATE INDEX handover_recent ON public.handover USING btree (corp_id, id DESC);

CREATE INDEX handover_to ON public.handover USING btree (corp_id, to_id, id DESC);

CREATE UNIQUE INDEX handover_waiting ON public.handover USING btree (corp_id, contact_id, from_id) WHERE (state = 'waiting'::text);

CREATE INDEX identity_conflict_open ON public.identity_conflict USING btree (corp_id, conflict_no) WHERE (settled_at IS NULL);

CREATE INDEX intercept_hit_at ON public.intercept_hit USING btree (corp_id, at DESC);

CREATE UNIQUE INDEX intercept_hit_of_act ON public.intercept_hit USING btree (corp_id, conversation_id, client_id, by_customer, act) WHERE ((act IS NOT NULL) AND (client_id IS NOT NULL));

CREATE INDEX intercept_hit_of_member ON public.intercept_hit USING btree (corp_id, member_id, id DESC);

CREATE UNIQUE INDEX intercept_hit_of_message ON public.intercept_hit USING btree (corp_id, conversation_id, client_id, by_customer, rule) WHERE (rule IS NOT NULL);

CREATE UNIQUE INDEX intercept_rule_name ON public.intercept_rule USING btree (corp_id, name) WHERE (deleted_at IS NULL);

CREATE UNIQUE INDEX join_way_own ON public.join_way USING btree (corp_id, own_group_id) WHERE ((own_group_id IS NOT NULL) AND (deleted_at IS NULL));

CREATE INDEX join_way_recent ON public.join_way USING btree (corp_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX list_view_shared ON public.list_view USING btree (corp_id, list) WHERE shared;

CREATE INDEX media_blob ON public.media USING btree (sha256);

CREATE INDEX media_expiring ON public.media USING btree (expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX media_public_uploads ON public.media USING btree (corp_id, created_at) WHERE public;

CREATE INDEX member_administrators ON public.member USING btree (corp_id) WHERE (role <> 'member'::text);

CREATE INDEX member_by_name ON public.member USING btree (corp_id, name_pinyin COLLATE "C", id);

CREATE INDEX member_department_by_department ON public.member_department USING btree (corp_id, department_id, member_id);

CREATE UNIQUE INDEX member_email ON public.member USING btree (corp_id, lower(email)) WHERE ((email IS NOT NULL) AND (status <> 'resigned'::text));

CREATE UNIQUE INDEX member_mobile ON public.member USING btree (corp_id, mobile) WHERE ((mobile IS NOT NULL) AND (status <> 'resigned'::text));

CREATE INDEX member_sign_in_email ON public.member USING btree (lower(email)) WHERE ((email IS NOT NULL) AND (status <> 'resigned'::text));

CREATE INDEX member_sign_in_mobile ON public.member USING btree (mobile) WHERE ((mobile IS NOT NULL) AND (status <> 'resigned'::text));

CREATE INDEX member_sign_in_userid ON public.member USING btree (lower(userid)) WHERE (status <> 'resigned'::text);

CREATE UNIQUE INDEX member_tag_item_department ON public.member_tag_item USING btree (corp_id, tag_id, department_id) WHERE (department_id IS NOT NULL);

CREATE UNIQUE INDEX member_tag_item_member ON public.member_tag_item USING btree (corp_id, tag_id, member_id) WHERE (member_id IS NOT NULL);

CREATE UNIQUE INDEX member_userid ON public.member USING btree (corp_id, lower(userid));

CREATE INDEX message_by_change ON public.message USING btree (changed);

CREATE INDEX message_search_tokens ON public.message_search USING gin (tokens);

CREATE INDEX moment_by_app ON public.moment USING btree (corp_id, created_at) WHERE (jobid IS NOT NULL);

CREATE INDEX moment_comment_of_moment ON public.moment_comment USING btree (corp_id, moment_id, id);

CREATE INDEX moment_comment_of_post ON public.moment_comment USING btree (corp_id, post_id, id) WHERE (deleted_at IS NULL);

CREATE INDEX moment_due ON public.moment USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX moment_feed ON public.moment_viewer USING btree (person_id, at DESC, post_id DESC) WHERE shown;

CREATE INDEX moment_like_of_moment ON public.moment_like USING btree (corp_id, moment_id, at);

CREATE INDEX moment_notice_of_account ON public.moment_notice USING btree (account_id, id DESC);

CREATE INDEX moment_notice_unread ON public.moment_notice USING btree (account_id) WHERE (NOT read);

CREATE INDEX moment_open ON public.moment USING btree (corp_id, id) WHERE (state = 'open'::text);

CREATE INDEX moment_post_due ON public.moment_post USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX moment_post_of_member ON public.moment_post USING btree (corp_id, member_id, id DESC);

CREATE INDEX moment_post_under_way ON public.moment_post USING btree (corp_id, moment_id) WHERE (state = ANY (ARRAY['pending'::text, 'publishing'::text]));

CREATE INDEX moment_recent ON public.moment USING btree (corp_id, created_at DESC, id DESC);

CREATE INDEX moment_viewer_of_post ON public.moment_viewer USING btree (corp_id, post_id, contact_id);

CREATE INDEX one_time_code_phone ON public.one_time_code USING btree (phone, id DESC);

CREATE INDEX one_time_code_recent ON public.one_time_code USING btree (created_at);

CREATE INDEX pack_file_of_member ON public.pack_file USING btree (corp_id, member_id, id DESC);

CREATE INDEX pack_file_waiting ON public.pack_file USING btree (created_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE INDEX participant_of_account ON public.participant USING btree (account_id, corp_id, conversation_id);

CREATE UNIQUE INDEX partner_custom_id ON public.partner USING btree (corp_id, custom_id) WHERE (custom_id <> ''::text);

CREATE INDEX partner_keeper_of ON public.partner_keeper USING btree (corp_id, member_id);

CREATE UNIQUE INDEX partner_name ON public.partner USING btree (corp_id, lower(name));

CREATE INDEX partner_person_of ON public.partner_person USING btree (corp_id, partner_id, since, contact_id);

CREATE INDEX prediction_by_alive ON public.prediction USING btree (corp_id, COALESCE(alive, (2)::double precision), profile_no);

CREATE INDEX prediction_by_expected ON public.prediction USING btree (corp_id, COALESCE(expected_90, ('-1'::integer)::double precision), profile_no);

CREATE INDEX prediction_by_spent ON public.prediction USING btree (corp_id, spent_fen, profile_no);

CREATE INDEX prediction_by_value ON public.prediction USING btree (corp_id, COALESCE(value_fen, ('-1'::integer)::bigint), profile_no);

CREATE UNIQUE INDEX prediction_run_underway ON public.prediction_run USING btree (corp_id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX product_recent ON public.product USING btree (corp_id, id DESC) WHERE (deleted_at IS NULL);

CREATE INDEX profile_apart_other ON public.profile_apart USING btree (corp_id, other_no);

CREATE INDEX profile_attributes ON public.profile USING gin (attributes jsonb_path_ops) WHERE (attributes <> '{}'::jsonb);

CREATE INDEX profile_changed ON public.profile USING btree (changed, corp_id, profile_no);

CREATE INDEX profile_identity_of ON public.profile_identity USING btree (corp_id, profile_no);

CREATE UNIQUE INDEX profile_identity_single ON public.profile_identity USING btree (corp_id, profile_no, kind) WHERE (kind = ANY (ARRAY['external_userid'::text, 'unionid'::text, 'member_no'::text]));

CREATE INDEX profile_identity_tail ON public.profile_identity USING btree (corp_id, "right"(value, 4)) WHERE (kind = 'phone'::text);

CREATE INDEX profile_merge_from ON public.profile_merge USING btree (corp_id, from_no);

CREATE INDEX profile_merge_to ON public.profile_merge USING btree (corp_id, to_no);

CREATE INDEX profile_merged ON public.profile USING btree (corp_id, merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX profile_search_source ON public.profile_search USING btree (corp_id, source, profile_no);

CREATE INDEX profile_search_tokens ON public.profile_search USING gin (tokens);

CREATE INDEX profile_tag_on ON public.profile_tag USING btree (corp_id, tag_no, profile_no);

CREATE INDEX promise_done ON public.promise USING btree (corp_id, member_id, done_at DESC, id DESC) WHERE (done_at IS NOT NULL);

CREATE INDEX promise_due ON public.promise USING btree (corp_id, member_id, due_at, id) WHERE (done_at IS NULL);

CREATE INDEX promise_of_customer ON public.promise USING btree (corp_id, contact_id, member_id, due_at);

CREATE UNIQUE INDEX promise_of_message ON public.promise USING btree (corp_id, conversation_id, seq, member_id) WHERE (seq IS NOT NULL);

CREATE INDEX purchase_bought ON public.purchase USING btree (corp_id, bought_at);

CREATE INDEX purchase_changed ON public.purchase USING btree (corp_id, changed_at);

CREATE INDEX purchase_of_profile ON public.purchase USING btree (corp_id, profile_no, bought_at DESC, order_no DESC);

CREATE INDEX purchase_refund_of ON public.purchase_refund USING btree (corp_id, order_no);

CREATE INDEX quick_reply_of ON public.quick_reply USING btree (corp_id, userid, category, "position", id);

CREATE INDEX segment_broadcast_customer_is ON public.segment_broadcast_customer USING btree (corp_id, external_userid);

CREATE INDEX segment_broadcast_customer_of ON public.segment_broadcast_customer USING btree (corp_id, broadcast_id, userid, part);

CREATE UNIQUE INDEX segment_broadcast_key ON public.segment_broadcast USING btree (corp_id, key);

CREATE INDEX segment_broadcast_of ON public.segment_broadcast USING btree (corp_id, segment_id, id DESC);

CREATE INDEX segment_broadcast_open ON public.segment_broadcast USING btree (next_at) WHERE (state = ANY (ARRAY['sorting'::text, 'asking'::text]));

CREATE UNIQUE INDEX segment_broadcast_task_msgid ON public.segment_broadcast_task USING btree (corp_id, msgid) WHERE (msgid <> ''::text);

CREATE INDEX segment_broadcast_task_open ON public.segment_broadcast_task USING btree (corp_id, next_at) WHERE (state = ANY (ARRAY['waiting'::text, 'asked'::text]));

CREATE UNIQUE INDEX segment_name ON public.segment USING btree (corp_id, name);

CREATE INDEX segment_snapshot_of ON public.segment_snapshot USING btree (corp_id, segment_id);

CREATE INDEX segment_watched ON public.segment USING btree (corp_id, id) WHERE watched;

CREATE INDEX session_expiring ON public.session USING btree (expires_at);

CREATE INDEX session_principal ON public.session USING btree (principal_id);

CREATE INDEX sidebar_session_expires ON public.sidebar_session USING btree (corp_id, expires_at);

CREATE INDEX sign_in_attempt_at ON public.sign_in_attempt USING btree (at);

CREATE INDEX sign_in_attempt_key ON public.sign_in_attempt USING btree (key, at DESC);

CREATE INDEX strategy_of_kind ON public.strategy USING btree (corp_id, kind, id);

CREATE INDEX strategy_range_subject ON public.strategy_range USING btree (corp_id, type, subject_id);

CREATE INDEX tag_batch_change_of_profile ON public.tag_batch_change USING btree (corp_id, profile_no);

CREATE INDEX tag_batch_open ON public.tag_batch USING btree (corp_id, id) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));

CREATE UNIQUE INDEX tag_group_name ON public.tag_group USING btree (corp_id, COALESCE(strategy_id, 0), name);

CREATE INDEX tag_in_group ON public.tag USING btree (corp_id, group_id, sort DESC, id);

CREATE INDEX tag_rule_act_of_rule ON public.tag_rule_act USING btree (corp_id, rule_id, id DESC);

CREATE INDEX tag_rule_hold_of_profile ON public.tag_rule_hold USING btree (corp_id, profile_no);

CREATE INDEX tag_rule_of_segment ON public.tag_rule USING btree (corp_id, segment_id);

CREATE INDEX tag_rule_to_sweep ON public.tag_rule USING btree (corp_id) WHERE (swept_to IS NOT NULL);

CREATE INDEX touch_count_held ON public.touch_count USING btree (corp_id, contact_id) WHERE (held IS NOT NULL);

CREATE INDEX touch_of_customer ON public.touch USING btree (corp_id, contact_id, at);

CREATE INDEX tracking_inbox_fixed ON public.tracking_inbox USING btree (batch_no, id) WHERE (batch_no IS NOT NULL);

CREATE INDEX tracking_inbox_free ON public.tracking_inbox USING btree (id) WHERE (batch_no IS NULL);

CREATE INDEX tracking_message_old ON public.tracking_message USING brin (seen_at);

CREATE INDEX tracking_write_key_of ON public.tracking_write_key USING btree (corp_id, source_no, created_at);

CREATE INDEX web_code_expires ON public.web_code USING btree (corp_id, expires_at);

CREATE INDEX wecom_chat_day_open ON public.wecom_chat_day USING btree (corp_id, day) WHERE (NOT told);

CREATE INDEX wecom_drift_open ON public.wecom_drift USING btree (corp_id) WHERE (repaired_at IS NULL);

CREATE INDEX wecom_drift_recent ON public.wecom_drift USING btree (corp_id, external_userid, found_at);

CREATE INDEX wecom_follow_changed ON public.wecom_follow USING btree (changed);

CREATE INDEX wecom_follow_channel ON public.wecom_follow USING btree (corp_id, channel, added_at) WHERE (channel <> ''::text);

CREATE INDEX wecom_follow_of_member ON public.wecom_follow USING btree (corp_id, userid, external_userid) WHERE (ended_at IS NULL);

CREATE INDEX wecom_group_member_of ON public.wecom_group_member USING btree (corp_id, userid) WHERE (left_at IS NULL);

CREATE INDEX wecom_hint_due ON public.wecom_hint USING btree (next_at);

CREATE INDEX wecom_marking_due ON public.wecom_marking USING btree (corp_id, next_at) WHERE (state = 'queued'::text);

CREATE INDEX wecom_marking_of_follow ON public.wecom_marking USING btree (corp_id, external_userid, userid, id) WHERE (state = 'queued'::text);

CREATE INDEX wecom_marking_of_reason ON public.wecom_marking USING btree (corp_id, reason, id);

CREATE INDEX wecom_marking_over ON public.wecom_marking USING btree (done_at) WHERE (state <> 'queued'::text);

CREATE UNIQUE INDEX wecom_round_open ON public.wecom_round USING btree (corp_id) WHERE (finished_at IS NULL);

CREATE INDEX wecom_tag_by_no ON public.wecom_tag USING btree (corp_id, tag_no);

ALTER TABLE ONLY public.acquisition_account
    ADD CONSTRAINT acquisition_account_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.acquisition_chat_key
    ADD CONSTRAINT acquisition_chat_key_corp_id_contact_id_member_id_fkey FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES public.acquisition_customer(corp_id, contact_id, member_id);

ALTER TABLE ONLY public.acquisition_customer
    ADD CONSTRAINT acquisition_customer_corp_id_contact_id_member_id_fkey FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES public.follow(corp_id, contact_id, member_id);

ALTER TABLE ONLY public.acquisition_customer
    ADD CONSTRAINT acquisition_customer_corp_id_link_id_fkey FOREIGN KEY (corp_id, link_id) REFERENCES public.acquisition_link(corp_id, id);

ALTER TABLE ONLY public.acquisition_day
    ADD CONSTRAINT acquisition_day_corp_id_link_id_fkey FOREIGN KEY (corp_id, link_id) REFERENCES public.acquisition_link(corp_id, id);

ALTER TABLE ONLY public.acquisition_grant
    ADD CONSTRAINT acquisition_grant_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.acquisition_link
    ADD CONSTRAINT acquisition_link_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.acquisition_opening
    ADD CONSTRAINT acquisition_opening_corp_id_link_id_fkey FOREIGN KEY (corp_id, link_id) REFERENCES public.acquisition_link(corp_id, id);

ALTER TABLE ONLY public.acquisition_use
    ADD CONSTRAINT acquisition_use_corp_id_grant_id_fkey FOREIGN KEY (corp_id, grant_id) REFERENCES public.acquisition_grant(corp_id, id);

ALTER TABLE ONLY public.acquisition_use
    ADD CONSTRAINT acquisition_use_corp_id_link_id_fkey FOREIGN KEY (corp_id, link_id) REFERENCES public.acquisition_link(corp_id, id);

ALTER TABLE ONLY public.acquisition_visit
    ADD CONSTRAINT acquisition_visit_corp_id_link_id_fkey FOREIGN KEY (corp_id, link_id) REFERENCES public.acquisition_link(corp_id, id);

ALTER TABLE ONLY public.api_slot
    ADD CONSTRAINT api_slot_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.app_domain
    ADD CONSTRAINT app_domain_app_id_fkey FOREIGN KEY (app_id) REFERENCES public.app(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.app_domain
    ADD CONSTRAINT app_domain_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.archive_key
    ADD CONSTRAINT archive_key_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.archive_look
    ADD CONSTRAINT archive_look_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.archive_member
    ADD CONSTRAINT archive_member_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.archive_mode
    ADD CONSTRAINT archive_mode_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.archive_setting
    ADD CONSTRAINT archive_setting_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.broadcast
    ADD CONSTRAINT broadcast_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.broadcast_task
    ADD CONSTRAINT broadcast_task_corp_id_broadcast_id_fkey FOREIGN KEY (corp_id, broadcast_id) REFERENCES public.broadcast(corp_id, id);

ALTER TABLE ONLY public.callback_delivery
    ADD CONSTRAINT callback_delivery_corp_id_app_id_fkey FOREIGN KEY (corp_id, app_id) REFERENCES public.app(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.callback_delivery
    ADD CONSTRAINT callback_delivery_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.chat_tool
    ADD CONSTRAINT chat_tool_app_id_fkey FOREIGN KEY (app_id) REFERENCES public.app(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.chat_tool
    ADD CONSTRAINT chat_tool_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.consent_entry
    ADD CONSTRAINT consent_entry_corp_id_profile_no_fkey FOREIGN KEY (corp_id, profile_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.contact_way
    ADD CONSTRAINT contact_way_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.contact_way_day
    ADD CONSTRAINT contact_way_day_corp_id_way_id_fkey FOREIGN KEY (corp_id, way_id) REFERENCES public.contact_way(corp_id, id);

ALTER TABLE ONLY public.contact_way_quota
    ADD CONSTRAINT contact_way_quota_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.contact_way_visit
    ADD CONSTRAINT contact_way_visit_corp_id_way_id_fkey FOREIGN KEY (corp_id, way_id) REFERENCES public.contact_way(corp_id, id);

ALTER TABLE ONLY public.content_code
    ADD CONSTRAINT content_code_corp_id_content_id_fkey FOREIGN KEY (corp_id, content_id) REFERENCES public.content_item(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.content_file
    ADD CONSTRAINT content_file_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.content_folder
    ADD CONSTRAINT content_folder_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.content_item
    ADD CONSTRAINT content_item_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.content_item
    ADD CONSTRAINT content_item_corp_id_folder_id_fkey FOREIGN KEY (corp_id, folder_id) REFERENCES public.content_folder(corp_id, id);

ALTER TABLE ONLY public.content_library
    ADD CONSTRAINT content_library_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.content_reader
    ADD CONSTRAINT content_reader_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.content_refusal
    ADD CONSTRAINT content_refusal_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.content_share
    ADD CONSTRAINT content_share_corp_id_content_id_fkey FOREIGN KEY (corp_id, content_id) REFERENCES public.content_item(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.content_version
    ADD CONSTRAINT content_version_corp_id_content_id_fkey FOREIGN KEY (corp_id, content_id) REFERENCES public.content_item(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.content_visit
    ADD CONSTRAINT content_visit_corp_id_share_id_fkey FOREIGN KEY (corp_id, share_id) REFERENCES public.content_share(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT conversation_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.corp_load
    ADD CONSTRAINT corp_load_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.customer_group
    ADD CONSTRAINT customer_group_corp_id_id_fkey FOREIGN KEY (corp_id, id) REFERENCES public.conversation(corp_id, id);

ALTER TABLE ONLY public.customer_group
    ADD CONSTRAINT customer_group_corp_id_owner_id_fkey FOREIGN KEY (corp_id, owner_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.customer_group
    ADD CONSTRAINT customer_group_corp_id_template_id_fkey FOREIGN KEY (corp_id, template_id) REFERENCES public.group_welcome_template(corp_id, id);

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.departure
    ADD CONSTRAINT departure_corp_id_conversation_id_fkey FOREIGN KEY (corp_id, conversation_id) REFERENCES public.conversation(corp_id, id);

ALTER TABLE ONLY public.directory_counter
    ADD CONSTRAINT directory_counter_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.duty
    ADD CONSTRAINT duty_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.event_retry
    ADD CONSTRAINT event_retry_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.event_retry
    ADD CONSTRAINT event_retry_event_id_fkey FOREIGN KEY (event_id) REFERENCES public.event(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.follow
    ADD CONSTRAINT follow_corp_id_contact_id_fkey FOREIGN KEY (corp_id, contact_id) REFERENCES public.contact(corp_id, id);

ALTER TABLE ONLY public.follow
    ADD CONSTRAINT follow_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.follow_tag
    ADD CONSTRAINT follow_tag_corp_id_contact_id_member_id_fkey FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES public.follow(corp_id, contact_id, member_id);

ALTER TABLE ONLY public.follow_tag
    ADD CONSTRAINT follow_tag_corp_id_tag_id_fkey FOREIGN KEY (corp_id, tag_id) REFERENCES public.tag(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.form_answer
    ADD CONSTRAINT form_answer_corp_id_form_id_fkey FOREIGN KEY (corp_id, form_id) REFERENCES public.form(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.form
    ADD CONSTRAINT form_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_act
    ADD CONSTRAINT group_act_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_act
    ADD CONSTRAINT group_act_corp_id_group_id_fkey FOREIGN KEY (corp_id, group_id) REFERENCES public.customer_group(corp_id, id);

ALTER TABLE ONLY public.group_barred
    ADD CONSTRAINT group_barred_corp_id_contact_id_fkey FOREIGN KEY (corp_id, contact_id) REFERENCES public.contact(corp_id, id);

ALTER TABLE ONLY public.group_guard
    ADD CONSTRAINT group_guard_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_handover
    ADD CONSTRAINT group_handover_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_label
    ADD CONSTRAINT group_label_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_labelled
    ADD CONSTRAINT group_labelled_corp_id_group_id_fkey FOREIGN KEY (corp_id, group_id) REFERENCES public.customer_group(corp_id, id);

ALTER TABLE ONLY public.group_labelled
    ADD CONSTRAINT group_labelled_corp_id_label_id_fkey FOREIGN KEY (corp_id, label_id) REFERENCES public.group_label(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.group_notice
    ADD CONSTRAINT group_notice_corp_id_group_id_fkey FOREIGN KEY (corp_id, group_id) REFERENCES public.customer_group(corp_id, id);

ALTER TABLE ONLY public.group_reply
    ADD CONSTRAINT group_reply_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_reply_said
    ADD CONSTRAINT group_reply_said_corp_id_reply_id_fkey FOREIGN KEY (corp_id, reply_id) REFERENCES public.group_reply(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.group_stay
    ADD CONSTRAINT group_stay_corp_id_group_id_fkey FOREIGN KEY (corp_id, group_id) REFERENCES public.customer_group(corp_id, id);

ALTER TABLE ONLY public.group_talk_day
    ADD CONSTRAINT group_talk_day_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_tenure
    ADD CONSTRAINT group_tenure_corp_id_group_id_fkey FOREIGN KEY (corp_id, group_id) REFERENCES public.customer_group(corp_id, id);

ALTER TABLE ONLY public.group_welcome_quota
    ADD CONSTRAINT group_welcome_quota_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.group_welcome_template
    ADD CONSTRAINT group_welcome_template_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.growth_import
    ADD CONSTRAINT growth_import_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.growth_import_error
    ADD CONSTRAINT growth_import_error_corp_id_import_no_fkey FOREIGN KEY (corp_id, import_no) REFERENCES public.growth_import(corp_id, import_no) ON DELETE CASCADE;

ALTER TABLE ONLY public.growth_tag
    ADD CONSTRAINT growth_tag_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_corp_id_contact_id_from_id_fkey FOREIGN KEY (corp_id, contact_id, from_id) REFERENCES public.follow(corp_id, contact_id, member_id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_corp_id_to_id_fkey FOREIGN KEY (corp_id, to_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.handover_plan
    ADD CONSTRAINT handover_plan_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.handover_plan
    ADD CONSTRAINT handover_plan_corp_id_from_id_fkey FOREIGN KEY (corp_id, from_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.handover_share
    ADD CONSTRAINT handover_share_corp_id_plan_id_fkey FOREIGN KEY (corp_id, plan_id) REFERENCES public.handover_plan(corp_id, id);

ALTER TABLE ONLY public.handover_share
    ADD CONSTRAINT handover_share_corp_id_to_id_fkey FOREIGN KEY (corp_id, to_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.identity_conflict
    ADD CONSTRAINT identity_conflict_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.identity_conflict_told
    ADD CONSTRAINT identity_conflict_told_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.intercept_hit
    ADD CONSTRAINT intercept_hit_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.intercept_rule
    ADD CONSTRAINT intercept_rule_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.join_way
    ADD CONSTRAINT join_way_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.list_columns
    ADD CONSTRAINT list_columns_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.list_view
    ADD CONSTRAINT list_view_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.media
    ADD CONSTRAINT media_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.meeting_day
    ADD CONSTRAINT meeting_day_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.member_department
    ADD CONSTRAINT member_department_corp_id_department_id_fkey FOREIGN KEY (corp_id, department_id) REFERENCES public.department(corp_id, id);

ALTER TABLE ONLY public.member_department
    ADD CONSTRAINT member_department_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.member_load
    ADD CONSTRAINT member_load_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.member_tag
    ADD CONSTRAINT member_tag_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.member_tag_item
    ADD CONSTRAINT member_tag_item_corp_id_department_id_fkey FOREIGN KEY (corp_id, department_id) REFERENCES public.department(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.member_tag_item
    ADD CONSTRAINT member_tag_item_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.member_tag_item
    ADD CONSTRAINT member_tag_item_corp_id_tag_id_fkey FOREIGN KEY (corp_id, tag_id) REFERENCES public.member_tag(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.moment
    ADD CONSTRAINT moment_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.moment_glance
    ADD CONSTRAINT moment_glance_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.moment_media
    ADD CONSTRAINT moment_media_corp_id_moment_id_fkey FOREIGN KEY (corp_id, moment_id) REFERENCES public.moment(corp_id, id);

ALTER TABLE ONLY public.moment_post
    ADD CONSTRAINT moment_post_corp_id_moment_id_fkey FOREIGN KEY (corp_id, moment_id) REFERENCES public.moment(corp_id, id);

ALTER TABLE ONLY public.own_page_app
    ADD CONSTRAINT own_page_app_app_id_fkey FOREIGN KEY (app_id) REFERENCES public.app(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.own_page_app
    ADD CONSTRAINT own_page_app_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.pack_file
    ADD CONSTRAINT pack_file_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.pack_file
    ADD CONSTRAINT pack_file_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_corp_id_conversation_id_fkey FOREIGN KEY (corp_id, conversation_id) REFERENCES public.conversation(corp_id, id);

ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.partner_keeper
    ADD CONSTRAINT partner_keeper_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.partner_keeper
    ADD CONSTRAINT partner_keeper_corp_id_partner_id_fkey FOREIGN KEY (corp_id, partner_id) REFERENCES public.partner(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.partner_person
    ADD CONSTRAINT partner_person_corp_id_contact_id_fkey FOREIGN KEY (corp_id, contact_id) REFERENCES public.contact(corp_id, id);

ALTER TABLE ONLY public.partner_person
    ADD CONSTRAINT partner_person_corp_id_partner_id_fkey FOREIGN KEY (corp_id, partner_id) REFERENCES public.partner(corp_id, id);

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_corp_id_member_id_fkey FOREIGN KEY (corp_id, member_id) REFERENCES public.member(corp_id, id);

ALTER TABLE ONLY public.prediction
    ADD CONSTRAINT prediction_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.prediction_run
    ADD CONSTRAINT prediction_run_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.profile_apart
    ADD CONSTRAINT profile_apart_corp_id_one_no_fkey FOREIGN KEY (corp_id, one_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile_apart
    ADD CONSTRAINT profile_apart_corp_id_other_no_fkey FOREIGN KEY (corp_id, other_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile
    ADD CONSTRAINT profile_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.profile
    ADD CONSTRAINT profile_corp_id_merged_into_fkey FOREIGN KEY (corp_id, merged_into) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile_counter
    ADD CONSTRAINT profile_counter_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.profile_erasure
    ADD CONSTRAINT profile_erasure_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.profile_field
    ADD CONSTRAINT profile_field_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.profile_identity
    ADD CONSTRAINT profile_identity_corp_id_profile_no_fkey FOREIGN KEY (corp_id, profile_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile_merge
    ADD CONSTRAINT profile_merge_corp_id_from_no_fkey FOREIGN KEY (corp_id, from_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile_merge
    ADD CONSTRAINT profile_merge_corp_id_to_no_fkey FOREIGN KEY (corp_id, to_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile_search
    ADD CONSTRAINT profile_search_corp_id_profile_no_fkey FOREIGN KEY (corp_id, profile_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile_tag
    ADD CONSTRAINT profile_tag_corp_id_profile_no_fkey FOREIGN KEY (corp_id, profile_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.profile_tag
    ADD CONSTRAINT profile_tag_corp_id_tag_no_fkey FOREIGN KEY (corp_id, tag_no) REFERENCES public.growth_tag(corp_id, tag_no);

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT promise_corp_id_contact_id_member_id_fkey FOREIGN KEY (corp_id, contact_id, member_id) REFERENCES public.follow(corp_id, contact_id, member_id);

ALTER TABLE ONLY public.promise
    ADD CONSTRAINT promise_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.purchase
    ADD CONSTRAINT purchase_corp_id_fkey1 FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.purchase
    ADD CONSTRAINT purchase_corp_id_profile_no_fkey FOREIGN KEY (corp_id, profile_no) REFERENCES public.profile(corp_id, profile_no);

ALTER TABLE ONLY public.purchase_refund
    ADD CONSTRAINT purchase_refund_corp_id_order_no_fkey FOREIGN KEY (corp_id, order_no) REFERENCES public.purchase(corp_id, order_no);

ALTER TABLE ONLY public.quick_reply
    ADD CONSTRAINT quick_reply_corp_id_content_id_fkey FOREIGN KEY (corp_id, content_id) REFERENCES public.content_item(corp_id, id);

ALTER TABLE ONLY public.quick_reply
    ADD CONSTRAINT quick_reply_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.quick_reply_use
    ADD CONSTRAINT quick_reply_use_corp_id_reply_id_fkey FOREIGN KEY (corp_id, reply_id) REFERENCES public.quick_reply(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.segment_broadcast
    ADD CONSTRAINT segment_broadcast_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.segment_broadcast_customer
    ADD CONSTRAINT segment_broadcast_customer_corp_id_broadcast_id_fkey FOREIGN KEY (corp_id, broadcast_id) REFERENCES public.segment_broadcast(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.segment_broadcast_task
    ADD CONSTRAINT segment_broadcast_task_corp_id_broadcast_id_fkey FOREIGN KEY (corp_id, broadcast_id) REFERENCES public.segment_broadcast(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.segment
    ADD CONSTRAINT segment_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.segment_day
    ADD CONSTRAINT segment_day_corp_id_segment_id_fkey FOREIGN KEY (corp_id, segment_id) REFERENCES public.segment(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.segment_members
    ADD CONSTRAINT segment_members_corp_id_segment_id_fkey FOREIGN KEY (corp_id, segment_id) REFERENCES public.segment(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.segment_snapshot
    ADD CONSTRAINT segment_snapshot_corp_id_segment_id_fkey FOREIGN KEY (corp_id, segment_id) REFERENCES public.segment(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.segment_version
    ADD CONSTRAINT segment_version_corp_id_segment_id_fkey FOREIGN KEY (corp_id, segment_id) REFERENCES public.segment(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sensitive_act
    ADD CONSTRAINT sensitive_act_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.sidebar_session
    ADD CONSTRAINT sidebar_session_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.strategy
    ADD CONSTRAINT strategy_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.strategy
    ADD CONSTRAINT strategy_corp_id_parent_id_fkey FOREIGN KEY (corp_id, parent_id) REFERENCES public.strategy(corp_id, id);

ALTER TABLE ONLY public.strategy_counter
    ADD CONSTRAINT strategy_counter_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.strategy_range
    ADD CONSTRAINT strategy_range_corp_id_strategy_id_fkey FOREIGN KEY (corp_id, strategy_id) REFERENCES public.strategy(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tag_batch_change
    ADD CONSTRAINT tag_batch_change_corp_id_batch_id_fkey FOREIGN KEY (corp_id, batch_id) REFERENCES public.tag_batch(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tag_batch
    ADD CONSTRAINT tag_batch_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_corp_id_group_id_fkey FOREIGN KEY (corp_id, group_id) REFERENCES public.tag_group(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tag_group
    ADD CONSTRAINT tag_group_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tag_quota
    ADD CONSTRAINT tag_quota_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tag_rule_act
    ADD CONSTRAINT tag_rule_act_corp_id_rule_id_fkey FOREIGN KEY (corp_id, rule_id) REFERENCES public.tag_rule(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tag_rule
    ADD CONSTRAINT tag_rule_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tag_rule_hold
    ADD CONSTRAINT tag_rule_hold_corp_id_rule_id_fkey FOREIGN KEY (corp_id, rule_id) REFERENCES public.tag_rule(corp_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.talk_day
    ADD CONSTRAINT talk_day_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.touch_policy
    ADD CONSTRAINT touch_policy_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tracking_inbox
    ADD CONSTRAINT tracking_inbox_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tracking_refusal
    ADD CONSTRAINT tracking_refusal_corp_id_source_no_fkey FOREIGN KEY (corp_id, source_no) REFERENCES public.tracking_source(corp_id, source_no);

ALTER TABLE ONLY public.tracking_source
    ADD CONSTRAINT tracking_source_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tracking_unreadable
    ADD CONSTRAINT tracking_unreadable_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.tracking_write_key
    ADD CONSTRAINT tracking_write_key_corp_id_source_no_fkey FOREIGN KEY (corp_id, source_no) REFERENCES public.tracking_source(corp_id, source_no);

ALTER TABLE ONLY public.web_code
    ADD CONSTRAINT web_code_app_id_fkey FOREIGN KEY (app_id) REFERENCES public.app(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.web_code
    ADD CONSTRAINT web_code_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_chat_day
    ADD CONSTRAINT wecom_chat_day_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_chats
    ADD CONSTRAINT wecom_chats_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_connection
    ADD CONSTRAINT wecom_connection_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_customer
    ADD CONSTRAINT wecom_customer_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_department
    ADD CONSTRAINT wecom_department_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_drift
    ADD CONSTRAINT wecom_drift_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_erased
    ADD CONSTRAINT wecom_erased_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_follow
    ADD CONSTRAINT wecom_follow_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_group
    ADD CONSTRAINT wecom_group_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_group_member
    ADD CONSTRAINT wecom_group_member_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_hint
    ADD CONSTRAINT wecom_hint_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_marking
    ADD CONSTRAINT wecom_marking_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_member
    ADD CONSTRAINT wecom_member_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_mirror
    ADD CONSTRAINT wecom_mirror_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_renumbered
    ADD CONSTRAINT wecom_renumbered_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_round
    ADD CONSTRAINT wecom_round_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_round_part
    ADD CONSTRAINT wecom_round_part_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.wecom_tag
    ADD CONSTRAINT wecom_tag_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);

ALTER TABLE ONLY public.welcome
    ADD CONSTRAINT welcome_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corp(id);
