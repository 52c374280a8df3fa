// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Tick } from '../../ui/Tick.tsx';

/** Wireless networks that were entered here: whether the installed system enters them too. */
export function KeptNetworks(): ReactNode {
  const { t } = useWords();
  const [{ joined }, change] = useAnswers('network');
  return joined.map(({ ssid, keep }) => (
    <Tick
      key={ssid}
      label={t('network.keep', { name: ssid })}
      isOn={keep}
      onChange={(isOn) =>
        change({ joined: joined.map((one) => (one.ssid === ssid ? { ...one, keep: isOn } : one)) })
      }
    />
  ));
}
