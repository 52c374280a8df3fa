// SPDX-License-Identifier: Apache-2.0
import { requestJsonSchema } from '../../core/request/json-schema.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';

/** `schema`: the answer file's format. */
export function schemaCommand(output: Output): Promise<ExitCode> {
  printJson(output, requestJsonSchema());
  return Promise.resolve(exitCode.ok);
}
