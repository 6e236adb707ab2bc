-- The clock on the wall may be set back. What came later stays later all the same, where the newest row counts: a verdict
-- and an assignment are a moment younger than the one before them on their flag, whatever the clock says.

create function keep_verdict_in_order() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  new.given_at := greatest(new.given_at,
    (select max(given_at) + interval '1 microsecond' from verdict where flag_id = new.flag_id));
  return new;
end $$;
create trigger in_order before insert on verdict for each row execute function keep_verdict_in_order();

create function keep_assignment_in_order() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  new.made_at := greatest(new.made_at,
    (select max(made_at) + interval '1 microsecond' from assignment where flag_id = new.flag_id));
  return new;
end $$;
create trigger in_order before insert on assignment for each row execute function keep_assignment_in_order();

revoke execute on function keep_verdict_in_order(), keep_assignment_in_order() from public;
