// SPDX-License-Identifier: Apache-2.0

/** What is known about a run that went wrong, gathered before QEMU is gone. */
export interface VmEvidence {
  readonly directory: string;
  readonly serialTail: readonly string[];
  /** Path of a PNG, null when QEMU was gone already. */
  readonly screenshot: string | null;
  /** Last lines that QEMU itself printed. */
  readonly qemuErrors: string;
}

/** A virtual machine did not do what the test waits for: why, where to look and the last serial lines. */
export class VmError extends Error {
  override readonly name = 'VmError';
  readonly problem: string;
  readonly evidence: VmEvidence;

  constructor(problem: string, evidence: VmEvidence) {
    const { directory, serialTail, screenshot, qemuErrors } = evidence;
    const parts = [problem, `  run directory: ${directory}`];
    if (screenshot !== null) parts.push(`  screenshot:    ${screenshot}`);
    if (qemuErrors !== '') parts.push(`  QEMU said:     ${qemuErrors}`);
    parts.push('  last serial lines:', ...serialTail.map((line) => `    | ${line}`));
    super(parts.join('\n'));
    this.problem = problem;
    this.evidence = evidence;
    // The message says it all; printing an error must not say it twice.
    for (const key of ['problem', 'evidence']) Object.defineProperty(this, key, { enumerable: false });
  }
}
