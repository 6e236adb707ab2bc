export type Revision = { id: string; number: number; heading: string; body: string };

/** What somebody typed, and the revision that they had before them, so that saving it later is a conflict when it is one. */
export type Typed = { base: Revision; heading: string; body: string; note: string };

/** The same as this tab keeps it, with the window that it was typed in. */
export type Unsaved = Typed & { windowId: string };

/**
 * The second net below the drafts on the server: what this tab holds through a reload, the back button and an hour
 * without a network. The name has the person in it: another one who signs in here does not get it.
 */
export const unsavedKey = (staffId: string, sectionId: string) => `galley unsaved ${staffId} ${sectionId}`;

export function readUnsaved(key: string): Unsaved | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

export function writeUnsaved(key: string, unsaved: Unsaved): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(unsaved));
  } catch {
    // Full, or forbidden by the browser: the server keeps the draft.
  }
}

/** The windows whose draft was discarded in this tab: a page that was on its way meanwhile may still bring it. */
export function readDropped(key: string): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(`${key} dropped`) ?? '[]');
  } catch {
    return [];
  }
}

export function writeDropped(key: string, windows: string[]): void {
  try {
    if (windows.length > 0) sessionStorage.setItem(`${key} dropped`, JSON.stringify(windows));
    else sessionStorage.removeItem(`${key} dropped`);
  } catch {
    // Full, or forbidden by the browser: the draft can be discarded once more.
  }
}

const leftKey = (key: string, windowId: string) => `${key} left ${windowId}`;
const lockOf = (windowId: string) => `galley window ${windowId}`;

/**
 * The third net, for what the server has not got: it outlives the tab, which may be closed, or lost with a battery,
 * before the network is back. Another window takes it up as soon as the one that left it is gone.
 */
export function writeLeft(key: string, unsaved: Unsaved): void {
  try {
    localStorage.setItem(leftKey(key, unsaved.windowId), JSON.stringify(unsaved));
  } catch {
    // Full, or forbidden by the browser: the tab has it.
  }
}

/** The server has what these windows left, or nobody wants it. */
export function dropLeft(key: string, windows: string[]): void {
  for (const windowId of windows) localStorage.removeItem(leftKey(key, windowId));
}

/** What this person left in a window that is gone; null also where the browser cannot say which windows there are. */
export async function findLeft(key: string): Promise<Unsaved | null> {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(leftKey(key, '')));
  if (names.length === 0 || !navigator.locks) return null;
  const { held = [] } = await navigator.locks.query();
  const open = new Set(held.map(({ name }) => name));
  const left = names.map((name): Unsaved | null => JSON.parse(localStorage.getItem(name) ?? 'null'));
  return left.find((unsaved) => unsaved && !open.has(lockOf(unsaved.windowId))) ?? null;
}

/** Lets other windows know that this one is there, until the answer is called or the window is gone. */
export function beThere(windowId: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  navigator.locks?.request(lockOf(windowId), () => promise);
  return resolve;
}
