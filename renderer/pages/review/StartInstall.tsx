// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { call } from '../../api/call.ts';
import { issuesOf } from '../../api/service-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { confirmationWord } from '../../machine/confirmation-word.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { lossesOf } from './losses.ts';

interface StartInstallProps {
  readonly plan: Plan;
  readonly planHash: string;
  readonly request: string;
  /** Told why the service would not begin; nothing, when it is asked anew. */
  readonly onRefused: (issues: readonly Issue[]) => void;
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/**
 * The one button that writes. Where something goes that is there, it is armed by typing the end of the disk's serial
 * number, of each such disk; a system that only takes free room is begun by one press.
 */
export function StartInstall({ plan, planHash, request, onRefused }: StartInstallProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setIsBusy] = useState(false);
  const losses = lossesOf(plan, [], () => '');
  const asked = losses.map(({ planned: { identity } }) => ({ identity, ...confirmationWord(identity) }));
  const open = asked.find(({ identity, word }) => !same(typed[identity.path] ?? '', word));
  const start = async (): Promise<void> => {
    setIsBusy(true);
    // What stood against the try before is told no longer.
    onRefused([]);
    try {
      const answer = await call('apply', { request, planHash });
      // Anything else is a snapshot of the run, which the stream tells too: the page changes by itself.
      if (answer.state !== 'refused') return;
      onRefused(answer.issues);
    } catch (error) {
      onRefused(issuesOf(error));
    }
    setIsBusy(false);
  };
  const nameOf = ({ model, sizeBytes }: Plan['disk']): string =>
    `${model ?? t('disk.unnamed')} (${words.size(sizeBytes)})`;
  const isErased = losses.some(({ planned, isWhole }) => isWhole && planned.identity.path === plan.disk.path);
  const what = isErased ? 'review.start' : losses.length > 0 ? 'review.start.parts' : 'review.start.beside';
  const locked = open === undefined ? null : t('review.start.locked', { word: open.word });
  return (
    <section className="panel start" aria-label={t('review.arm.field')}>
      {asked.map(({ identity, from, word }, index) => {
        const label = t(`review.arm.${from}`, { word });
        return (
          <TextBox
            key={identity.path}
            field={index === 0 ? 'confirmation' : `confirmation-${index + 1}`}
            label={asked.length === 1 ? label : `${nameOf(identity)}: ${label}`}
            technical
            value={typed[identity.path] ?? ''}
            onChange={(text) => setTyped({ ...typed, [identity.path]: text })}
          />
        );
      })}
      <ActionButton
        kind={losses.length > 0 ? 'danger' : 'primary'}
        onPress={() => void start()}
        lockedReason={isBusy ? t('review.starting') : locked}
      >
        {t(what, { disk: nameOf(plan.disk) })}
      </ActionButton>
    </section>
  );
}
