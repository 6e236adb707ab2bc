import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '#db/client.ts';
import { newId } from '#db/id.ts';
import { importSource } from '#lib/import/commands.ts';
import type { Role } from '#lib/staff/model.ts';
import { generatePassword, hashPassword } from '#lib/staff/password.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';

/** An account that was just made. The password is known here and nowhere else. */
export type NewAccount = { name: string; email: string; role: Role; password: string };

const demoStaff: Omit<NewAccount, 'password'>[] = [
  { name: 'Edith Moreau', email: 'editor@galley.example', role: 'editor' },
  { name: 'Farid Chaudhry', email: 'checker@galley.example', role: 'fact_checker' },
  { name: 'Greta Lindqvist', email: 'checker2@galley.example', role: 'fact_checker' },
  { name: 'Amara Okafor', email: 'admin@galley.example', role: 'admin' },
];

/**
 * Gives an empty desk its first people, and with `demo` the demonstration staff and article. Does nothing when there
 * is anybody on the staff.
 * @param adminEmail the address of the managing editor of a desk without demo
 * @returns the accounts made, with their passwords: show them once
 */
export async function seed(
  db: Db,
  { demo, adminEmail }: { demo: boolean; adminEmail: string },
): Promise<NewAccount[]> {
  const admin = { name: 'Managing editor', email: adminEmail.toLowerCase(), role: 'admin' as const };
  const people = demo ? demoStaff : [admin];
  const accounts = people.map((person) => ({ ...person, password: generatePassword() }));
  const rows = await Promise.all(
    accounts.map(async ({ password, ...person }) => ({
      ...{ id: newId(), ...person, passwordHash: await hashPassword(password) },
    })),
  );
  const isNew = await db.transaction().execute(async (trx) => {
    // Two instances that start at once must not both find nobody.
    await trx.selectNoFrom((eb) => eb.fn('pg_advisory_xact_lock', [eb.lit(1)]).as('lock')).execute();
    const anybody = await trx.selectFrom('staff').select('id').limit(1).executeTakeFirst();
    if (!anybody) await trx.insertInto('staff').values(rows).execute();
    return !anybody;
  });
  if (!isNew) return [];
  if (demo) await importDemoArticle(db, accounts);
  return accounts;
}

async function importDemoArticle(db: Db, accounts: NewAccount[]) {
  const editor = accounts.find((account) => account.role === 'editor');
  const actor = editor && (await actorOfStaff(db, editor));
  if (!actor) throw new Error('There is no demonstration editor.');
  const bytes = await readFile(path.join(import.meta.dirname, 'demo-article.txt'));
  const answer = await importSource(actor, db, { bytes, name: 'demo-article.txt' }, []);
  if (!answer.ok) throw new Error(`The demonstration article could not be imported: ${answer.message}`);
}
