// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { NetworkDevice } from '../../../core/contract/network-state.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { DeviceHead } from './DeviceHead.tsx';
import { JoinDialog, type Joining } from './JoinDialog.tsx';

/** A wireless card, and the networks that it hears. */
export function WifiCard({ device }: { readonly device: NetworkDevice }): ReactNode {
  const { t } = useWords();
  const { store } = useWizard();
  const [joining, setJoining] = useState<Joining | null>(null);
  const [isScanning, setIsScanning] = useState(false);
  const scan = (): void => {
    setIsScanning(true);
    store.scan().then(
      () => setIsScanning(false),
      () => setIsScanning(false),
    );
  };
  return (
    <section className="panel" aria-label={device.name}>
      <DeviceHead device={device} />
      {device.networks.length === 0 && !isScanning ? <p>{t('network.noneFound')}</p> : null}
      <ul className="networks">
        {device.networks.map(({ ssid, strength, security }) => (
          <li key={ssid}>
            <bdi>{ssid}</bdi>
            <span className="soft">
              {t(`network.security.${security}`)} · {t('network.strength', { percent: strength })}
            </span>
            {device.connection === ssid && device.state === 'connected' ? (
              <span className="badge">
                <Icon name="check" /> {t('network.state.connected')}
              </span>
            ) : security === 'unsupported' ? null : (
              <ActionButton
                label={t('network.join', { name: ssid })}
                onPress={() => setJoining({ ssid, hidden: false, security })}
              >
                {t('network.connect')}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      <div className="row-buttons">
        <ActionButton onPress={scan} lockedReason={isScanning ? t('network.scanning') : null}>
          {t('network.scan')}
        </ActionButton>
        <ActionButton onPress={() => setJoining({ ssid: '', hidden: true, security: 'personal' })}>
          {t('network.hidden')}
        </ActionButton>
      </div>
      {joining === null ? null : (
        <JoinDialog device={device.name} joining={joining} onClose={() => setJoining(null)} />
      )}
    </section>
  );
}
