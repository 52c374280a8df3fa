// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Issue, IssueSeverity } from '../../core/issues/issue.ts';
import { useWords } from '../i18n/use-words.ts';
import { Notice } from './Notice.tsx';

const toneOf = { error: 'error', warning: 'warning', unchecked: 'info' } as const satisfies Record<
  IssueSeverity,
  string
>;

/** Issues as sentences with advice, errors first. */
export function IssueList({ issues }: { readonly issues: readonly Issue[] }): ReactNode {
  const words = useWords();
  if (issues.length === 0) return null;
  const rank = { error: 0, warning: 1, unchecked: 2 };
  return (
    <ul className="issues">
      {issues
        .toSorted((a, b) => rank[a.severity] - rank[b.severity])
        .map((issue) => {
          const { sentence, advice } = words.issue(issue);
          return (
            <li key={`${issue.code} ${issue.path.join('.')} ${JSON.stringify(issue.params)}`}>
              <Notice tone={toneOf[issue.severity]}>
                <p className="sentence">{sentence}</p>
                {advice === '' ? null : <p className="advice">{advice}</p>}
              </Notice>
            </li>
          );
        })}
    </ul>
  );
}
