-- What a flagged claim says, which decides what evidence it takes (lib/flags/claim-types.ts), and what of it a
-- fact-checker looked at for a verdict. Flags and verdicts made before have none.
alter table flag add column claim_type text constraint flag_claim_type check (
  claim_type in ('quantity', 'event', 'quotation', 'causation', 'prediction', 'comparison', 'description'));
alter table verdict add column claim_type text constraint verdict_claim_type check (
  claim_type in ('quantity', 'event', 'quotation', 'causation', 'prediction', 'comparison', 'description'));
alter table verdict add column checked text[] not null default '{}'
  constraint verdict_checked check (cardinality(checked) = 0 or claim_type is not null);
grant insert (claim_type) on flag to galley_app;
grant insert (claim_type, checked) on verdict to galley_app;
