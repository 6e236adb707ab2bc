import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getServerSession, type NextAuthOptions, type Profile } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { cache } from 'react';
import { deskDb } from '#db/client.ts';
import { isUnavailable } from '#db/pool.ts';
import { requestUnderWay } from '#db/request.ts';
import { checked, type Refusal, refuse } from '#lib/refusal.ts';
import { sealingKey } from '#lib/secondfactor/seal.ts';
import { endSession, noteSeen, signIn, signInByProvider } from '#lib/sessions/commands.ts';
import { type Origin, type Session, sessionHours } from '#lib/sessions/model.ts';
import { identityIn, providerIn } from '#lib/sessions/provider.ts';
import { readSession } from '#lib/sessions/queries.ts';
import { credentials } from '#lib/sessions/schema.ts';
import type { Actor } from '#lib/staff/model.ts';

/**
 * next-auth stands behind this file alone. Its cookie holds the id of a session; whose that is, and whether it still
 * counts, the database says.
 */
export const authOptions: NextAuthOptions = {
  cookies: cookies((process.env.NEXTAUTH_URL ?? '').startsWith('https:')),
  session: { strategy: 'jwt', maxAge: sessionHours * 60 * 60 },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  logger: {
    // Its own would print what went wrong with all that belongs to it: the token that the provider sent, for one.
    error(code, about) {
      const error = about instanceof Error ? about : about.error;
      console.error(`Sign-in: ${code}: ${error instanceof Error ? error.message : 'no more is known'}`);
    },
  },
  providers: [
    ...providers(),
    Credentials({
      credentials: { email: {}, password: {}, code: {} },
      async authorize(input) {
        const given = checked(credentials, input);
        if (!given.ok) return null;
        // What is thrown here is shown to the stranger, so it has no word of what went wrong.
        const answer = await signIn(deskDb(), given.value, await origin(), secondFactorKey()).catch(() =>
          unavailable(),
        );
        if (!answer.ok && answer.code === 'code-needed') throw new Error(answer.code);
        if (!answer.ok && answer.code !== 'not-allowed') throw new Error(answer.message);
        return answer.ok ? { id: answer.sessionId } : null;
      },
    }),
  ],
  events: {
    // The cookie alone would still be good for hours in somebody else's hands.
    async signOut({ token }) {
      const session = await sessionOf(token);
      if (session) await endSession(session.actor, deskDb(), { sessionId: session.id });
    },
  },
  callbacks: {
    /** Who comes from the provider is let in here or sent back with the reason; a password was looked at above. */
    async signIn({ user, account, profile }) {
      const provider = providerIn(process.env);
      if (account?.provider !== 'provider' || !provider) return account?.provider === 'credentials';
      const identity = identityIn({ ...profile }, provider);
      if (!identity) return '/sign-in?error=Callback';
      const answer = await signInByProvider(deskDb(), identity, await origin()).catch(() => null);
      if (!answer) return '/sign-in?error=unavailable';
      if ('refusal' in answer) return `/sign-in?error=${answer.refusal}`;
      // What `jwt` below makes the cookie of, as of the user that a password gives.
      user.id = answer.sessionId;
      return true;
    },
    redirect({ url, baseUrl }) {
      const isOwn = URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === new URL(baseUrl).origin;
      return isOwn ? new URL(url, baseUrl).href : baseUrl;
    },
    jwt({ token, user }) {
      return user ? { sessionId: user.id } : token;
    },
    session({ session, token }) {
      return { ...session, sessionId: token.sessionId };
    },
  },
};

/** Cookies of this very host alone, which no script reads; next-auth's own could be set by another host of the domain. */
function cookies(secure: boolean): NextAuthOptions['cookies'] {
  const cookie = (name: string, seconds?: number) => ({
    name: `${secure ? '__Host-' : ''}next-auth.${name}`,
    options: {
      httpOnly: true,
      sameSite: 'lax' as const,
      path: '/',
      secure,
      ...(seconds && { maxAge: seconds }),
    },
  });
  const ofSignIn = 15 * 60;
  return {
    sessionToken: cookie('session-token'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf-token'),
    pkceCodeVerifier: cookie('pkce.code_verifier', ofSignIn),
    state: cookie('state', ofSignIn),
    nonce: cookie('nonce', ofSignIn),
  };
}

/** The newsroom's own provider, where one is set up (OpenID Connect, the code flow with PKCE). */
function providers(): NextAuthOptions['providers'] {
  const provider = providerIn(process.env);
  if (!provider) return [];
  const { issuer, clientId, clientSecret, name } = provider;
  return [
    {
      ...{ id: 'provider', type: 'oauth', name, clientId, clientSecret },
      wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      authorization: { params: { scope: 'openid email profile' } },
      checks: ['pkce', 'state', 'nonce'],
      idToken: true,
      userinfo: {
        // Some keep the address out of the token. What the token says of itself goes first.
        async request({ client, tokens: { id_token = '', access_token = '' } }) {
          const claims = claimsOf(id_token);
          const more = claims.email ? claims : await client.userinfo(access_token);
          return more.sub === claims.sub ? { ...more, ...claims } : claims;
        },
      },
      profile: ({ sub }) => ({ id: sub }),
    },
  ];
}

/** What an ID token says. next-auth has looked at its signature, issuer, audience, time and nonce before. */
function claimsOf(idToken: string): Profile {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
}

/** As app/server/serve.ts knows it. */
async function origin(): Promise<Origin> {
  const asked = await headers();
  return { address: asked.get('x-reader-address') ?? '', browser: asked.get('user-agent') ?? '' };
}

/** Follows from the secret of this installation, so that a copy of the database alone opens no second factor. */
export const secondFactorKey = () => sealingKey(process.env.NEXTAUTH_SECRET ?? '');

function unavailable(): never {
  throw new Error('unavailable');
}

async function sessionOf(claims: object | null): Promise<Session | null> {
  const { sessionId } = (claims ?? {}) as { sessionId?: unknown };
  return typeof sessionId === 'string' ? readSession(deskDb(), sessionId) : null;
}

/** The session of whoever is signed in, or null; asks the database once in a request. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const session = await sessionOf(await getServerSession(authOptions));
  // That somebody was here is worth no wait, and no page that fails.
  if (session && Date.now() - session.seenAt.getTime() > 60_000)
    noteSeen(deskDb(), session.id).catch(() => {});
  return session;
});

/** Whoever is signed in, or null. */
export async function currentActor(): Promise<Actor | null> {
  return (await currentSession())?.actor ?? null;
}

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
