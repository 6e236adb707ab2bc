import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Actor, Role } from '#lib/staff/model.ts';
import { connectTo, type Db, openDb } from './client.ts';
import { newId } from './id.ts';

/** What a database test works with: a desk of its own, signed in to as the application is. */
export type TestDesk = {
  /** The desk's pool, as galley_app. */
  db: Db;
  /** The public's pool, as galley_reader. */
  reader: Db;
  /** The owner's pool, for looking behind the scenes and for planting what the application could not. */
  owner: Db;
  /** The address of a role's sign-in. */
  urlFor: (role: string) => string;
  /** A new person on the staff. */
  person: (role: Role, name?: string) => Promise<Actor>;
};

/** Gives a test file a database of its own, copied from the migrated template, and drops it afterwards. */
export function testDesk(): TestDesk {
  const desk = {} as TestDesk;
  const name = `desk_${randomUUID().replaceAll('-', '')}`;
  beforeAll(async () => {
    const server = connectTo(inject('postgresUrl'), { max: 1 });
    await server.unsafe(`create database ${name} template template`);
    await server.end();
    desk.urlFor = (role) => {
      const url = new URL(inject('postgresUrl'));
      url.username = role;
      url.pathname = `/${name}`;
      return url.href;
    };
    desk.db = openDb(desk.urlFor('galley_app'), 20);
    desk.reader = openDb(desk.urlFor('galley_reader'), 4);
    desk.owner = openDb(desk.urlFor('postgres'), 2);
    desk.person = async (role, who = role) => {
      const id = newId();
      const email = `${id}@staff.example`;
      // No test of commands signs in by password; those that do make their own account.
      await desk.owner
        .insertInto('staff')
        .values({ id, name: who, email, role, passwordHash: 'none' })
        .execute();
      return { id, name: who, role } as Actor;
    };
  });
  afterAll(async () => {
    await Promise.all([desk.db?.destroy(), desk.reader?.destroy(), desk.owner?.destroy()]);
    const server = connectTo(inject('postgresUrl'), { max: 1 });
    await server.unsafe(`drop database if exists ${name} with (force)`);
    await server.end();
  });
  return desk;
}
