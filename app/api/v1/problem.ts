/** An answer that is no success, as RFC 9457 words it. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

const titles: Record<number, string> = {
  308: 'Permanent Redirect',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  410: 'Gone',
};

export function problemResponse({ status, message, headers }: Problem, forAll: Record<string, string>) {
  const problem = { type: 'about:blank', title: titles[status], status, detail: message };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      ...{ ...forAll, ...headers, 'content-type': 'application/problem+json' },
      'cache-control': 'public, max-age=0, must-revalidate',
    },
  });
}
