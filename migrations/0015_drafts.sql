-- What somebody is writing and has not saved, and who is at a section. Neither is part of an article's record: no
-- revision, flag or version knows them, and both are gone when they have served.

-- One person's unsaved text of one section, based on the revision that they had before them.
create table draft (
  section_id uuid not null references section,
  staff_id uuid not null references staff,
  based_on uuid not null,
  heading text not null,
  body text not null,
  note text not null default '',
  -- The window of the browser that it is written in, and the how manyth text of that window it is: an older one that
  -- arrives late does not come over a newer one.
  window_id uuid not null,
  turn integer not null check (turn >= 1),
  kept_at timestamptz not null default clock_timestamp(),
  primary key (section_id, staff_id),
  foreign key (based_on, section_id) references revision (id, section_id)
);
create index draft_staff on draft (staff_id);

-- Who has a section open. Worth nothing after a crash, so it is written to no log.
create unlogged table presence (
  section_id uuid not null references section,
  staff_id uuid not null references staff,
  window_id uuid not null,
  writing boolean not null,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (section_id, window_id)
);
create index presence_seen on presence (seen_at);

-- Nobody reads another's draft: the desk sees those of the person that the transaction names, and no others.
alter table draft enable row level security;
create policy own_draft on draft to galley_app
  using (staff_id = nullif(current_setting('galley.actor', true), '')::uuid)
  with check (staff_id = nullif(current_setting('galley.actor', true), '')::uuid);

grant select, insert, delete, update (based_on, heading, body, note, window_id, turn, kept_at) on draft to galley_app;
grant select, insert, delete, update (writing, seen_at) on presence to galley_app;
