-- A function that runs with its owner's rights finds a table by its search path, and PostgreSQL looks among the
-- session's temporary tables first where the path does not say otherwise. A temporary table would then stand in for
-- one that the gate reads.
do $$
declare a_function regprocedure;
begin
  for a_function in
    select oid from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
  loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', a_function);
  end loop;
end $$;
