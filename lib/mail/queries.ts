import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '#lib/staff/model.ts';
import { defaultChoice, type MailChoice } from './model.ts';

/** How this person wants notices by e-mail. */
export async function readMailChoice(actor: Actor, db: Db): Promise<MailChoice> {
  const row = await db
    .selectFrom('mailChoice')
    .select('notices')
    .where('staffId', '=', actor.id)
    .executeTakeFirst();
  return (row?.notices as MailChoice | undefined) ?? defaultChoice;
}

/** In how many milliseconds the next e-mail is to be sent; null when none waits. For the worker: no actor. */
export async function readNextMail(db: Db): Promise<number | null> {
  const { rows } = await sql<{ wait: number | null }>`
    select (greatest(extract(epoch from min(next_at) - clock_timestamp()), 0) * 1000)::float8 as wait
    from mail where next_at is not null having min(next_at) is not null`.execute(db);
  return rows[0]?.wait ?? null;
}
