// SPDX-License-Identifier: Apache-2.0
const TIMEOUT_MS = 15_000;

/**
 * Seconds this machine's clock is ahead of a registry's, by the Date header of its answer; null: no answer. The certificate is
 * not judged here: a wrong clock is the very reason why it may be refused.
 */
export async function registryClock(host: string, proxy: string | undefined): Promise<number | null> {
  // Late: Agent is a class, which backend/lazy-builtins.ts cannot put off.
  const { Agent, request } = await import('node:https');
  const agent = new Agent({
    keepAlive: false,
    rejectUnauthorized: false,
    ...(proxy === undefined ? {} : { proxyEnv: { HTTPS_PROXY: proxy } }),
  });
  return new Promise((resolve) => {
    let asked;
    try {
      asked = request(`https://${host}/v2/`, { method: 'HEAD', agent, timeout: TIMEOUT_MS });
    } catch {
      // No URL can be made of it.
      resolve(null);
      return;
    }
    const end = (skew: number | null): void => {
      asked.destroy();
      agent.destroy();
      resolve(skew);
    };
    asked.on('response', ({ headers }) => {
      const there = Date.parse(headers.date ?? '');
      end(Number.isNaN(there) ? null : Math.round((Date.now() - there) / 1000));
    });
    asked.on('error', () => end(null));
    asked.on('timeout', () => end(null));
    asked.end();
  });
}
