import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo } from './client.ts';
import { pauseAfter } from './pause.ts';

/**
 * Hears what PostgreSQL announces on channels, over a connection of its own, which is opened anew, after a growing
 * pause, when it is lost.
 * @param heard is called for each announcement, and each time that it listens again: something may have been missed
 * @returns `stop`, once it listens
 * @throws when the database cannot be reached at first
 */
export async function listenTo(
  url: string,
  channels: string[],
  heard: (channel: string | null) => void,
): Promise<{ stop: () => Promise<void> }> {
  const stopping = new AbortController();
  let open = await connect();
  const keeping = keep();
  return {
    async stop() {
      stopping.abort();
      await open.sql.end({ timeout: 0 });
      await keeping;
    },
  };

  async function keep() {
    while (!stopping.signal.aborted) {
      await open.lost;
      for (let failures = 1; !stopping.signal.aborted; failures++) {
        await sleep(pauseAfter(failures), undefined, { signal: stopping.signal, ref: false }).catch(() => {});
        if (stopping.signal.aborted) return;
        const again = await connect().catch(() => null);
        if (!again) continue;
        open = again;
        if (stopping.signal.aborted) await open.sql.end({ timeout: 0 });
        break;
      }
    }
  }

  async function connect() {
    let lose = () => {};
    const lost = new Promise<void>((resolve) => {
      lose = resolve;
    });
    // Not the driver's own listen(): where the server is gone, that asks again without a pause, and more each time.
    const options = { max: 1, connect_timeout: 10, max_lifetime: null, onclose: lose };
    const sql = connectTo(url, { ...options, onnotify: heard } as typeof options);
    try {
      await sql.unsafe(channels.map((channel) => `listen "${channel}"`).join('; '));
    } catch (error) {
      await sql.end({ timeout: 0 });
      throw error;
    }
    heard(null);
    return { sql, lost };
  }
}
