import { readFileSync } from 'node:fs';
import path from 'node:path';

const manifest = path.resolve(import.meta.dirname, '../.next/server/server-reference-manifest.json');

/** The numbers of the build's server actions, by name. */
export function actionIds(): Map<string, string> {
  const { node } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    node: Record<string, { exportedName: string }>;
  };
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]));
}

/** A form as the one argument of a server action: its fields, and then the list of arguments that names it. */
export function formArgument(fields: object): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(`_1_${field}`, value);
  form.append('0', '["$K1"]');
  return form;
}

/** Somebody who talks to the server without a browser: what they may send is what they like. */
export class Visitor {
  url: string;
  cookie = '';
  readonly #actions = actionIds();

  constructor(url: string) {
    this.url = url;
  }

  async ask(where: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      ...(this.cookie && { cookie: this.cookie }),
      ...(init.headers as Record<string, string>),
    };
    const signal = init.signal ?? AbortSignal.timeout(30_000);
    return fetch(new URL(where, this.url), { redirect: 'manual', ...init, headers, signal });
  }

  /** @param more a code of the second factor, and headers of one's own */
  async signIn(
    email: string,
    password: string,
    { code, headers }: { code?: string; headers?: Record<string, string> } = {},
  ): Promise<boolean> {
    const csrfToken = await this.csrfToken();
    const body = new URLSearchParams({ csrfToken, json: 'true', email, password, ...(code && { code }) });
    const answer = await this.ask('/api/auth/callback/credentials', { method: 'POST', body, headers });
    this.keep(answer);
    return /session-token=/.test(this.cookie);
  }

  /** What a form to sign in or out has to bring, beside the cookie that is kept. */
  async csrfToken(): Promise<string> {
    const form = await this.ask('/api/auth/csrf');
    this.keep(form);
    return ((await form.json()) as { csrfToken: string }).csrfToken;
  }

  /** Takes the cookies of an answer over. */
  keep(response: Response) {
    const jar = new Map(
      this.cookie
        .split('; ')
        .filter(Boolean)
        .map((one) => one.split(/=(.*)/s) as [string, string]),
    );
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    this.cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Calls a server action as React does; a flat record goes as a form, everything else as JSON. */
  async act(name: string, at: string, argument: unknown, headers: Record<string, string> = {}) {
    const response = await this.ask(at, {
      method: 'POST',
      headers: {
        ...{ 'next-action': this.#actions.get(name) ?? name, origin: this.url, accept: 'text/x-component' },
        ...(argument instanceof FormData ? {} : { 'content-type': 'text/plain;charset=UTF-8' }),
        ...headers,
      },
      body: argument instanceof FormData ? argument : JSON.stringify([argument]),
    });
    const text = await response.text();
    // An action that leads on to another page has succeeded, and says so there alone.
    const leadsTo = response.headers.get('x-action-redirect');
    return { status: response.status, text, leadsTo, ok: /"ok":true/.test(text) };
  }

  /** The same with an argument that is a form. */
  form(name: string, at: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    return this.act(name, at, formArgument(fields), headers);
  }
}
