import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import type { Db } from '#db/client.ts';
import { record } from '#lib/audit/commands.ts';
import { type Answer, orRefusal, refuse } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { logoTypes, MAX_LOGO_BYTES } from './model.ts';
import { maySetSite } from './policy.ts';
import type { SiteDecision } from './schema.ts';

/**
 * Decides anew what the site calls itself and how it looks; every public page is made anew. Refused when somebody
 * decided meanwhile.
 */
export async function setSite(
  actor: Actor,
  db: Db,
  { basedOn, ...settings }: SiteDecision,
): Promise<Answer<{ number: number }>> {
  if (!maySetSite(actor)) return notAllowed();
  const number = basedOn + 1;
  return orRefusal(
    db.transaction().execute(async (trx) => {
      await trx
        .insertInto('siteSettings')
        .values({ number, ...settings, decidedBy: actor.id })
        .execute();
      await record(actor, trx, { action: 'site.set', detail: { number, ...settings } });
      return { ok: true, number };
    }),
  );
}

/** Puts a picture in place of the name at the head of every public page; null shows the name again. */
export async function setLogo(actor: Actor, db: Db, bytes: Uint8Array | null): Promise<Answer> {
  if (!maySetSite(actor)) return notAllowed();
  const picture = bytes && pictureOf(bytes);
  if (picture && !picture.ok) return picture;
  return orRefusal(
    db.transaction().execute(async (trx): Promise<Answer> => {
      if (picture)
        await trx
          .insertInto('siteLogo')
          .values(picture.logo)
          .onConflict((found) => found.doNothing())
          .execute();
      const logo = picture ? picture.logo.sha256 : null;
      await trx
        .insertInto('siteLogoDecision')
        .values({ logo, decidedBy: actor.id } as never)
        .execute();
      await record(
        actor,
        trx,
        logo
          ? { action: 'site.logo-set', detail: { sha256: logo.toString('hex') } }
          : { action: 'site.logo-removed', detail: {} },
      );
      return { ok: true };
    }),
  );
}

function pictureOf(bytes: Uint8Array) {
  if (bytes.length === 0) return refuse('invalid', 'Choose a picture first.');
  if (bytes.length > MAX_LOGO_BYTES)
    return refuse(
      'invalid',
      'The picture has more than 100 kB, which every reader would wait for. Make it smaller.',
    );
  const { type = '', width = 0, height = 0 } = measured(bytes) ?? {};
  const mediaType = Object.keys(logoTypes).find((other) => logoTypes[other] === type);
  if (!mediaType)
    return refuse('invalid', 'This is no picture in PNG, JPEG or WebP. Save it as one of these.');
  if (Math.max(width, height) > 4000 || Math.min(width, height) < 1)
    return refuse('invalid', 'The picture is wider or higher than 4,000 pixels. Make it smaller.');
  const sha256 = createHash('sha256').update(bytes).digest();
  return { ok: true as const, logo: { sha256, type: mediaType, bytes: Buffer.from(bytes), width, height } };
}

/** @returns null for what is no picture, or a broken one */
function measured(bytes: Uint8Array) {
  try {
    return imageSize(bytes);
  } catch {
    return null;
  }
}

const notAllowed = () => refuse('not-allowed', 'Only the managing editor sets how the site presents itself.');
