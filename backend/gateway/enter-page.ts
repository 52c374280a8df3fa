// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admission } from './admission.ts';

/** More than a code is nobody's code. */
const MOST_BYTES = 200;

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const style = `:root { color-scheme: light dark; font: 1.25rem/1.5 system-ui, sans-serif; }
body { max-width: 28rem; margin: 10vh auto; padding: 0 1rem; }
label, input, button { display: block; font: inherit; margin-top: 1rem; }
input { width: 100%; box-sizing: border-box; padding: 0.5rem; letter-spacing: 0.1em; }
button { padding: 0.5rem 1.5rem; }
`;

function page(problem: string): string {
  const told = problem === '' ? '' : `<p id="problem" role="alert">${problem}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>ParticleOS installer</title><link rel="stylesheet" href="/enter.css"></head>
<body><main><h1>ParticleOS installer</h1>
<p>The screen of the machine shows a code, and the fingerprint that your browser should show for this page's certificate.</p>
${told}<form method="post" action="/enter"><label for="code">Code</label>
<input id="code" name="code" required autofocus autocomplete="one-time-code" autocapitalize="characters" spellcheck="false">
<button>Go on</button></form></main></body></html>
`;
}

async function typedCode(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('latin1');
    if (text.length > MOST_BYTES) return '';
  }
  return new URLSearchParams(text).get('code') ?? '';
}

const problems = {
  wrong: [403, 'This code is not right, or it was used already.'],
  'too-often': [429, 'Too many tries. Wait a minute.'],
} as const;

/** The page before the wizard, where a browser from elsewhere shows the code. False: it is none of this page's paths. */
export function enterPage(
  request: IncomingMessage,
  response: ServerResponse,
  admission: Admission,
  say: (line: string) => void,
): boolean {
  const path = request.url ?? '/';
  if (path === '/enter.css' && request.method === 'GET') {
    response.writeHead(200, { ...headers, 'content-type': 'text/css' }).end(style);
    return true;
  }
  if (path === '/' && request.method === 'GET') {
    response.writeHead(303, { ...headers, location: '/enter' }).end();
    return true;
  }
  if (path !== '/enter') return false;
  if (request.method !== 'POST') {
    response.writeHead(200, headers).end(page(''));
    return true;
  }
  typedCode(request)
    .then((code) => {
      const result = admission.enter(code);
      const from = request.socket.remoteAddress ?? 'somewhere';
      if ('cookie' in result) {
        say(`A browser at ${from} was let in; the code is used up.`);
        return response.writeHead(303, { ...headers, location: '/', 'set-cookie': result.cookie }).end();
      }
      const [status, problem] = problems[result.refused];
      say(`A browser at ${from} was refused: ${result.refused}.`);
      return response.writeHead(status, headers).end(page(problem));
    })
    .catch(() => response.destroy());
  return true;
}
