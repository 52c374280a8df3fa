// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { causeOf, registryMeaning } from '../probe/skopeo-errors.ts';

type PodmanCode = 'podman-no-image' | 'podman-storage' | 'podman-runtime';

/** What podman 4.3 to 5.8 says after "Error: "; it leaves with 125, or 126 and 127 for the runtime (podman-run(1)). */
const meanings: readonly (readonly [RegExp, PodmanCode])[] = [
  [/^(?<image>\S+): image not known/, 'podman-no-image'],
  [
    /^short-name "(?<image>[^"]+)" did not resolve|short-name resolution enforced.*"(?<name>[^"]+)"/,
    'podman-no-image',
  ],
  [
    /^(?:unable to .+|initializing source .+): .*"?(?<image>\S+?)"? does not resolve to an image ID/,
    'podman-no-image',
  ],
  [
    /^(?:configure storage: |creating container storage: |mounting storage for container .+?: )(?<message>.+)/,
    'podman-storage',
  ],
  [
    /^(?<message>database graph driver .+|.*backing file system is unsupported for this graph driver.*)/,
    'podman-storage',
  ],
  [
    /^(?<message>(?:OCI (?:runtime|permission|resource)|crun: |runc: |preparing container ).+)/,
    'podman-runtime',
  ],
  [/^(?<message>.*(?:cgroup|setrlimit|no such container|executable file .+ not found).*)/i, 'podman-runtime'],
];

/** The issue for what podman itself said when it failed; null: nothing that is known here. Pure. */
export function podmanIssue(stderr: string): Issue | null {
  const last = stderr.split('\n').findLast((line) => line.startsWith('Error: '));
  if (last === undefined) return null;
  const message = last.slice('Error: '.length).trim();
  if (/no space left on device/i.test(message))
    return errorIssue('no-space', [], { where: 'the place of the image store' });
  for (const [pattern, code] of meanings) {
    const groups = pattern.exec(message)?.groups;
    if (groups === undefined) continue;
    const image = groups['image'] ?? groups['name'];
    return errorIssue(code, [], image === undefined ? { message: groups['message'] ?? message } : { image });
  }
  const code = registryMeaning(message);
  if (code === null) return null;
  const source = /(?:source|image) (\S+?): /.exec(message)?.[1] ?? 'being installed';
  const words = message.replace(/^.*initializing source \S+: /, '');
  return errorIssue(code, ['image'], { source, message: causeOf(words) });
}
