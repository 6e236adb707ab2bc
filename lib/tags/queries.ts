import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { mayRead } from '#lib/articles/policy.ts';
import type { Actor } from '#lib/staff/model.ts';
import type { TagColour, TagUse } from './model.ts';

/** The names of all tags, in alphabetical order. */
export async function listTags(actor: Actor, db: Db): Promise<string[]> {
  if (!mayRead(actor)) return [];
  const rows = await db
    .selectFrom('tag')
    .select('name')
    .where('mergedInto', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}

/** The colours of the tags that have one of their own, by name. */
export async function readTagColours(actor: Actor, db: Db): Promise<Record<string, TagColour>> {
  if (!mayRead(actor)) return {};
  const rows = await db.selectFrom('tag').select(['name', 'colour']).where('colour', '<>', 'grey').execute();
  return Object.fromEntries(rows.map(({ name, colour }) => [name, colour as TagColour]));
}

/** All tags with what they are used for, in alphabetical order. */
export async function readTagUse(actor: Actor, db: Db): Promise<TagUse[]> {
  if (!mayRead(actor)) return [];
  const { rows } = await sql<TagUse>`
    select tag.id, tag.name, tag.description, tag.colour,
      count(s.id) filter (where s.kind = 'head')::int as articles,
      count(s.id) filter (where s.kind = 'section')::int as sections,
      count(s.id) filter (where s.kind = 'faq')::int as faqs,
      coalesce(seen.articles, 0) as published
    from tag
    left join (select name, count(distinct article_id)::int as articles from published_tag group by name) seen
      on seen.name = tag.name
    left join section_tag st on st.tag_id = tag.id
    left join section s on s.id = st.section_id and s.removed_at is null
    where tag.merged_into is null
    group by tag.id, seen.articles order by tag.name`.execute(db);
  return rows;
}
