import { createTransport } from 'nodemailer';
import type { SendMail } from './model.ts';

/** How long each step of a delivery may take, in milliseconds; far less than what another instance waits. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/**
 * Sends through an SMTP server.
 * @param url smtp://user:password@host:port, or smtps:// for TLS from the first byte
 * @param from who sends, as in `Galley <galley@example.org>`
 */
export function mailer(url: string, from: string): { send: SendMail; close: () => void } {
  const transport = createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          ...{ from, to, subject, text },
          // The same in each attempt, so that a second copy is known as one.
          messageId: `<${id}@galley>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { problem: null, lasting: false };
      } catch (error) {
        const { message, responseCode = 0 } = error as Error & { responseCode?: number };
        return {
          problem: message.toWellFormed().replaceAll('\0', '').slice(0, 500),
          lasting: responseCode >= 500,
        };
      }
    },
    close: () => transport.close(),
  };
}
