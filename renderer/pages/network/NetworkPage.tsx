// SPDX-License-Identifier: Apache-2.0
import { useEffect, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { KeptNetworks } from './KeptNetworks.tsx';
import { RegistryReach } from './RegistryReach.tsx';
import { WifiCard } from './WifiCard.tsx';
import { WiredCard } from './WiredCard.tsx';

const LOOK_MS = 3000;

/** How this machine gets on the network while it is installed. */
export function NetworkPage(): ReactNode {
  const { t } = useWords();
  const { state, store } = useWizard();
  const { setNetwork } = store;
  const [answers, change] = useAnswers('network');
  const problem = useProblem();
  const { network } = state.known;
  useEffect(() => {
    // A cable that is plugged in is seen without a button.
    const look = (): void => {
      call('network', {}).then(setNetwork, () => undefined);
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [setNetwork]);
  const devices = network?.devices ?? [];
  return (
    <>
      <PageHeading title={t('network.title')} lead={t('network.lead')} />
      {network === null ? <p role="status">{t('app.loading')}</p> : null}
      {network !== null && !network.managed ? (
        <Notice tone="info">
          <p>{t('network.unmanaged')}</p>
        </Notice>
      ) : null}
      {network?.managed === true && devices.length === 0 ? (
        <Notice tone="warning">
          <p>{t('network.none')}</p>
        </Notice>
      ) : null}
      <div className="stack">
        {devices.map((device) =>
          device.kind === 'wired' ? (
            <WiredCard key={device.name} device={device} />
          ) : (
            <WifiCard key={device.name} device={device} />
          ),
        )}
        <KeptNetworks />
        <TextBox
          field="proxy"
          label={t('network.proxy')}
          optional
          technical
          hint={t('network.proxy.hint')}
          value={answers.proxy}
          onChange={(proxy) => change({ proxy: proxy.trim() })}
          problem={problem('proxy')}
        />
        <RegistryReach />
      </div>
    </>
  );
}
