import { sql } from 'kysely';
import type { Db, Trx } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { record } from '#lib/audit/commands.ts';
import type { Notice } from '#lib/notices/model.ts';
import { excerpt, wordsOf } from '#lib/notices/words.ts';
import type { Answer } from '#lib/refusal.ts';
import type { Actor } from '#lib/staff/model.ts';
import { defaultChoice, digestHour, type Mail, type MailChoice, type SendMail, waitAfter } from './model.ts';

/**
 * Queues an e-mail in the transaction of what it tells of; the worker sends it. Where no SMTP server is set it waits for
 * ever, so ask `isMailOn` first and give the person another way.
 */
export async function queueMail(trx: Trx, { to, subject, text }: Mail): Promise<void> {
  await trx
    .insertInto('mail')
    .values({ id: newId(), recipient: to, subject: oneLine(subject), text })
    .execute();
}

/** Chooses how one is told by e-mail. */
export async function chooseMail(
  actor: Actor,
  db: Db,
  { notices }: { notices: MailChoice },
): Promise<Answer> {
  return db.transaction().execute(async (trx): Promise<Answer> => {
    await trx
      .insertInto('mailChoice')
      .values({ staffId: actor.id, notices })
      .onConflict((conflict) => conflict.column('staffId').doUpdateSet({ notices, chosenAt: new Date() }))
      .execute();
    await record(actor, trx, { action: 'mail.chosen', subjectId: actor.id, detail: { notices } });
    return { ok: true };
  });
}

type ToTell = Notice & { staffId: string; email: string; name: string };

/**
 * Writes e-mails for the notices of the last day of those who want each as it comes. Any number of instances may: a
 * notice has one e-mail. For the worker: no actor.
 * @param url the desk's address
 */
export async function composeNotices(db: Db, url: string): Promise<void> {
  const notices = await untold(db, 'each')
    .where(sql<boolean>`notice.made_at > clock_timestamp() - interval '1 day'`)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('mail').whereRef('mail.noticeId', '=', 'notice.id'))),
    )
    .limit(200)
    .execute();
  for (const notice of notices as ToTell[]) {
    const { lead, label, path, rest } = wordsOf(notice);
    await insertOnce(db, {
      ...{ recipient: notice.email, noticeId: notice.id, subject: excerpt(`${lead}${label}${rest}`, 120) },
      text: `${lead}${label}${rest}\n\n${url}${path}\n${footer(url)}`,
    });
  }
}

/**
 * Writes one e-mail for each person who wants the notices once a day: with those of the day that ended at `digestHour`,
 * or of the days since their last one, a week at most. Nothing new, no e-mail; of very many, the oldest and how many
 * more there are.
 */
export async function composeDigests(db: Db, url: string, now = new Date()): Promise<void> {
  const end = new Date(now);
  end.setUTCHours(digestHour, 0, 0, 0);
  if (now < end) return;
  const day = end.toISOString().slice(0, 10);
  const ofDay = untold(db, 'daily')
    .select(sql<number>`row_number() over (partition by staff.id order by made_at, notice.id)`.as('place'))
    .select(sql<number>`(count(*) over (partition by staff.id))::int`.as('all'))
    .where('notice.madeAt', '<', end)
    .where(
      sql<boolean>`notice.made_at >= coalesce((select max(digest_day) + make_interval(hours => ${digestHour})
        from mail where digest_for = staff.id) at time zone 'UTC', ${end}::timestamptz - interval '7 days')`,
    )
    .where(
      sql<boolean>`not exists (select from mail where digest_for = staff.id and digest_day = ${day}::date)`,
    );
  const notices = await db
    .selectFrom(ofDay.as('ofDay'))
    .selectAll()
    .$castTo<ToTell & { all: number }>()
    .where('place', '<=', mostInDigest)
    .orderBy('staffId')
    .orderBy('place')
    .execute();
  for (const of of Map.groupBy(notices, ({ staffId }) => staffId).values()) {
    const [first] = of;
    if (!first) continue;
    const lines = of.map((notice) => {
      const { lead, label, path, rest } = wordsOf(notice);
      return `- ${lead}${label}${rest}\n  ${url}${path}\n`;
    });
    const left = first.all - of.length;
    const more = left > 0 ? `\nAnd ${left} more, at ${url}/desk/notices\n` : '';
    await insertOnce(db, {
      ...{ recipient: first.email, digestFor: first.staffId, digestDay: day },
      subject: `Galley: ${first.all === 1 ? 'one notice' : `${first.all} notices`} for you`,
      text: `${first.name},\n\nthis is what you were told since yesterday:\n\n${lines.join('\n')}${more}${footer(url)}`,
    });
  }
}

/** How many notices one e-mail spells out. */
const mostInDigest = 200;

const footer = (url: string) => `\n-- \nHow you are told by e-mail: ${url}/desk/notices\n`;

/** The notices that stand of those who chose this, the oldest first. */
function untold(db: Db, choice: MailChoice) {
  return db
    .selectFrom('notice')
    .innerJoin('staff', 'staff.id', 'notice.staffId')
    .leftJoin('mailChoice', 'mailChoice.staffId', 'staff.id')
    .leftJoin('section as head', (join) =>
      join.onRef('head.articleId', '=', 'notice.articleId').on('head.kind', '=', 'head'),
    )
    .leftJoin('revision', 'revision.id', 'head.revisionId')
    .select(['notice.id', 'notice.kind', 'notice.articleId', 'notice.detail', 'notice.madeAt'])
    .select(['revision.heading as title', 'notice.staffId', 'staff.email', 'staff.name'])
    .where('notice.dismissedAt', 'is', null)
    .where('staff.deactivatedAt', 'is', null)
    .where(sql<boolean>`coalesce(mail_choice.notices, ${defaultChoice}) = ${choice}`)
    .orderBy('notice.madeAt')
    .orderBy('notice.id');
}

/** Queues an e-mail unless another instance has: the table's keys decide. */
async function insertOnce(
  db: Db,
  mail: Omit<Mail, 'to'> & { recipient: string; noticeId?: string; digestFor?: string; digestDay?: string },
): Promise<void> {
  await db
    .insertInto('mail')
    .values({ id: newId(), ...mail, subject: oneLine(mail.subject) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Sends one e-mail whose turn has come, and notes how that went. It is put off for five minutes first, so that no other
 * instance sends it meanwhile and one that dies leaves it to the others; no transaction waits for the SMTP server.
 * @returns false when none is due, or other instances have what is
 */
export async function sendNextMail(db: Db, send: SendMail): Promise<boolean> {
  const { rows } = await sql<{ id: string; to: string; subject: string; text: string; attempts: number }>`
    update mail set next_at = clock_timestamp() + interval '5 minutes', attempts = attempts + 1
    where id = (select id from mail where next_at <= clock_timestamp() order by next_at, id limit 1
      for no key update skip locked)
    returning id, recipient as to, subject, text, attempts`.execute(db);
  const [mail] = rows;
  if (!mail) return false;
  const { problem, lasting } = await send(mail);
  const wait = problem === null || lasting ? null : waitAfter(mail.attempts);
  await db
    .updateTable('mail')
    .set({
      problem,
      nextAt: wait === null ? null : new Date(Date.now() + wait),
      ...(wait === null && { text: '' }),
      ...(problem === null && { sentAt: new Date() }),
    })
    .where('id', '=', mail.id)
    .execute();
  return true;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
