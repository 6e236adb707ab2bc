import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { cache } from 'react';
import { deskDb } from '#db/client.ts';
import { isUnavailable } from '#db/pool.ts';
import { requestUnderWay } from '#db/request.ts';
import { checked, type Refusal, refuse } from '#lib/refusal.ts';
import { endSessions, signIn } from '#lib/staff/commands.ts';
import type { Actor } from '#lib/staff/model.ts';
import { actorOfSession } from '#lib/staff/queries.ts';
import { credentials } from '#lib/staff/schema.ts';

type Claims = { staffId: string; sessionVersion: number };

/** next-auth stands behind this file alone. Its cookie says who signed in; whether that still counts, the database says. */
export const authOptions: NextAuthOptions = {
  session: { strategy: 'jwt', maxAge: 12 * 60 * 60 },
  pages: { signIn: '/sign-in' },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      async authorize(input) {
        const given = checked(credentials, input);
        // What next-auth catches here it shows to the stranger, so it gets no word of what went wrong.
        const actor = given.ok ? await signIn(deskDb(), given.value).catch(() => unavailable()) : null;
        return actor && { id: actor.id, name: actor.name, sessionVersion: actor.sessionVersion };
      },
    }),
  ],
  events: {
    // The cookie alone would still be good for hours in somebody else's hands.
    async signOut({ token }) {
      const { staffId, sessionVersion } = token as Partial<Claims>;
      if (typeof staffId === 'string' && typeof sessionVersion === 'number')
        await endSessions(deskDb(), { staffId, sessionVersion });
    },
  },
  callbacks: {
    redirect({ url, baseUrl }) {
      const isOwn = URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === new URL(baseUrl).origin;
      return isOwn ? new URL(url, baseUrl).href : baseUrl;
    },
    jwt({ token, user }) {
      const signedIn = user as { id: string; sessionVersion: number } | undefined;
      return signedIn ? { staffId: signedIn.id, sessionVersion: signedIn.sessionVersion } : token;
    },
    session({ session, token }) {
      return { ...session, claims: { staffId: token.staffId, sessionVersion: token.sessionVersion } };
    },
  },
};

function unavailable(): never {
  throw new Error('unavailable');
}

/** Whoever is signed in, or null; asks the database once in a request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const session = (await getServerSession(authOptions)) as { claims?: Partial<Claims> } | null;
  const { staffId, sessionVersion } = session?.claims ?? {};
  if (typeof staffId !== 'string' || typeof sessionVersion !== 'number') return null;
  return actorOfSession(deskDb(), { staffId, sessionVersion });
});

/** For pages: the person signed in; a stranger is sent to sign in, and then back to the page. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  // Set by app/server/serve.ts: Next tells a page its parameters, but a layout not its address.
  const path = (await headers()).get('x-path') ?? '/desk';
  redirect(`/sign-in?to=${encodeURIComponent(path)}`);
}

/** For actions: runs a command as the person signed in. Answers in words what is no fault of theirs, so that what they typed stays. */
export async function asActor<T>(command: (actor: Actor) => Promise<T>): Promise<T | Refusal> {
  try {
    const actor = await currentActor();
    if (actor) return await command(actor);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const request = requestUnderWay();
    if (request) request.isRefused = true;
    return refuse(
      'unavailable',
      'The database cannot be reached just now. Your text stays here: try again in a moment.',
    );
  }
  return refuse(
    'signed-out',
    'You are signed out. Sign in again in another tab, then repeat this: your text stays here.',
  );
}
