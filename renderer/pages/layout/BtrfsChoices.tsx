// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Choose } from '../../ui/Choose.tsx';
import { TextBox } from '../../ui/TextBox.tsx';

/** Levels between these differ little. */
const methods = ['zstd:1', 'zstd', 'zstd:9', 'zlib', 'lzo'];

/** How a btrfs root is made and mounted. */
export function BtrfsChoices(): ReactNode {
  const { t } = useWords();
  const [{ compression, subvolumes }, change] = useAnswers('layout');
  const problem = useProblem();
  return (
    <div className="beside">
      <Choose
        field="compression"
        label={t('layout.compression')}
        value={compression}
        options={[
          { value: '', title: t('layout.compression.none') },
          ...methods.map((value) => ({ value, title: value })),
        ]}
        onChange={(value) => change({ compression: value })}
      />
      <TextBox
        field="subvolumes"
        label={t('layout.subvolumes')}
        hint={t('layout.subvolumes.hint')}
        placeholder={'@ /\n@home /home'}
        technical
        optional
        rows={3}
        value={subvolumes}
        onChange={(text) => change({ subvolumes: text })}
        problem={problem('subvolumes')}
      />
    </div>
  );
}
