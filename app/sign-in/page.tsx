import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { type ProviderRefusal, providerIn, providerRefusals } from '#lib/sessions/provider.ts';
import { currentActor } from '../session.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignIn({
  searchParams,
}: {
  searchParams: Promise<Partial<Record<'to' | 'set' | 'error', string | string[]>>>;
}) {
  const { to, set, error } = await searchParams;
  // Only into the desk: an address from outside must not lead a person who signs in anywhere else.
  const next = typeof to === 'string' && /^\/desk(?:[/?#]|$)/.test(to) ? to : '/desk';
  if (await currentActor()) redirect(next);
  return (
    <main className="sign-in">
      <p className="wordmark">Galley</p>
      <h1>Sign in to the desk</h1>
      {set !== undefined && (
        <p role="status" className="done">
          Your password is set. Sign in with it.
        </p>
      )}
      {error !== undefined && (
        <p role="alert" className="alert">
          {problemOf(String(error))}
        </p>
      )}
      <SignInForm to={next} provider={providerIn(process.env)?.name ?? null} />
      <p className="quiet">
        No account, or the password forgotten? The managing editor makes you a link.{' '}
        <a href="/">Read what is published</a>.
      </p>
    </main>
  );
}

/** Why the provider's answer led back here: our own refusal, or next-auth's name for an answer that does not hold. */
function problemOf(error: string): string {
  return Object.hasOwn(providerRefusals, error)
    ? providerRefusals[error as ProviderRefusal]
    : 'This did not work. Try it once more; if it happens again, the managing editor knows whom to ask.';
}
