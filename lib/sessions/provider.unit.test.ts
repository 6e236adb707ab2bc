import { describe, expect, test } from 'vitest';
import { identityIn, providerIn } from './provider.ts';

const env = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'galley', OIDC_CLIENT_SECRET: 'secret' };

describe('the provider of sign-in', () => {
  test('is off when nothing is set, and called by its host without a name', () => {
    expect(providerIn({})).toBeNull();
    expect(providerIn(env)).toEqual({
      ...{ issuer: 'https://id.example', clientId: 'galley', clientSecret: 'secret', name: 'id.example' },
    });
    expect(providerIn({ ...env, OIDC_NAME: 'Newsroom ID' })?.name).toBe('Newsroom ID');
  });

  test.each([
    [{ ...env, OIDC_CLIENT_SECRET: '' }, 'together'],
    [{ OIDC_CLIENT_ID: 'galley' }, 'together'],
    [{ ...env, OIDC_ISSUER: 'http://id.example' }, 'https://'],
    [{ ...env, OIDC_ISSUER: 'http://localhost.id.example' }, 'https://'],
    [{ ...env, OIDC_ISSUER: 'id.example' }, 'https://'],
  ])('is not set up by half, nor where it could be listened to: %j', (set, told) => {
    expect(() => providerIn(set)).toThrow(told);
  });

  test('may be on this machine without TLS', () => {
    expect(providerIn({ ...env, OIDC_ISSUER: 'http://localhost:4000' })?.issuer).toBe(
      'http://localhost:4000',
    );
  });
});

describe('an identity', () => {
  const provider = providerIn(env) ?? expect.unreachable();
  const claims = { iss: 'https://id.example', sub: '1', email: ' Nadia@Desk.example', email_verified: true };

  test('is whom the claims name', () => {
    expect(identityIn(claims, provider)).toEqual({
      ...{ issuer: 'https://id.example', subject: '1', email: 'nadia@desk.example', isEmailVerified: true },
    });
    expect(identityIn({ ...claims, email_verified: 'true' }, provider)?.isEmailVerified).toBe(true);
  });

  test.each([undefined, false, 'false', 'yes', 1, null])(
    'is unverified when the provider says %j',
    (verified) => {
      expect(identityIn({ ...claims, email_verified: verified }, provider)?.isEmailVerified).toBe(false);
    },
  );

  test.each([
    { ...claims, iss: 'https://id.example/' },
    { ...claims, iss: 'https://other.example' },
    { ...claims, sub: '' },
    { ...claims, sub: 7 },
    { ...claims, sub: 'x'.repeat(256) },
  ])('is none when issuer or subject are not as they must be: %j', (other) => {
    expect(identityIn(other, provider)).toBeNull();
  });
});
