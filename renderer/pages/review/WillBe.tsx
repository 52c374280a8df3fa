// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Plan } from '../../../core/plan/plan.ts';
import { useWizard } from '../../app/use-wizard.ts';
import type { MessageKey } from '../../i18n/en.ts';
import type { Translator } from '../../i18n/translate.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { chosenImage } from '../image/chosen-image.ts';
import { chosenKeyboard } from '../keyboard/chosen-keyboard.ts';
import { PlannedBars } from '../layout/PlannedBars.tsx';
import { chosenLocale, chosenZone } from '../place/chosen-place.ts';
import { localeTitle } from '../place/locale-title.ts';
import { chosenNames } from '../user/chosen-names.ts';

function updatesInWords({ image, trust }: Plan, { t }: Translator): string {
  const from = image.track ?? '';
  return t(`review.updates.${trust.updates}`, { from });
}

function trustInWords({ by, verified }: Plan['trust'], { t }: Translator): string {
  if (by === 'signature') return t('review.trust.signature');
  if (by === 'policy') return t(verified ? 'review.trust.policy' : 'review.trust.policyUnsigned');
  return t(`image.trust.${by}`);
}

/** What will be there, each line with the way to change it. */
export function WillBe({ plan }: { readonly plan: Plan }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { state, pages, go } = useWizard();
  const { name, hostname } = chosenNames(state);
  const keyboard = chosenKeyboard(state);
  const { fullName, autologin } = state.answers.user;
  const user = fullName.trim() === '' ? name : `${fullName.trim()} (${name})`;
  const title = chosenImage(state)?.kind === 'medium' ? state.known.facts?.image?.title : null;
  const rows: readonly { key: MessageKey; page: string; value: ReactNode }[] = [
    {
      key: 'review.system',
      page: 'image',
      value: (
        <>
          {title ?? ''} <bdi className="technical soft">{plan.image.source}</bdi>
          <bdi className="technical soft digest">{plan.image.digest}</bdi>
        </>
      ),
    },
    { key: 'review.trust', page: 'image', value: trustInWords(plan.trust, words) },
    { key: 'review.updates', page: 'image', value: updatesInWords(plan, words) },
    {
      key: 'disk.title',
      page: 'layout',
      value: words.list([
        t(`review.layout.${plan.layout.kind}`),
        ...(state.answers.disk.release ? [t('disk.release')] : []),
      ]),
    },
    {
      key: 'encryption.title',
      page: 'encryption',
      value:
        plan.encryption === undefined
          ? t('review.encryption.none')
          : words.list(plan.encryption.ways.map((way) => t(`review.encryption.${way}`))),
    },
    {
      key: 'review.user',
      page: 'user',
      value:
        name === '' ? t('review.user.none') : <bdi>{autologin ? t('review.user.auto', { user }) : user}</bdi>,
    },
    { key: 'review.host', page: 'user', value: <bdi>{hostname}</bdi> },
    {
      key: 'review.place',
      page: 'place',
      value: `${chosenZone(state) ?? 'Etc/UTC'} · ${localeTitle(chosenLocale(state), words.locale)}`,
    },
    {
      key: 'review.keyboard',
      page: 'keyboard',
      value: (
        <bdi>
          {[keyboard?.layout ?? 'us', keyboard?.variant ?? ''].filter((part) => part !== '').join(', ')}
        </bdi>
      ),
    },
  ];
  return (
    <section className="panel stack" aria-labelledby="will">
      <h2 id="will">{t('review.will')}</h2>
      <dl className="rows">
        {rows.map(({ key, page, value }) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
            {/* A page that has nothing to ask here is none to go to. */}
            {pages.some(({ id }) => id === page) ? (
              <dd className="change">
                <ActionButton
                  kind="quiet"
                  label={t('review.change.what', { what: t(key) })}
                  onPress={() => go(page)}
                >
                  {t('review.change')}
                </ActionButton>
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
      <PlannedBars plan={plan} level={3} />
    </section>
  );
}
