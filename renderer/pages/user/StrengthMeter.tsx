// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { passwordStrength } from '../../machine/password-strength.ts';

interface StrengthMeterProps {
  readonly password: string;
  /** Names that should not be in it. */
  readonly personal: readonly string[];
}

/** How good a password is, in words, with one piece of advice. Judged here; it goes nowhere for that. */
export function StrengthMeter({ password, personal }: StrengthMeterProps): ReactNode {
  const { t } = useWords();
  const { score, advice } = passwordStrength(password, personal);
  return (
    <div className={`strength score-${score}`} role="status">
      <span className="strength-bar" aria-hidden="true">
        {[0, 1, 2, 3].map((level) => (
          <span key={level} className={level <= score ? 'on' : ''} />
        ))}
      </span>
      <span>
        <span className="only-read">{t('user.strength')}: </span>
        <strong>{t(`user.strength.${score}`)}</strong> {advice === null ? '' : t(`user.strength.${advice}`)}
      </span>
    </div>
  );
}
