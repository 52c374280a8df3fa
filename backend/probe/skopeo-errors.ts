// SPDX-License-Identifier: Apache-2.0
import type { IssueError } from '../../core/issues/issue-error.ts';
import { lastLines, type CommandError } from '../runner/command.ts';
import { imageError } from './image-error.ts';

/**
 * What skopeo's last words mean. Its exit status is 1 for everything (before 1.15; 2 for "not found" since),
 * so the texts of containers/image, docker/distribution and Go's net are all there is. First match counts.
 */
const meanings: readonly (readonly [RegExp, 'registry-auth' | 'registry-unreachable' | 'image-not-found'])[] =
  [
    [/auth ?file|credential|unable to retrieve auth token|invalid username\/password/i, 'registry-auth'],
    [
      /unauthorized|authentication required|access to the resource is denied|status.*40[13]\b|\bdenied:/i,
      'registry-auth',
    ],
    [/manifest unknown|name unknown|not found: |repository .* not found|status.*404\b/i, 'image-not-found'],
    [/does not resolve to an image ID|image not known|invalid reference format/i, 'image-not-found'],
    [
      /connection refused|no such host|server misbehaving|no route to host|network is unreachable/i,
      'registry-unreachable',
    ],
    [/i\/o timeout|timeout|deadline exceeded|connection reset|proxyconnect|\bEOF\b/i, 'registry-unreachable'],
    [/x509|tls:|certificate|HTTP response to HTTPS client/i, 'registry-unreachable'],
    [/toomanyrequests|unexpected HTTP status|status.*5\d\d\b/i, 'registry-unreachable'],
  ];

/** The sentence inside skopeo's `time="..." level=fatal msg="..."`. */
export function lastWords(stderr: string): string {
  const line = lastLines(stderr, 1);
  const message = /msg=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  if (message === undefined) return line.trim();
  try {
    return String(JSON.parse(message));
  } catch {
    return message;
  }
}

/**
 * What of a message of skopeo says something new: it begins with the reference, twice or three times, and the cause
 * comes last, where a sentence for a person would cut it off.
 */
function causeOf(message: string): string {
  return message
    .replace(/^Error parsing image name "[^"]*": /, '')
    .replace(/^pinging container registry \S+: /, '')
    .replace(/^Get "[^"]*": /, '');
}

/** The issue for a skopeo command that failed. */
export function imageErrorOf(error: CommandError, source: string): IssueError {
  if (error.reason === 'not-found') return imageError('tool-missing', { tool: 'skopeo' }, []);
  if (error.reason === 'timeout') {
    return imageError('registry-unreachable', { source, message: 'no answer in time' });
  }
  const message = lastWords(error.result.stderr);
  const code = meanings.find(([pattern]) => pattern.test(message))?.[1] ?? 'image-not-found';
  return imageError(code, { source, message: causeOf(message) }, [
    'image',
    code === 'registry-auth' ? 'authFile' : 'source',
  ]);
}
