import { notFound } from 'next/navigation';
import { deskDb } from '#db/client.ts';
import type { HistorySection } from '#lib/history/model.ts';
import { readHistorySection } from '#lib/history/queries.ts';
import type { Actor } from '#lib/staff/model.ts';
import { requireActor } from '../../../session.ts';

export type Props = {
  params: Promise<{ sectionId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Who asks, the section whose history is asked for, and what the address says besides. */
export async function load({ params, searchParams }: Props): Promise<{
  actor: Actor;
  section: HistorySection;
  asked: (name: string) => string | undefined;
}> {
  const actor = await requireActor();
  const [{ sectionId }, given] = await Promise.all([params, searchParams]);
  const isId = /^[0-9a-f-]{36}$/.test(sectionId);
  const section = isId ? await readHistorySection(actor, deskDb(), sectionId) : null;
  if (!section) notFound();
  const asked = (name: string) => {
    const value = given[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { actor, section, asked };
}

/** The number of a revision in an address; undefined for what is none. */
export function numberIn(text: string | undefined): number | undefined {
  const number = Number(text);
  return text && Number.isInteger(number) && number > 0 && number < 2_147_483_647 ? number : undefined;
}

export function nameOf({ kind, heading }: Pick<HistorySection, 'kind' | 'heading'>): string {
  return kind === 'head' ? 'Title and dek' : heading || 'Section without a heading';
}
