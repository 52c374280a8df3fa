// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { untypeablePlaces, verifyTyped } from '../../../core/policy/typeable.ts';
import { consoleKeymap } from '../../../core/request/console-keymap.ts';
import { call } from '../../api/call.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers, useBeforeNext, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/Notice.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { bootKeymap } from '../keyboard/boot-keymap.ts';
import { chosenKeyboard } from '../keyboard/chosen-keyboard.ts';
import { chosenNames } from '../user/chosen-names.ts';
import { StrengthMeter } from '../user/StrengthMeter.tsx';
import { PASSPHRASE_SECRET } from './fields.ts';
import { useBootCharacters } from './use-boot-characters.ts';
import { hasPassphrase } from './validate.ts';

const everything: ReadonlySet<string> = new Set();

/**
 * The passphrase, and a test of it in the layout of the boot prompt: where that is another one than was chosen, the
 * keyboard is switched to it while the test has the focus. Handed over as a secret when the page is left, and forgotten here.
 */
export function Passphrase(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { state } = useWizard();
  const [, change] = useAnswers('encryption');
  const problem = useProblem();
  const [passphrase, setPassphrase] = useState('');
  const [typed, setTyped] = useState('');
  const [isShown, setIsShown] = useState(false);
  const keyboard = chosenKeyboard(state);
  const keymap = keyboard === null ? null : consoleKeymap(keyboard.layout, keyboard.variant);
  const characters = useBootCharacters(keymap);
  const { name } = chosenNames(state);

  useBeforeNext(async () => {
    if (passphrase === '' && typed === '') return { problems: [], settled: [] };
    if (passphrase !== typed)
      return { problems: [{ field: 'typed', key: 'encryption.bad.typed' }], settled: ['passphrase'] };
    if (characters !== null && untypeablePlaces(passphrase, characters).length > 0)
      return { problems: [{ field: 'passphrase', key: 'encryption.bad.keys' }], settled: ['passphrase'] };
    await call('secret', { name: PASSPHRASE_SECRET, value: passphrase });
    change({ typedWith: bootKeymap(state) ?? 'us' });
    return { problems: [], settled: ['passphrase'] };
  });

  // Only where the boot prompt has another layout than this session.
  const switchTo = (layout: 'boot' | 'chosen'): void => {
    if (keyboard === null || keymap !== null) return;
    const { layout: chosen, variant } = keyboard;
    const wanted =
      layout === 'boot'
        ? { layout: 'us' }
        : variant === null
          ? { layout: chosen }
          : { layout: chosen, variant };
    call('keyboard', wanted).catch(() => null);
  };
  const places = characters === null ? [] : untypeablePlaces(passphrase, characters);
  const test = verifyTyped(passphrase, typed, characters ?? everything);
  const isRight = typed !== '' && test.result !== 'different' && places.length === 0;
  const type = isShown ? 'text' : 'password';
  return (
    <div className="stack narrow">
      <p>{t('encryption.keymap', { keymap: keymap ?? 'us' })}</p>
      {keyboard !== null && keymap === null ? (
        <Notice tone="warning">
          <p>{t('encryption.keymap.us')}</p>
        </Notice>
      ) : null}
      <TextBox
        field="passphrase"
        label={t('encryption.passphrase')}
        hint={t(hasPassphrase(state) ? 'encryption.passphrase.kept' : 'encryption.passphrase.hint')}
        type={type}
        value={passphrase}
        onChange={setPassphrase}
        problem={problem('passphrase')}
      />
      {passphrase === '' ? null : <StrengthMeter password={passphrase} personal={[name]} />}
      {places.length === 0 ? null : (
        <Notice tone="warning" live>
          <p>
            {t('encryption.untypeable', {
              places: words.list(places.map(String)),
              keymap: keymap ?? 'us',
            })}
          </p>
        </Notice>
      )}
      <div onFocus={() => switchTo('boot')} onBlur={() => switchTo('chosen')}>
        <TextBox
          field="typed"
          label={t('encryption.typed')}
          hint={t('encryption.typed.hint', { keymap: keymap ?? 'us' })}
          type={type}
          value={typed}
          onChange={setTyped}
          problem={problem('typed')}
        />
      </div>
      <div role="status">
        {typed === '' || typed.length < passphrase.length ? null : isRight ? (
          <p className="typed-right">
            {t(characters === null ? 'encryption.typed.same' : 'encryption.typed.right')}
          </p>
        ) : test.result === 'different' ? (
          <p className="field-error">{t('encryption.typed.differs', { place: test.from })}</p>
        ) : null}
      </div>
      <Tick label={t('encryption.show')} isOn={isShown} onChange={setIsShown} />
    </div>
  );
}
