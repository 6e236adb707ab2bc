/**
 * Imports articles from the command line:
 *
 *   npm run import -- --as editor@example.org [--json report.json] <files, folders and .zip archives>
 *
 * Runs beside a server or without one, and finds the database as the server does (the README says how). Each file is
 * read when its turn comes, so memory does not grow with their number. Ends with 1 when a file failed, with 2 when
 * nothing could begin.
 */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type Db, openDb } from '#db/client.ts';
import { type FileState, galleysFault, isOfTheFile, stateNames } from '#lib/bulk/model.ts';
import { importSource } from '#lib/import/commands.ts';
import { mayImport } from '#lib/import/policy.ts';
import { type Actor, roleNames } from '#lib/staff/model.ts';
import { actorOfStaff } from '#lib/staff/queries.ts';
import { askNewsroomAbout } from './ask-newsroom.ts';
import { dataFolder } from './data-folder.ts';
import { reachDatabase } from './database.ts';
import { type FoundFile, filesIn, pathsIn } from './files-in.ts';
import { ProgressLine } from './progress-line.ts';

const usage =
  'Usage: npm run import -- --as <e-mail address of an editor> [--json <report>] <files, folders and .zip archives>';

type Line = { file: string; state: FileState; message?: string; articleId?: string; title?: string };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: 'string' }, json: { type: 'string' } },
  });
  if (!values.as || positionals.length === 0) throw new Error(usage);
  const paths = await pathsIn(positionals);
  const database = await reachDatabase(dataFolder());
  const db = openDb(database.app, 3);
  try {
    const actor = await editorOf(db, values.as);
    const counts = { imported: 0, unchanged: 0, failed: 0 };
    const report = values.json ? openReport(values.json) : null;
    const progress = new ProgressLine(process.stdout, paths.length);
    const files = filesIn(paths, (more) => progress.expect(more));
    // One file is read while another one is written.
    const work = async () => {
      for (let next = await files.next(); !next.done; next = await files.next()) {
        const line = await bring(actor, db, next.value);
        counts[line.state as keyof typeof counts]++;
        report?.add(line);
        progress.show(sentence(line), line.state === 'failed', summary(counts));
      }
    };
    await Promise.all([work(), work()]);
    progress.end(`${summary(counts)}.`);
    await report?.end(counts);
    return counts.failed > 0 ? 1 : 0;
  } finally {
    await db.destroy();
    await database.stop();
  }
}

async function editorOf(db: Db, email: string): Promise<Actor> {
  const actor = await actorOfStaff(db, { email });
  if (!actor) throw new Error(`Nobody on the staff has the address ${email}, or they have left.`);
  if (!mayImport(actor))
    throw new Error(
      `${actor.name} is a ${roleNames[actor.role].toLowerCase()}. Only editors import articles.`,
    );
  return actor;
}

async function bring(actor: Actor, db: Db, { name, source, problem }: FoundFile): Promise<Line> {
  if (!source) return { file: name, state: 'failed', message: problem };
  try {
    const answer = await importSource(actor, db, source, []);
    if (answer.ok) {
      await askNewsroomAbout(actor, db, answer.articleId);
      return { file: name, state: 'imported', articleId: answer.articleId, title: answer.title };
    }
    const known = 'articleId' in answer ? answer.articleId : undefined;
    return known
      ? { file: name, state: 'unchanged', articleId: known }
      : { file: name, state: 'failed', message: answer.message };
  } catch (error) {
    if (!isOfTheFile(error)) throw error;
    console.error(error);
    return { file: name, state: 'failed', message: galleysFault };
  }
}

function sentence({ file, state, message, title }: Line): string {
  return `${stateNames[state].padEnd(13)} ${file}${title ? `: ${title}` : ''}${message ? `: ${message}` : ''}`;
}

function summary(counts: { imported: number; unchanged: number; failed: number }): string {
  return `${counts.imported} imported, ${counts.unchanged} already there, ${counts.failed} failed`;
}

/** Written line by line, so that it need not be held. */
function openReport(file: string) {
  const stream = createWriteStream(file);
  let isFirst = true;
  stream.write('{"files":[');
  return {
    add(line: Line) {
      stream.write(`${isFirst ? '' : ','}\n${JSON.stringify(line)}`);
      isFirst = false;
    },
    async end(counts: object) {
      stream.end(`\n],"counts":${JSON.stringify(counts)}}\n`);
      await finished(stream);
    },
  };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
