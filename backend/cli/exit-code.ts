// SPDX-License-Identifier: Apache-2.0

/** Exit statuses of every command: stable, documented in docs/generated/cli.md. */
export const exitCode = {
  ok: 0,
  /** The install began and failed. */
  failed: 1,
  /** The command line was wrong. */
  usage: 2,
  /** The request, the machine or the image has an issue of severity error; nothing was written. */
  refused: 3,
  /** The installer itself failed; nothing is known to have been written. */
  internal: 4,
  /** Cancelled by SIGINT or SIGTERM, cleaned up. */
  cancelled: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
