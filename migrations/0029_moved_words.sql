-- Whether somebody wrote something that nobody else has signed off since, in a section or in the text that was moved into
-- it. The function of 0016 called itself on each row that had text moved into it. Where PostgreSQL chose to ask that before
-- it looked at the section, each call asked all such rows again, itself among them, until the stack was full: nobody could
-- sign off any more. These steps end under any plan, since text is moved from older revisions only.
create or replace function wrote_unread(a_person uuid, a_revision uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  places uuid[] := array[a_revision];
  place uuid;
  is_moved boolean := false;
  is_theirs boolean;
begin
  while cardinality(places) > 0 loop
    place := places[1];
    select bool_or(a_person in (r.author_id, r.proposed_by)),
        places[2:] || coalesce(array_agg(distinct r.taken_from) filter (where r.taken_from is not null), '{}')
      into is_theirs, places
      from revision newest join revision r on r.section_id = newest.section_id and r.number <= newest.number
      where newest.id = place
        and r.number > coalesce((
          select max(read.number) from revision read
            join sign_off s on s.revision_id = read.id and s.withdrawn_at is null and s.signed_by <> a_person
          where read.section_id = newest.section_id
            and (read.number < newest.number or (is_moved and read.number = newest.number))), 0);
    if is_theirs then
      return true;
    end if;
    is_moved := true;
  end loop;
  return false;
end $$;
drop function wrote_since_read(uuid, uuid, boolean);
