// SPDX-License-Identifier: Apache-2.0
import { access } from 'node:fs/promises';
import { join, normalize, resolve } from 'node:path';
import { quoteArgv } from '../../backend/runner/command.ts';
import { repository } from '../program-files.ts';

/** A file or directory of this machine that is put into an image. */
export interface AddedFile {
  /** Absolute. */
  readonly source: string;
  /** Absolute, in the image. */
  readonly path: string;
}

/** What is emptied, or becomes a link into the empty /var, when the image is sealed (seal.sh), or is no part of one. */
const EMPTY = /^\/(?:boot|dev|home|mnt|opt|ostree|proc|root|run|srv|sys|sysroot|tmp|usr\/local|var)(?:\/|$)/u;

/** Reads "SOURCE:PATH". Throws an Error in words for who typed it. */
export async function parseAddedFile(text: string): Promise<AddedFile> {
  const at = text.lastIndexOf(':');
  const [source, path] = [text.slice(0, at), text.slice(at + 1)];
  const wrong = (why: string): Error => new Error(`--file ${text}: ${why}`);
  if (at < 1 || !path.startsWith('/'))
    throw wrong('SOURCE:PATH is wanted, with a path that begins with a slash');
  const inImage = normalize(path).replace(/\/$/, '');
  if (inImage === '') throw wrong('the path is that of the whole image');
  if (EMPTY.test(inImage)) throw wrong('nothing that an image holds there reaches an installed system');
  await access(source).catch(() => {
    throw wrong(`${source} cannot be read`);
  });
  return { source: resolve(source), path: inImage };
}

/** A line of shell that puts it into the root $1. */
export function addFileHook({ source, path }: AddedFile): string {
  const script = join(repository, 'iso-builder/image/add-file.sh');
  return `${quoteArgv([script])} "$1" ${quoteArgv([source, path])}`;
}
