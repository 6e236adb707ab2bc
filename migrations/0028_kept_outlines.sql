-- How an article was arranged before somebody rearranged it. A row says how its outline was when its event of this number
-- was its last one; it is written, in the transaction that changes the outline, before the change. So an article that is
-- never rearranged keeps none, and between two rows the outline was that of the later one.
create table kept_outline (
  article_id uuid not null references article,
  seq bigint not null,
  -- The sections that stood, in order: id, kind, depth and whether a number is shown. Their texts are their revisions.
  sections jsonb not null check (jsonb_typeof(sections) = 'array'),
  primary key (article_id, seq)
);
create trigger never_changes before update or delete or truncate on kept_outline execute function refuse_change();
grant select, insert on kept_outline to galley_app;
