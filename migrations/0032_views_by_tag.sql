-- A view that somebody keeps follows its tag when that is renamed or merged.
alter table saved_view add column tag_id uuid references tag;
create index saved_view_tag on saved_view (tag_id);
grant insert (tag_id) on saved_view to galley_app;

-- The name of a tag stands in the views kept so far as it does in an address.
update saved_view set tag_id = coalesce(tag.merged_into, tag.id)
from tag
cross join lateral (
  select string_agg(
    case
      when sign ~ '[A-Za-z0-9*._-]' then sign
      when sign = ' ' then '+'
      else regexp_replace(upper(encode(convert_to(sign, 'UTF8'), 'hex')), '(..)', '%\1', 'g')
    end, '' order by n) as written
  from regexp_split_to_table(tag.name, '') with ordinality as signs (sign, n)) name
where position('&tag=' || name.written || '&' in '&' || saved_view.query || '&') > 0;
