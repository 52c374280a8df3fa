// SPDX-License-Identifier: Apache-2.0
import type { Scalar } from 'yaml';

/**
 * Value of a scalar by YAML 1.2's core schema, except that a number stays as written where a text is wanted
 * (serial: 0123). `no` and `on` are texts in YAML 1.2. Nothing at all is null.
 */
export function readScalar(node: Scalar, textWanted: boolean): unknown {
  const text = typeof node.value === 'string' ? node.value : '';
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    // `key: |` ends its text with a line break that no setting wants.
    return text.replace(/\n+$/, '');
  }
  if (node.type !== 'PLAIN' || node.tag === 'tag:yaml.org,2002:str') return text;
  if (/^(|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  if (!textWanted && /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  return text;
}
