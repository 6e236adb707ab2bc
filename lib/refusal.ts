import type { z } from 'zod';

/** Why something was not done. The closed list: a bug is not in it, it throws. */
export type RefusalCode =
  | 'signed-out'
  | 'not-allowed'
  | 'missing'
  | 'invalid'
  | 'conflict'
  | 'gate-closed'
  | 'already-imported'
  | 'taken'
  | 'unavailable'
  | 'too-often'
  | 'code-needed';

/** An expected failure, worded for the person who met it; `fields` says what is wrong with each field of a form. */
export type Refusal = { ok: false; code: RefusalCode; message: string; fields?: Record<string, string> };

/** What a command answers: what it did, or why not. */
export type Answer<T extends object = object> = ({ ok: true } & T) | Refusal;

export function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}

/** Thrown inside a transaction to undo what it did and answer with a refusal; `orRefusal` catches it. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Checks what came in against a schema: the checked value, or what to put right, field by field. */
export function checked<T>(schema: z.ZodType<T>, input: unknown): Answer<{ value: T }> {
  const result = schema.safeParse(storable(input));
  if (result.success) return { ok: true, value: result.data };
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join('.')] ??= issue.message;
  const first = result.error.issues[0]?.message ?? 'Something is missing.';
  return { ...refuse('invalid', first), fields };
}

/** The same without what PostgreSQL cannot hold in a text: zero characters, and halves of surrogate pairs. */
function storable(input: unknown): unknown {
  if (typeof input === 'string') return input.toWellFormed().replaceAll('\0', '');
  if (Array.isArray(input)) return input.map(storable);
  if (input === null || typeof input !== 'object' || Object.getPrototypeOf(input) !== Object.prototype)
    return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, storable(value)]));
}

/** What the database's own rules say to a person. The names are those of the constraints in migrations/. */
const constraints: Record<string, [RefusalCode, string]> = {
  staff_email_key: ['taken', 'Somebody on the staff already has this address.'],
  tag_name_key: ['taken', 'A tag of this name exists already.'],
  tag_merged: ['conflict', 'This tag was merged into another one meanwhile. Do it once more.'],
  saved_view_name: ['taken', 'You have a view of this name already.'],
  revision_on_newest: [
    'conflict',
    'Somebody saved this section while you were writing. Reload it to see their text.',
  ],
  revision_number_key: [
    'conflict',
    'Somebody saved this section while you were writing. Reload it to see their text.',
  ],
  section_of_article: ['missing', 'This section is not part of the article.'],
  verdict_by_fact_checker: ['not-allowed', 'Only a fact-checker gives verdicts.'],
  verdict_not_on_own_words: [
    'not-allowed',
    'You wrote these words, so somebody else has to settle what was flagged in them.',
  ],
  verdict_not_on_own_flag: [
    'not-allowed',
    'You raised this flag. Until its words change, somebody else has to clear it.',
  ],
  verdict_reason: ['invalid', 'Say why, in a sentence: the author has to be able to act on it.'],
  verdict_evidence: ['invalid', 'A verified claim needs at least one source.'],
  evidence_url: ['invalid', 'Give the full web address of the source, beginning with http:// or https://.'],
  revision_keeps_flags: [
    'conflict',
    'A flag was raised in this section while you were writing. Save it once more.',
  ],
  anchor_verdict_words: [
    'conflict',
    'The words have changed since you opened this flag. Reload it and read them again.',
  ],
  anchor_quote_stands: [
    'conflict',
    'These words no longer stand in the text. Reload the page and select them again.',
  ],
  detector_settings_by_admin: ['not-allowed', 'Only the managing editor sets the detector.'],
  detector_settings_pkey: [
    'conflict',
    'Somebody changed these settings while you did. Reload the page to see theirs.',
  ],
  site_settings_by_admin: ['not-allowed', 'Only the managing editor sets how the site presents itself.'],
  site_settings_pkey: [
    'conflict',
    'Somebody changed these settings while you did. Reload the page to see theirs.',
  ],
  reader_report_rate: [
    'not-allowed',
    'So many reports came in so short a time that no more are taken now. Please try again in an hour.',
  ],
  reader_report_settlement_pkey: ['conflict', 'Somebody has settled this report already.'],
  suggestion_withdrawn: ['missing', 'The detector has taken this suggestion back.'],
  sign_off_by_fact_checker: ['not-allowed', 'Only a fact-checker signs off.'],
  sign_off_not_by_author: [
    'not-allowed',
    'You wrote part of this text, so somebody else has to sign it off.',
  ],
  sign_off_standing: ['conflict', 'This revision is signed off already.'],
  override_by_admin: ['not-allowed', 'Only the managing editor publishes over open flags.'],
  publication_gate: ['gate-closed', 'Something still stands in the way of publishing.'],
  publication_slug_key: ['taken', 'Another published article has this address. Choose another one.'],
  article_slug_key: ['taken', 'Another article has this address, or once had it. Choose another one.'],
  article_retracted: ['invalid', 'This article was retracted. Its notice stays as it is, at its address.'],
  schedule_in_future: ['invalid', 'This moment has passed. Choose a later one, or publish now.'],
  schedule_pending: ['conflict', 'Somebody scheduled this article meanwhile. Reload the page to see when.'],
  webhook_url_key: ['taken', 'A webhook to this address is on already.'],
  withdrawal_of_published: ['conflict', 'Readers do not see this article any more.'],
};

/**
 * Runs a command's work and turns a refusal by the database into an answer.
 * @throws whatever else goes wrong
 */
export async function orRefusal<T extends object>(work: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    const name = (error as { constraint_name?: string }).constraint_name;
    const known = name && constraints[name];
    if (!known) throw error;
    return refuse(...known);
  }
}
