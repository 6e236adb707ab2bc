import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import { defaultSettings, type SiteDesk, type SiteSettings } from './model.ts';
import { mayReadSite } from './policy.ts';

/** What holds for readers. For the public: no actor. @param name what the site is called until somebody decides */
export async function readSite(db: Db, name?: string): Promise<SiteSettings> {
  const row = await db
    .selectFrom('publishedSite')
    .select(['name', 'publisher', 'description', 'correctionsPolicy', 'accent', 'accentDark', 'language'])
    .select('namesShown')
    .executeTakeFirst();
  return (row as SiteSettings | undefined) ?? defaultSettings(name);
}

/** The settings as their page shows them; null for those who may not read them. */
export async function readSiteDesk(actor: Actor, db: Db, name?: string): Promise<SiteDesk | null> {
  if (!mayReadSite(actor)) return null;
  const row = await db
    .selectFrom('siteSettings')
    .innerJoin('staff', 'staff.id', 'siteSettings.decidedBy')
    .select(['siteSettings.name', 'publisher', 'description', 'correctionsPolicy', 'accent', 'accentDark'])
    .select(['language', 'namesShown', 'number', 'decidedAt as at', 'staff.name as by'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { number: 0, decided: null, settings: defaultSettings(name) };
  const { number, at, by, ...settings } = row;
  return { number, decided: { by, at }, settings };
}
