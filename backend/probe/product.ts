// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { productName } from '../../core/facts/product-name.ts';
import { readIfThere } from './read-if-there.ts';

/** Name of the machine by its firmware; null where there is none. Those of these attributes anyone may read. */
export async function readProduct(root: string): Promise<string | null> {
  const read = (name: string): Promise<string | null> => readIfThere(join(root, 'sys/class/dmi/id', name));
  const [vendor, name, version] = await Promise.all([
    read('sys_vendor'),
    read('product_name'),
    read('product_version'),
  ]);
  return productName({ vendor, name, version });
}
