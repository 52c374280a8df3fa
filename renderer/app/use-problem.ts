// SPDX-License-Identifier: Apache-2.0
import { useWords } from '../i18n/use-words.ts';
import { useWizard } from './use-wizard.ts';

/** What to say beside a field of this page; undefined while it is in order or nobody has tried to go on. */
export function useProblem(): (field: string) => string | undefined {
  const { problems } = useWizard();
  const { t } = useWords();
  return (field) => {
    const found = problems.find((problem) => problem.field === field);
    return found === undefined ? undefined : t(found.key, found.values);
  };
}
