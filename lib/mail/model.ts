/** How somebody wants notices by e-mail: each as it comes, once a day together, or not at all. */
export const mailChoices = ['each', 'daily', 'never'] as const;
export type MailChoice = (typeof mailChoices)[number];

export const mailChoiceNames: Record<MailChoice, string> = {
  each: 'Each notice as it comes',
  daily: 'Once a day, all together',
  never: 'No e-mail',
};

/** What counts for whoever never chose. */
export const defaultChoice: MailChoice = 'daily';

/** The hour of the day, in UTC, at which the notices of the day before go out together. */
export const digestHour = 6;

export type Mail = { to: string; subject: string; text: string };

/** An e-mail on its way; its id is the same in each attempt. */
export type OutgoingMail = Mail & { id: string };

/** How an attempt went: `lasting` is a refusal that will not change. */
export type MailOutcome = { problem: string | null; lasting: boolean };

/** Sends one e-mail. It never throws: what goes wrong is an outcome. */
export type SendMail = (mail: OutgoingMail) => Promise<MailOutcome>;

/** Can this Galley send e-mail at all? Nothing but e-mail depends on it. */
export const isMailOn = (env: Record<string, string | undefined>) => Boolean(env.SMTP_URL);

/** How long to wait after so many failed attempts, in milliseconds; null when it is given up, after about a day. */
export function waitAfter(attempts: number): number | null {
  const minutes = [1, 5, 15, 60, 120, 240, 480, 720][attempts - 1];
  return minutes === undefined ? null : minutes * 60_000;
}
