// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Fold } from '../../ui/Fold.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { DEFAULT_PCRS } from './fields.ts';

/**
 * The registers, with the names of systemd-cryptenroll(1) for those who know them. Of those that hold kernel, initramfs and their
 * arguments there is none: every update of the system changes them.
 */
const pcrNames = [
  [0, 'platform-code'],
  [1, 'platform-config'],
  [2, 'external-code'],
  [3, 'external-config'],
  [4, 'boot-loader-code'],
  [5, 'boot-loader-config'],
  [7, 'secure-boot-policy'],
  [14, 'shim-policy'],
] as const;

/** Which measurements must be as they were for the TPM to open the disk by itself. */
export function Pcrs(): ReactNode {
  const { t } = useWords();
  const [{ pcrs }, change] = useAnswers('encryption');
  const problem = useProblem()('pcrs');
  const isChanged = pcrs.join() !== DEFAULT_PCRS.join();
  return (
    <Fold title={t('encryption.pcrs')} isChanged={isChanged}>
      <fieldset className="ticks" data-field="pcrs" aria-describedby="pcrs-hint">
        <legend className="only-read">{t('encryption.pcrs')}</legend>
        <p className="hint" id="pcrs-hint">
          {t('encryption.pcrs.hint')}
        </p>
        {pcrNames.map(([pcr, name]) => (
          <Tick
            key={pcr}
            label={`${pcr} · ${t(`encryption.pcr.${pcr}`)}`}
            hint={name}
            isOn={pcrs.includes(pcr)}
            onChange={(isOn) =>
              change({
                pcrs: isOn ? [...pcrs, pcr].toSorted((a, b) => a - b) : pcrs.filter((one) => one !== pcr),
              })
            }
          />
        ))}
        {problem === undefined ? null : <p className="field-error">{problem}</p>}
      </fieldset>
    </Fold>
  );
}
