-- The app whose pages are Reunion's own (the sidebar): made once for each company. Deleted by an administrator, it stays away.
CREATE TABLE own_page_app (
    corp_id bigint PRIMARY KEY REFERENCES corp (id),
    app_id bigint REFERENCES app (id) ON DELETE SET NULL
);
