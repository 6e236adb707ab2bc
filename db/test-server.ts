import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { connectTo } from './client.ts';
import { startEmbedded } from './embedded.ts';
import { admitRoles, migrate } from './migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the test server's owner signs in; its database `template` is migrated and empty. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for all database tests: embedded, without fsync, with a migrated template to copy. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(path.join(tmpdir(), 'galley-db-tests-'));
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const postgres = await startEmbedded({ dataDir: path.join(folder, 'postgres'), settings });
  const admin = connectTo(postgres.url, { max: 1 });
  await admin`create database template`;
  const template = postgres.urlFor('postgres', 'template');
  await migrate(template);
  await admitRoles(template, 'test');
  await admin.end();
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
