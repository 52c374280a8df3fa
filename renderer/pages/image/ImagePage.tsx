// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { OfferedImage } from '../../../core/contract/image-catalogue.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { RadioCards, type Card } from '../../ui/RadioCards.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { chosenImage, chosenReference, hasEmbedded, offeredImages, registryOf } from './chosen-image.ts';
import type { ImageFields } from './fields.ts';
import { ImagePicture } from './ImagePicture.tsx';
import { RegistryCheck } from './RegistryCheck.tsx';
import { TrustLine } from './TrustLine.tsx';

type Choice = NonNullable<ImageFields['choice']>;

function cardOf(choice: Choice): string {
  return choice.kind === 'offered' ? `offered:${choice.id}` : choice.kind;
}

function choiceOf(card: string): Choice {
  if (card.startsWith('offered:')) return { kind: 'offered', id: card.slice('offered:'.length) };
  return card === 'own' ? { kind: 'own' } : { kind: 'medium' };
}

/** What is installed: the image on the medium, one of the catalogue, or any other. */
export function ImagePage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { state } = useWizard();
  const [answers, change] = useAnswers('image');
  const problem = useProblem();
  const { facts } = state.known;
  const choice = chosenImage(state);
  const reference = chosenReference(state);
  const sizes = (compressed: number | null, installed: number | null): string =>
    [
      ...(compressed === null ? [] : [t('image.download', { size: words.size(compressed) })]),
      ...(installed === null ? [] : [t('image.installed', { size: words.size(installed) })]),
    ].join(' · ');
  const offered = (image: OfferedImage): Card => ({
    value: cardOf({ kind: 'offered', id: image.id }),
    title: image.title,
    picture: <ImagePicture id={image.id} file={image.picture} />,
    children: (
      <>
        <span dir="auto">{image.summaries[words.language] ?? image.summary}</span>
        <span className="soft">{sizes(image.compressedBytes, image.installedBytes)}</span>
        <bdi className="technical soft">{image.source}</bdi>
      </>
    ),
  });
  const embedded = facts?.image ?? null;
  const cards: Card[] = [
    ...(hasEmbedded(state)
      ? [
          {
            value: 'medium',
            title: embedded?.title ?? t('image.onMedium'),
            picture: <ImagePicture id={embedded?.title ?? 'medium'} file={null} />,
            children: (
              <>
                <span>
                  {t('image.onMedium')}. {t('image.onMedium.text')}
                </span>
                {embedded === null ? null : (
                  <span className="soft">
                    {[
                      ...(embedded.version === null ? [] : [embedded.version]),
                      sizes(null, embedded.installedBytes),
                    ].join(' · ')}
                  </span>
                )}
              </>
            ),
          },
        ]
      : []),
    ...offeredImages(state).map(offered),
    {
      value: 'own',
      title: t('image.own'),
      picture: <ImagePicture id="any other image" file={null} />,
      children: <span>{t('image.own.text')}</span>,
    },
  ];
  return (
    <>
      <PageHeading title={t('image.title')} lead={t('image.lead')} />
      {facts === null ? <p role="status">{t('app.starting')}</p> : null}
      <RadioCards
        field="choice"
        label={t('image.choice')}
        hideLabel
        cards={cards}
        value={choice === null ? null : cardOf(choice)}
        onChange={(card) => change({ choice: choiceOf(card) })}
        problem={problem('choice')}
      />
      {choice?.kind === 'own' ? (
        <TextBox
          field="reference"
          label={t('image.reference')}
          hint={t('image.reference.hint')}
          technical
          value={answers.reference}
          onChange={(text) => change({ reference: text })}
          problem={problem('reference')}
        />
      ) : null}
      {reference === null ? null : <RegistryCheck key={reference} reference={reference} />}
      {choice !== null && registryOf(reference) === null ? (
        <TextBox
          field="track"
          label={t('image.track')}
          hint={t('image.track.hint')}
          optional
          technical
          value={answers.track}
          onChange={(track) => change({ track })}
          problem={problem('track')}
        />
      ) : null}
      {choice === null ? null : <TrustLine />}
    </>
  );
}
