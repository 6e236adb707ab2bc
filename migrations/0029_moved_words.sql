-- Whether somebody wrote something that nobody else has signed off since, in a section or in the text that was moved into
-- it. The function of 0016 called itself on each row that had text moved into it. Where PostgreSQL chose to ask that before
-- it looked at the section, each call asked all such rows again, itself among them, until the stack was full: nobody could
-- sign off any more. These steps end under any plan, since no revision is looked at twice.

-- The revisions of a section up to this one that nobody but this person has signed off since.
create function unread_revisions(a_person uuid, a_revision uuid, is_read_by_itself boolean)
returns table (id uuid, author_id uuid, proposed_by uuid, taken_from uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select r.id, r.author_id, r.proposed_by, r.taken_from
  from revision newest join revision r on r.section_id = newest.section_id and r.number <= newest.number
  where newest.id = a_revision
    and r.number > coalesce((
      select max(read.number) from revision read
        join sign_off s on s.revision_id = read.id and s.withdrawn_at is null and s.signed_by <> a_person
      where read.section_id = newest.section_id
        and (read.number < newest.number or (is_read_by_itself and read.number = newest.number))), 0)
$$;
create or replace function wrote_unread(a_person uuid, a_revision uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive unread as (
    select * from unread_revisions(a_person, a_revision, false)
    union
    select earlier.* from unread cross join lateral unread_revisions(a_person, unread.taken_from, true) earlier
  )
  select exists (select from unread where a_person in (author_id, proposed_by))
$$;
drop function wrote_since_read(uuid, uuid, boolean);
revoke execute on function unread_revisions(uuid, uuid, boolean) from public;
