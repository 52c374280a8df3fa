// SPDX-License-Identifier: Apache-2.0
import type { Output } from '../../../core/contract/contract.ts';
import { errorIssue, warningIssue } from '../../../core/issues/issue.ts';
import { imageReference, splitReference } from '../../../core/request/image-reference.ts';
import { imageRequest } from '../../../core/request/request.ts';
import { inspectImage } from '../../probe/image.ts';
import type { Runner } from '../../runner/command.ts';
import { registryClock } from './registry-clock.ts';

/** Certificates are issued an hour or more before they are used; less is no cause for anything. */
const MOST_SKEW_SECONDS = 300;

/** Whether an image can be asked for: name, network, certificate, credentials, and this machine's clock. */
export async function reachRegistry(
  runner: Runner,
  reference: string,
  proxy: string | undefined,
): Promise<Output<'reach'>> {
  const source = imageReference.safeParse(reference);
  const via = imageRequest.shape.proxy.safeParse(proxy);
  const unfit = source.success ? via.error : source.error;
  if (!source.success || !via.success) {
    const message = unfit?.issues[0]?.message ?? 'not a reference';
    // A proxy may hold a password: it is not repeated.
    const value = source.success ? 'the proxy' : reference;
    return { ok: false, issues: [errorIssue('bad-value', [], { value, message })], clockSkewSeconds: null };
  }
  const { transport, name } = splitReference(source.data);
  const host = name.split('/', 1)[0] ?? '';
  const [inspected, clockSkewSeconds] = await Promise.all([
    inspectImage(runner, { source: source.data, ...(via.data === undefined ? {} : { proxy: via.data }) }),
    transport === 'registry' ? registryClock(host, via.data) : null,
  ]);
  const issues = inspected.ok ? [] : [inspected.issue];
  if (clockSkewSeconds !== null && Math.abs(clockSkewSeconds) > MOST_SKEW_SECONDS)
    issues.push(warningIssue('clock-wrong', [], { seconds: Math.abs(clockSkewSeconds), registry: host }));
  return { ok: inspected.ok, issues, clockSkewSeconds };
}
