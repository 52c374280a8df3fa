// SPDX-License-Identifier: Apache-2.0

/** Directory of the deployment that a path from the root of the file system lies in. */
export const DEPLOYMENT_DIRECTORY = /^ostree\/deploy\/[^/]+\/deploy\/[^/]+\//;

/** A path in a deployment, without the deployment. */
export function pathInDeployment(file: string): string {
  return file.replace(DEPLOYMENT_DIRECTORY, '');
}
