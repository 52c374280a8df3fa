// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../issues/issue.ts';
import type { LayoutRequest } from '../../request/layout-request.ts';

/** The errors of a plan with this layout, all else being as it was asked for. */
export type Judge = (layout: LayoutRequest) => Issue[];
