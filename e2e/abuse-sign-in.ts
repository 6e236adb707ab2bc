import { expect } from '@playwright/test';
import { Visitor } from './raw.ts';

type Attack = (name: string, got: boolean) => void;
type Account = { email: string; password: string };

/** How many guesses come from how many addresses: thousands where GALLEY_GUESSES says so. */
const guesses = Number(process.env.GALLEY_GUESSES ?? 1500);
/** The most guesses at one account, or from one network, that are looked at (lib/sessions/model.ts). */
const mostLookedAt = 60;

/**
 * Guesses passwords as a crowd does, one account from everywhere and every account from one place, and looks at what
 * the answers and their times tell. The victim has signed in before from a place of their own, and gets in after it all.
 * @param accounts of the demonstration: the last is the victim, the others stand for accounts that there are
 */
export async function attackSignIn(url: string, accounts: Account[], attack: Attack): Promise<void> {
  const victim = accounts.at(-1) as Account;
  const home = '203.0.113.7';
  const comesIn = () =>
    new Visitor(url).signIn(victim.email, victim.password, { headers: { 'x-forwarded-for': home } });
  expect(await comesIn()).toBe(true);

  // Everybody says that they come from the victim's place as well; the proxy's own word comes last.
  let lookedAt = 0;
  let next = 0;
  const guess = async (stranger: Guesser) => {
    while (next < guesses) {
      const from = `198.18.${Math.floor(next / 250)}.${next++ % 250}`;
      const answer = await stranger.guess(victim.email, `guess ${next}`, `${home}, ${from}`);
      attack('a guess at one account from everywhere', answer.isIn);
      if (!answer.isTooOften) lookedAt += 1;
    }
  };
  await Promise.all((await Promise.all(Array.from({ length: 6 }, () => Guesser.at(url)))).map(guess));
  attack(`${lookedAt} guesses at one account from everywhere`, lookedAt > mostLookedAt);
  attack('the victim shut out', !(await comesIn()));

  const sprayer = await Guesser.at(url);
  for (const [name, from] of [
    ['one address', () => '198.51.100.9'],
    ['one IPv6 network', (n: number) => `2001:db8:5:5:${n.toString(16)}::${n}`],
  ] as const) {
    let taken = 0;
    for (let n = 0; n < mostLookedAt + 40; n++) {
      const answer = await sprayer.guess(`somebody${n}@galley.example`, 'password', from(n));
      if (!answer.isTooOften) taken += 1;
    }
    attack(`${taken} guesses at all accounts from ${name}`, taken > mostLookedAt);
  }
  await equalAnswers(sprayer, accounts.slice(0, -1), attack);
}

/** The same answer after the same time, whether there is such an account or not. */
async function equalAnswers(stranger: Guesser, accounts: Account[], attack: Attack): Promise<void> {
  const times = { known: [] as number[], unknown: [] as number[] };
  const answers = { known: new Set<string>(), unknown: new Set<string>() };
  for (let n = 0; n < 36; n++)
    for (const kind of ['known', 'unknown'] as const) {
      const { email } = accounts[n % accounts.length] as Account;
      const began = performance.now();
      const address = kind === 'known' ? email : `n${n}${email}`;
      const answer = await stranger.guess(
        address,
        'password',
        `192.0.2.${n * 2 + (kind === 'known' ? 1 : 0)}`,
      );
      times[kind].push(performance.now() - began);
      answers[kind].add(answer.text);
    }
  const middle = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
  const [known, unknown] = [middle(times.known), middle(times.unknown)];
  attack('an account told by the answer', [...answers.known].join() !== [...answers.unknown].join());
  // A hash left out would be most of it.
  attack('an account told by the time', Math.max(known, unknown) > 1.5 * Math.min(known, unknown));
  console.log(
    `A wrong password takes ${known.toFixed(1)} ms with an account, ${unknown.toFixed(1)} ms without (medians of 36).`,
  );
}

/** Somebody with one form to sign in, which they send again and again. */
class Guesser {
  readonly #visitor: Visitor;
  readonly #token: string;

  constructor(visitor: Visitor, token: string) {
    this.#visitor = visitor;
    this.#token = token;
  }

  static async at(url: string): Promise<Guesser> {
    const visitor = new Visitor(url);
    return new Guesser(visitor, await visitor.csrfToken());
  }

  async guess(email: string, password: string, from: string) {
    const body = new URLSearchParams({ csrfToken: this.#token, json: 'true', email, password });
    const headers = { 'x-forwarded-for': from };
    const answer = await this.#visitor.ask('/api/auth/callback/credentials', {
      method: 'POST',
      body,
      headers,
    });
    const text = `${answer.status} ${await answer.text()}`;
    return {
      text,
      isIn: answer.headers.getSetCookie().some((line) => /session-token=[^;]/.test(line)),
      isTooOften: decodeURIComponent(text.replaceAll('+', ' ')).includes('too many attempts'),
    };
  }
}
