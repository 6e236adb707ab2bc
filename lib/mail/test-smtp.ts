import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A message as an SMTP server got it. */
export type Caught = { to: string[]; source: string };

/** An SMTP server on this machine that keeps what it gets. `answer` refuses a message by what it throws. */
export async function startSmtp(answer: (caught: Caught) => void | Promise<void> = () => {}) {
  const caught: Caught[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    async onData(stream, session, done) {
      const message = {
        to: session.envelope.rcptTo.map(({ address }) => address),
        source: await text(stream),
      };
      try {
        await answer(message);
        caught.push(message);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    caught,
    stop: () => new Promise<void>((stopped) => server.close(() => stopped())),
  };
}
