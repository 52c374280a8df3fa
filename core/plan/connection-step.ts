// SPDX-License-Identifier: Apache-2.0
import type { NetworkRequest } from '../request/request.ts';
import { networkKeyfile } from './network-keyfile.ts';
import type { Step } from './step.ts';
import { DEPLOYMENT, TARGET } from './target.ts';
import { literal } from './template.ts';

/** The hole of a connection's file that its password fills. */
const HOLE = 'wifi-password';

/** The name under which a connection's password is handed to the executor, as keyfileValue() writes it. */
export function wifiSecretName(connection: string): string {
  return `wifi-password:${connection}`;
}

/** Writes one connection of the installed system. */
export function connectionStep(connection: NetworkRequest, index: number): Step {
  const { text, secretKey } = networkKeyfile(connection);
  const file = `${DEPLOYMENT}/etc/NetworkManager/system-connections/${connection.name}.nmconnection`;
  const step = {
    kind: 'write',
    id: `network-${index}`,
    phase: 'configure',
    title: `Write the connection ${connection.name}`,
    path: file,
    // NetworkManager ignores a keyfile that others may read (NetworkManager.conf(5)).
    mode: 0o600,
    within: TARGET,
  } as const;
  if (secretKey === null) return { ...step, content: literal(text) };
  const content = `${literal(text)}${secretKey}={{${HOLE}}}\n`;
  return { ...step, content, secrets: { [HOLE]: wifiSecretName(connection.name) } };
}
