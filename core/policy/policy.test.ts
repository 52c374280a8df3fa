// SPDX-License-Identifier: Apache-2.0
import { assert, constantFrom, property, stringMatching, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { keyPolicy } from './key-policy.ts';
import { policySchema, type Policy } from './policy.ts';
import { registriesFile } from './registries-file.ts';
import { acceptsAnything, rejectsAll, requirementsFor, type PolicyTransport } from './requirements-for.ts';

/** Each scope asks for a type of its own name, so that the type tells which scope matched. */
function policyOf(transport: PolicyTransport, scopes: readonly string[]): Policy {
  const named = scopes.map((scope) => [scope, [{ type: scope === '' ? '(transport)' : scope }]]);
  return policySchema.parse({
    default: [{ type: '(default)' }],
    transports: { [transport]: Object.fromEntries(named) as unknown },
  });
}

describe('the most specific scope of containers-policy.json(5) counts', () => {
  const hosts = ['r.example:5000/a/b', 'r.example:5000/a', 'r.example:5000', '*.example', ''];
  test.each([
    ['docker', 'r.example:5000/a/b:tag', hosts, 'r.example:5000/a/b'],
    ['docker', 'r.example:5000/a/c:tag', hosts, 'r.example:5000/a'],
    ['docker', 'r.example:5000/ab', hosts, 'r.example:5000'],
    ['docker', 'r.example/a/b', hosts, '*.example'],
    ['docker', 'x.r.example/a', hosts, '*.example'],
    ['docker', 'example/a', hosts, '(transport)'],
    ['docker', 'r.example/a', ['r.example/a:tag'], '(default)'],
    ['docker', 'busybox', ['docker.io/library/busybox'], 'docker.io/library/busybox'],
    ['docker', 'me/busybox:1', ['docker.io/me'], 'docker.io/me'],
    ['docker', 'localhost/a', ['localhost'], 'localhost'],
    ['docker', `r.example/a@sha256:${'0'.repeat(64)}`, ['r.example/a'], 'r.example/a'],
    ['oci', '/run/update', ['/run', '/run/up'], '/run'],
    ['oci', '/run/update:a', ['/run/update:a', '/run/update'], '/run/update:a'],
    ['oci', '/run/update:b', ['/run/update:a', '/run/update'], '/run/update'],
    ['dir', '/tmp/x/signed', [''], '(transport)'],
    ['oci-archive', '/srv/a.tar', ['/srv/b.tar'], '(default)'],
    ['containers-storage', 'localhost/a:b', ['localhost/a', ''], '(transport)'],
  ] as const)('%s %s', (transport, name, scopes, type) => {
    expect(requirementsFor(policyOf(transport, scopes), transport, name)).toEqual([{ type }]);
  });

  test('a policy without transports has its default', () => {
    const policy = policySchema.parse({ default: [{ type: 'reject' }] });
    expect(rejectsAll(requirementsFor(policy, 'docker', 'r.example/a'))).toBe(true);
    expect(acceptsAnything(policy.default)).toBe(false);
  });

  test('an empty list, or none, is no policy', () => {
    expect(policySchema.safeParse({ default: [] }).success).toBe(false);
    expect(policySchema.safeParse({ transports: {} }).success).toBe(false);
  });
});

const label = stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const repository = tuple(label, constantFrom('', ':5000'), label, label).map(
  ([host, port, space, name]) => `${host}.example${port}/${space}/${name}`,
);

describe('the policy of a key', () => {
  test('lets in what is signed for its repositories, and nothing else', () => {
    const check = property(repository, repository, repository, (a, b, elsewhere) => {
      const policy = keyPolicy({ keyData: 'a2V5', repositories: [a, b], identity: a });
      expect(policySchema.parse(policy)).toEqual(policy);
      for (const name of [a, `${b}:tag`, `${a}/below`]) {
        expect(requirementsFor(policy, 'docker', name)).toMatchObject([
          { type: 'sigstoreSigned', keyData: 'a2V5', signedIdentity: { type: 'matchRepository' } },
        ]);
      }
      const inside = [a, b].some((scope) => `${elsewhere}/`.startsWith(`${scope}/`));
      expect(rejectsAll(requirementsFor(policy, 'docker', elsewhere))).toBe(!inside);
      for (const transport of ['oci', 'oci-archive', 'containers-storage'] as const)
        expect(rejectsAll(requirementsFor(policy, transport, '/a'))).toBe(true);
      expect(requirementsFor(policy, 'dir', '/any/where')).toMatchObject([
        { signedIdentity: { type: 'exactRepository', dockerRepository: a } },
      ]);
    });
    expect(() => assert(check)).not.toThrow();
  });

  test('is written as the man page has it', () => {
    const policy = keyPolicy({ keyData: 'a2V5', repositories: ['r.example/a'], identity: 'r.example/a' });
    expect(policy).toMatchInlineSnapshot(`
      {
        "default": [
          {
            "type": "reject",
          },
        ],
        "transports": {
          "dir": {
            "": [
              {
                "keyData": "a2V5",
                "signedIdentity": {
                  "dockerRepository": "r.example/a",
                  "type": "exactRepository",
                },
                "type": "sigstoreSigned",
              },
            ],
          },
          "docker": {
            "r.example/a": [
              {
                "keyData": "a2V5",
                "signedIdentity": {
                  "type": "matchRepository",
                },
                "type": "sigstoreSigned",
              },
            ],
          },
        },
      }
    `);
    expect(keyPolicy({ keyData: 'a2V5', repositories: [], identity: 'r.example/a' }).transports).toEqual({
      dir: { '': [expect.objectContaining({ type: 'sigstoreSigned' }) as unknown] },
    });
  });
});

describe('the file that says where signatures are', () => {
  test('is YAML, whatever the repositories are called', () => {
    const check = property(repository, (name) => {
      expect(parse(registriesFile([name]))).toEqual({
        docker: { [name]: { 'use-sigstore-attachments': true } },
      });
    });
    expect(() => assert(check)).not.toThrow();
  });

  test('names nothing when there is no registry', () => {
    expect(parse(registriesFile([]))).toEqual({});
  });
});
