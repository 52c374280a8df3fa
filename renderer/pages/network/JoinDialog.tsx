// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { WifiRequest } from '../../../core/contract/network-state.ts';
import type { Issue } from '../../../core/issues/issue.ts';
import { call } from '../../api/call.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Choose } from '../../ui/Choose.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { wifiSecret } from './fields.ts';

export type Joining = Pick<WifiRequest, 'ssid' | 'hidden' | 'security'>;

const WIFI_SECRET = 'wifi-password';
const kinds = ['personal', 'enterprise', 'open'] as const;

interface JoinDialogProps {
  readonly device: string;
  readonly joining: Joining;
  readonly onClose: () => void;
}

/** What a wireless network asks for. The password goes to the service as a secret and stays nowhere else. */
export function JoinDialog({ device, joining, onClose }: JoinDialogProps): ReactNode {
  const { t } = useWords();
  const { store } = useWizard();
  const [{ joined }, change] = useAnswers('network');
  const [ssid, setSsid] = useState(joining.ssid);
  const [security, setSecurity] = useState(joining.security);
  const [identity, setIdentity] = useState('');
  const [password, setPassword] = useState('');
  const join = async (): Promise<readonly Issue[]> => {
    if (password !== '') await call('secret', { name: WIFI_SECRET, value: password });
    const answer = await call('wifi', {
      device,
      ssid,
      hidden: joining.hidden,
      security,
      ...(security === 'enterprise' ? { identity } : {}),
      ...(security === 'open' || password === '' ? {} : { passwordSecret: WIFI_SECRET }),
    });
    store.setNetwork(answer.network);
    if (answer.issues.length > 0) return answer.issues;
    // One that was refused is forgotten with the next; this one is kept for the installed system.
    if (security !== 'open') await call('secret', { name: wifiSecret(ssid), value: password });
    const others = joined.filter((one) => one.ssid !== ssid);
    const entered = { ssid, hidden: joining.hidden, security, identity, keep: true };
    change({ joined: [...others, entered] });
    onClose();
    return [];
  };
  const missing =
    ssid === ''
      ? t('network.ssid')
      : security === 'enterprise' && identity === ''
        ? t('network.identity')
        : security !== 'open' && password === ''
          ? t('network.password')
          : null;
  return (
    <FormDialog
      title={joining.hidden ? t('network.hidden') : t('network.join', { name: joining.ssid })}
      submit={t('network.connect')}
      onSubmit={join}
      onClose={onClose}
      missing={missing}
      busy={t('network.state.connecting')}
    >
      {joining.hidden ? (
        <>
          <TextBox field="ssid" label={t('network.ssid')} value={ssid} onChange={setSsid} />
          <Choose
            field="security"
            label={t('network.security')}
            value={security}
            onChange={(value) => setSecurity(kinds.find((kind) => kind === value) ?? 'personal')}
            options={kinds.map((kind) => ({ value: kind, title: t(`network.security.${kind}`) }))}
          />
        </>
      ) : null}
      {security === 'enterprise' ? (
        <TextBox
          field="identity"
          label={t('network.identity')}
          technical
          value={identity}
          onChange={setIdentity}
        />
      ) : null}
      {security === 'open' ? null : (
        <TextBox
          field="password"
          label={t('network.password')}
          type="password"
          value={password}
          onChange={setPassword}
        />
      )}
    </FormDialog>
  );
}
