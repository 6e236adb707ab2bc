-- Signing in through the newsroom's own provider (OpenID Connect): who somebody of the staff is there. Bound at their
-- first sign-in, by the address that the provider has verified; from then on the subject alone counts.
create table staff_identity (
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 255),
  staff_id uuid not null references staff,
  bound_at timestamptz not null default clock_timestamp(),
  primary key (issuer, subject),
  constraint staff_identity_one unique (staff_id, issuer)
);
create trigger never_changes before update or truncate on staff_identity execute function refuse_change();

-- Taken away again by the managing editor, for somebody whose account at the provider is another one now.
grant select, insert (issuer, subject, staff_id), delete on staff_identity to galley_app;
