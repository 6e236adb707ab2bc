/** What a message can tell. */
export const messageTypes = {
  'article.published': 'Published',
  'article.corrected': 'Corrected',
  'article.unpublished': 'Unpublished',
  'article.retracted': 'Retracted',
} as const;
export type MessageType = keyof typeof messageTypes;

/** An address that is told. `off` says who switched it off; nobody, where Galley gave up. */
export type Webhook = {
  id: string;
  url: string;
  by: string;
  at: Date;
  off: { at: Date; by: string | null } | null;
};

/** How one attempt to send a message went; `status` is null where no answer came, and `problem` says why. */
export type Outcome = { status: number | null; problem: string | null; milliseconds: number; answer: string };

/** A message to one address, with every attempt to send it, the first one first. */
export type Delivery = {
  id: string;
  type: MessageType;
  title: string;
  articleId: string;
  at: Date;
  body: string;
  /** When it is sent next; null when it was taken or given up. */
  nextAt: Date | null;
  taken: boolean;
  attempts: (Outcome & { at: Date; askedBy: string | null })[];
};

/** Whether an answer says that the message was taken. A redirect does not: it is not followed. */
export const isTaken = (status: number | null) => status !== null && status >= 200 && status < 300;

const second = 1000;
const hour = 60 * 60 * second;

/** For how long a message is sent again and again before it is given up, in milliseconds. */
export const givenUpAfter = 24 * hour;

/**
 * How long to wait after an attempt that failed, in milliseconds: 5 seconds after the first, three times as long after
 * each further one, at most 4 hours; half of it to one and a half times it by chance, so that what failed together does
 * not come back together.
 * @param attempt the number of the attempt that failed, from 1
 * @param random from 0 to 1
 */
export function waitAfter(attempt: number, random: number): number {
  return Math.min(5 * second * 3 ** (attempt - 1), 4 * hour) * (0.5 + random);
}
