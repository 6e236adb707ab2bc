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
