/** What somebody said about a flag. */
export type Comment = { id: string; by: string; text: string; at: Date };

/** Who is to answer a flag, and by which day (year-month-day). */
export type Assignment = { staffId: string; name: string; dueOn: string | null };

/** Somebody who can be asked. */
export type Colleague = { id: string; name: string };

/**
 * The people whom a text calls by "@" and their name, whole and in any case; of two names of which one begins the
 * other, the longer is meant.
 */
export function mentionsIn(text: string, people: Colleague[]): Colleague[] {
  const goesOn = (piece: string) => /^[\p{L}\p{N}]/u.test(piece);
  let rest = text.toLowerCase();
  const found: Colleague[] = [];
  for (const person of people.toSorted((a, b) => b.name.length - a.name.length)) {
    const call = `@${person.name.toLowerCase()}`;
    const [first = '', ...pieces] = rest.split(call);
    if (pieces.some((piece) => !goesOn(piece))) found.push(person);
    rest = pieces.reduce((before, piece) => before + (goesOn(piece) ? call : ' ') + piece, first);
  }
  return found;
}
