// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { NetworkDevice } from '../../../core/contract/network-state.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/Icon.tsx';

/** A card's name, state and addresses. */
export function DeviceHead({ device }: { readonly device: NetworkDevice }): ReactNode {
  const { t } = useWords();
  const { name, kind, state, connection, addresses } = device;
  return (
    <div className="device-head">
      <Icon name={kind === 'wired' ? 'wired' : 'network'} />
      <div>
        <h2>
          {t(kind === 'wired' ? 'network.wired' : 'network.wifi')} <bdi className="soft">{name}</bdi>
        </h2>
        <p className={`device-state ${state}`} role="status">
          {t(`network.state.${state}`)}
          {state === 'connected' && kind === 'wifi' && connection !== null ? <bdi>: {connection}</bdi> : null}
        </p>
        {addresses.length === 0 ? null : (
          <p className="technical soft" dir="ltr">
            {addresses.join('  ')}
          </p>
        )}
      </div>
    </div>
  );
}
