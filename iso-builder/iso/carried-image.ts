// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Runner } from '../../backend/runner/command.ts';

/** skopeo-inspect(1) prints more; an image without labels has null. */
const inspected = z.object({ Labels: z.record(z.string(), z.string()).nullish() });

/** Is an image, named in skopeo's words, one for bootc? It then carries the label that bootc itself asks for. */
export async function isBootcImage(runner: Runner, reference: string): Promise<boolean> {
  const argv = ['skopeo', 'inspect', '--no-tags', reference] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: 60_000 });
  return inspected.parse(JSON.parse(stdout)).Labels?.['containers.bootc'] === '1';
}
