// SPDX-License-Identifier: Apache-2.0
import type { ParsedNode } from 'yaml';
import { errorIssue, type Issue } from '../issues/issue.ts';
import { parseYaml } from './parse-yaml.ts';
import { pathKey, readNode, type Reading } from './read-node.ts';
import { requestSchema, type Request } from './request.ts';
import { inReadingOrder, type Locate } from './resolve-paths.ts';
import { schemaIssues } from './schema-issues.ts';
import { positionFinder, type Position } from './text-position.ts';

/** Nobody reads more; the rest is counted. */
const MOST_ISSUES = 100;

export type LoadedRequest =
  | { readonly ok: true; readonly request: Request; readonly issues: Issue[]; readonly locate: Locate }
  | { readonly ok: false; readonly issues: Issue[] };

function locator(place: (offset: number) => Position, places: ReadonlyMap<string, number>): Locate {
  return (path) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = places.get(pathKey(path.slice(0, length)));
      if (offset !== undefined) return place(offset);
    }
    return undefined;
  };
}

/** Whether a path or one it lies in has an issue already. */
function isSettled(settled: ReadonlySet<string>, path: Issue['path']): boolean {
  return path.some((_, index) => settled.has(pathKey(path.slice(0, index + 1)))) || settled.has(pathKey([]));
}

function refused(issues: readonly Issue[]): LoadedRequest {
  const sorted = inReadingOrder(issues);
  if (sorted.length <= MOST_ISSUES) return { ok: false, issues: sorted };
  const first = sorted.slice(0, MOST_ISSUES);
  const last = first.at(-1);
  const more = errorIssue('issues-left-out', [], { count: sorted.length - MOST_ISSUES });
  return { ok: false, issues: [...first, last?.position ? { ...more, position: last.position } : more] };
}

function readRequest(text: string, node: ParsedNode | null): LoadedRequest {
  const reading: Reading = { found: [], places: new Map(), settled: new Set() };
  const value = readNode(node, requestSchema, [], reading);
  const place = positionFinder(text);
  const locate = locator(place, reading.places);
  const judged = schemaIssues(requestSchema, value).map((issue) => {
    const position = locate(issue.path);
    return position === undefined ? issue : { ...issue, position };
  });
  // A later version may know other settings: everything else said about it would be noise.
  const version = judged.filter((issue) => issue.code === 'version-unsupported');
  if (version.length > 0) return refused(version);
  const read = reading.found.map(({ issue, offset }) => ({ ...issue, position: place(offset) }));
  const issues = [...read, ...judged.filter((issue) => !isSettled(reading.settled, issue.path))];
  if (issues.length > 0) return refused(issues);
  const parsed = requestSchema.safeParse(value);
  // Unreachable unless the filter above swallowed an issue; better a plain refusal than a wrong request.
  if (!parsed.success) return refused(judged);
  return { ok: true, request: parsed.data, issues: [], locate };
}

/** Reads an answer file. Never throws; every issue has a position, all problems are told at once, in reading order. */
export function loadRequest(text: string): LoadedRequest {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const parsed = parseYaml(body);
  return parsed.ok ? readRequest(body, parsed.node) : refused(parsed.issues);
}
