// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from 'react';
import type { NetworkState } from '../../core/contract/network-state.ts';
import type { Facts } from '../../core/facts/facts.ts';
import type { Known } from '../app/wizard-state.ts';
import { call } from './call.ts';

const AGAIN_MS = 2000;

export interface KnownStore {
  readonly known: Known;
  /** Probes the machine anew; the old facts stay until the new ones are there. */
  readonly probe: () => Promise<void>;
  readonly scan: () => Promise<void>;
  readonly setNetwork: (network: NetworkState) => void;
}

/** The facts with what is in the image on the medium: its languages and keymaps decide what can be chosen. */
async function withEmbedded(facts: Facts): Promise<Facts> {
  const directory = facts.live?.embeddedImage ?? null;
  if (directory === null || facts.image !== null) return facts;
  const { image } = await call('facts', { image: `oci:${directory}` });
  return { ...facts, image };
}

/** What the service knows. Nothing waits for it: pages show what is there. */
export function useKnown(): KnownStore {
  const [known, setKnown] = useState<Known>({ facts: null, choices: null, catalogue: null, network: null });
  const take = useCallback((part: Partial<Known>) => setKnown((old) => ({ ...old, ...part })), []);
  const setNetwork = useCallback((network: NetworkState) => take({ network }), [take]);
  const probe = useCallback(async () => {
    take({ facts: await withEmbedded(await call('facts', {})) });
  }, [take]);
  const scan = useCallback(async () => take({ network: await call('network', { scan: true }) }), [take]);
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    let ended = false;
    // A service that is just starting, or is started anew, answers a little later.
    const load = (one: () => Promise<Partial<Known>>): void => {
      one().then(
        (part) => !ended && take(part),
        () => {
          if (!ended) timers.add(setTimeout(() => load(one), AGAIN_MS));
        },
      );
    };
    load(async () => ({ choices: await call('choices', {}) }));
    load(async () => ({ catalogue: await call('catalogue', {}) }));
    load(async () => {
      const facts = await call('facts', {});
      // Disks are shown at once; what is in the image on the medium takes longer to read.
      load(async () => ({ facts: await withEmbedded(facts) }));
      return { facts };
    });
    load(async () => ({ network: await call('network', {}) }));
    return () => {
      ended = true;
      for (const timer of timers) clearTimeout(timer);
    };
  }, [take]);
  return { known, probe, scan, setNetwork };
}
