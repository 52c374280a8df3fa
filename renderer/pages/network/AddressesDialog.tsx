// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { call } from '../../api/call.ts';
import type { Problem } from '../../app/page.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import type { ByHand } from './fields.ts';
import { linesOf, validateByHand } from './validate.ts';

interface AddressesDialogProps {
  readonly device: string;
  readonly onClose: () => void;
}

/** Addresses of a wired card, for the live system at once and for the installed one. */
export function AddressesDialog({ device, onClose }: AddressesDialogProps): ReactNode {
  const { t } = useWords();
  const { store } = useWizard();
  const [answers, change] = useAnswers('network');
  const before = answers.byHand.find((one) => one.device === device);
  const [typed, setTyped] = useState<ByHand>(before ?? { device, addresses: '', gateway: '', dns: '' });
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const problem = (field: string): string | undefined => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? undefined : t(found.key);
  };
  const apply = async (): Promise<readonly Issue[]> => {
    const found = validateByHand(typed);
    setProblems(found);
    if (found.length > 0) return [];
    const addresses = linesOf(typed.addresses);
    const gateway = typed.gateway.trim();
    const answer = await call('wired', {
      device,
      addresses,
      dns: linesOf(typed.dns),
      ...(gateway === '' ? {} : { gateway }),
    });
    store.setNetwork(answer.network);
    if (answer.issues.length > 0) return answer.issues;
    const others = answers.byHand.filter((one) => one.device !== device);
    change({ byHand: addresses.length === 0 ? others : [...others, typed] });
    onClose();
    return [];
  };
  return (
    <FormDialog
      title={t('network.static.title', { device })}
      submit={t('network.apply')}
      onSubmit={apply}
      onClose={onClose}
    >
      <p className="soft">{t('network.static.hint')}</p>
      <TextBox
        field="addresses"
        label={t('network.addresses')}
        technical
        rows={2}
        value={typed.addresses}
        onChange={(addresses) => setTyped({ ...typed, addresses })}
        problem={problem('addresses')}
      />
      <TextBox
        field="gateway"
        label={t('network.gateway')}
        technical
        value={typed.gateway}
        onChange={(gateway) => setTyped({ ...typed, gateway })}
        problem={problem('gateway')}
      />
      <TextBox
        field="dns"
        label={t('network.dns')}
        technical
        rows={2}
        value={typed.dns}
        onChange={(dns) => setTyped({ ...typed, dns })}
        problem={problem('dns')}
      />
    </FormDialog>
  );
}
