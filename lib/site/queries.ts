import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import {
  defaultSettings,
  logoTypes,
  type PublicSite,
  type SiteDesk,
  type SiteLogo,
  type SiteSettings,
} from './model.ts';
import { mayReadSite } from './policy.ts';

/** What holds for readers. For the public: no actor. @param name what the site is called until somebody decides */
export async function readSite(db: Db, name?: string): Promise<PublicSite> {
  const settings = db
    .selectFrom('publishedSite')
    .select(['name', 'publisher', 'description', 'correctionsPolicy', 'accent', 'accentDark', 'language'])
    .select('namesShown')
    .executeTakeFirst();
  // Together: of two that fail alone, one would fail unheard and end the process.
  const [row, logo] = await Promise.all([settings, readSiteLogo(db)]);
  return { ...((row as SiteSettings | undefined) ?? defaultSettings(name)), logo };
}

/** Where the logo in force is, and its size. For the public: no actor. */
export async function readSiteLogo(db: Db): Promise<SiteLogo | null> {
  const row = await db
    .selectFrom('publishedLogo')
    .select(['hash', 'type', 'width', 'height'])
    .executeTakeFirst();
  if (!row?.hash || !row.type || !row.width || !row.height) return null;
  const { hash, type, width, height } = row;
  return { path: `/logo-${hash.slice(0, 16)}.${logoTypes[type]}`, type, width, height };
}

/** The bytes of the logo in force. For the public: no actor. */
export async function readLogoBytes(db: Db): Promise<Buffer | null> {
  const row = await db.selectFrom('publishedLogo').select('bytes').executeTakeFirst();
  return row?.bytes ?? null;
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
