// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { NetworkDevice } from '../../../core/contract/network-state.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { AddressesDialog } from './AddressesDialog.tsx';
import { DeviceHead } from './DeviceHead.tsx';

/** A wired network card. */
export function WiredCard({ device }: { readonly device: NetworkDevice }): ReactNode {
  const { t } = useWords();
  const [{ byHand }] = useAnswers('network');
  const [isOpen, setIsOpen] = useState(false);
  const isByHand = byHand.some((one) => one.device === device.name);
  return (
    <section className="panel" aria-label={device.name}>
      <DeviceHead device={device} />
      {isByHand ? <p className="badge">{t('network.byHand')}</p> : null}
      <ActionButton onPress={() => setIsOpen(true)}>{t('network.static')}</ActionButton>
      {isOpen ? <AddressesDialog device={device.name} onClose={() => setIsOpen(false)} /> : null}
    </section>
  );
}
