import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the provider says of whoever is before it. */
export type Claims = { sub: string; email?: string; email_verified?: boolean };

/** How it lies: with a key that is not its own, or with claims that are not those of this sign-in. */
export type Lie = { key?: 'another'; claims?: Record<string, unknown>; alg?: 'none'; state?: string };

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * A small OpenID provider: discovery, authorisation, token, keys. Whoever comes is `claims`, and is sent straight back;
 * `lie` is what it does wrong.
 */
export async function startProvider(client: { id: string; secret: string }) {
  const [own, another] = [newKey(), newKey()];
  const codes = new Map<string, { nonce: string; challenge: string; redirect: string }>();
  const provider = {
    issuer: '',
    claims: { sub: '' } as Claims,
    lie: {} as Lie,
    /** The addresses to which it leads back: none other. */
    registered: [] as string[],
    /** How many tokens it has given. */
    tokens: 0,
    /** What it refused to go along with. */
    refused: [] as string[],
    stop: () => new Promise<void>((done) => void server.close(() => done())),
  };

  function authorize(query: URLSearchParams, response: ServerResponse) {
    const redirect = query.get('redirect_uri') ?? '';
    const challenge = query.get('code_challenge') ?? '';
    const isAsked = query.get('client_id') === client.id && query.get('response_type') === 'code';
    const isSafe = challenge && query.get('code_challenge_method') === 'S256' && query.get('nonce');
    if (!isAsked || !isSafe || !provider.registered.includes(redirect)) {
      provider.refused.push(redirect);
      return response.writeHead(400).end();
    }
    const code = randomUUID();
    codes.set(code, { nonce: query.get('nonce') ?? '', challenge, redirect });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', provider.lie.state ?? query.get('state') ?? '');
    return response.writeHead(302, { location: back.href }).end();
  }

  function token(form: URLSearchParams, authorization: string, response: ServerResponse) {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    // Both parts are encoded as in a form before they are joined (RFC 6749, section 2.3.1).
    const [id, secret] = Buffer.from(authorization.replace('Basic ', ''), 'base64')
      .toString()
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    if (!code || challenge !== code.challenge || form.get('redirect_uri') !== code.redirect)
      return json(response, { error: 'invalid_grant' }, 400);
    if (id !== client.id || secret !== client.secret) return json(response, { error: 'invalid_client' }, 401);
    provider.tokens += 1;
    const now = Math.floor(Date.now() / 1000);
    const idToken = signed({
      ...{ iss: provider.issuer, aud: client.id, iat: now, exp: now + 60, nonce: code.nonce },
      ...{ ...provider.claims, ...provider.lie.claims },
    });
    return json(response, {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 60,
      id_token: idToken,
    });
  }

  function signed(claims: object): string {
    const alg = provider.lie.alg ?? 'RS256';
    const text = [{ alg, kid: 'own', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    if (alg === 'none') return `${text}.`;
    const { privateKey } = provider.lie.key === 'another' ? another : own;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  }

  const json = (response: ServerResponse, body: object, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', provider.issuer);
    if (pathname === '/.well-known/openid-configuration')
      return json(response, {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (pathname === '/keys') {
      const key = own.publicKey.export({ format: 'jwk' });
      return json(response, { keys: [{ ...key, kid: 'own', alg: 'RS256', use: 'sig' }] });
    }
    if (pathname === '/authorize') return authorize(searchParams, response);
    let body = '';
    for await (const chunk of request) body += chunk;
    return token(new URLSearchParams(body), request.headers.authorization ?? '', response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return provider;
}
