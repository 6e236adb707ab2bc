/** One for the whole process: Next's bundles bring copies of this module. */
const shared = globalThis as { galleyShow?: () => Promise<void> };

/** How long an action waits for readers to see what it did, in milliseconds; they do soon after, whatever happens. */
const patience = 1000;

/** Says how what has just been published is brought before readers; for the server. */
export function whenPublished(show: () => Promise<void>): void {
  shared.galleyShow = show;
}

/**
 * Brings what has just been published before the readers of this instance, so that whoever published it sees it where
 * they look next, and so that the desk's page is made after the readers' and not before it. Never throws.
 */
export async function showReaders(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([shared.galleyShow?.().catch(() => {}), late]);
  clearTimeout(timer);
}
