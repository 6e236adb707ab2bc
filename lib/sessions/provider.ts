/** The newsroom's own provider of sign-in (OpenID Connect), as the environment names it. */
export type Provider = { issuer: string; clientId: string; clientSecret: string; name: string };

/** Whom the provider says that it has before it. */
export type Identity = { issuer: string; subject: string; email: string; isEmailVerified: boolean };

/**
 * The provider that is set up, or null.
 * @throws when it is set up by half, or could be listened to: nobody is to find that out at sign-in
 */
export function providerIn(env: Record<string, string | undefined>): Provider | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer || !clientId || !clientSecret)
    throw new Error('Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together, or none of them.');
  const url = URL.parse(issuer);
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !isHere)
    throw new Error(`OIDC_ISSUER is an address that begins with https://, not “${issuer}”.`);
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME || url.hostname };
}

/**
 * What the claims of an ID token say, whose signature, audience and time have been looked at. A provider that calls
 * itself something else than it was asked for by is not believed, whatever it has signed.
 */
export function identityIn(claims: Record<string, unknown>, provider: Provider): Identity | null {
  const { iss, sub, email, email_verified: verified } = claims;
  if (iss !== provider.issuer || typeof sub !== 'string' || !sub || sub.length > 255) return null;
  return {
    ...{ issuer: provider.issuer, subject: sub },
    email: typeof email === 'string' ? email.trim().toLowerCase() : '',
    // Some send it as text.
    isEmailVerified: verified === true || verified === 'true',
  };
}

/** Why somebody whom the provider knows is not let in. */
export const providerRefusals = {
  unknown: 'Nobody on the staff has the address of this account. The managing editor adds people.',
  unverified: 'The provider has not verified the address of this account, so it cannot be told whose it is.',
  'other-account':
    'This address signs in with another account of the provider. The managing editor can undo that.',
  closed: 'This account has been closed.',
} as const;
export type ProviderRefusal = keyof typeof providerRefusals;
