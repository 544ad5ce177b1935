// Writes the official JSON schema of each protocol version into the folder that it is told: VERSION.json, and tasks.json for the
// tasks extension. None of them is in our tree: the conformance suite carries four of them inside its one file, and the other two
// are made from what the official SDKs parse with.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as tasks from '@modelcontextprotocol/ext-tasks/core/v2';
import * as oldest from 'sdk-2024-11-05/types.js';
import { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';

const folder = process.argv[2];
const require = createRequire(import.meta.url);

/** The suite's table of versions, and before it, in one declaration, the schemas that it names. */
function fromConformanceSuite() {
  const suite = join(dirname(require.resolve('@modelcontextprotocol/conformance/package.json')), 'dist', 'index.js');
  const text = readFileSync(suite, 'utf8');
  const table = /const \w+=\{"2025-03-26":(\w+),"2025-06-18":(\w+),"2025-11-25":(\w+),\[\w+\]:(\w+)\}/.exec(text);
  if (table === null) {
    throw new Error(`${suite} has no table of schemas`);
  }
  const [, ...names] = table;
  const start = text.lastIndexOf(`${names[0]}={$schema:`, table.index);
  const values = runInNewContext(`var ${text.slice(start, table.index)};[${names}]`);
  return ['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'].map((version, index) => [version, values[index]]);
}

function schemasOf(module) {
  return Object.entries(module)
    .filter(([name]) => name.endsWith('Schema'))
    .map(([name, schema]) => [name.replace(/(V2)?Schema$/, ''), schema]);
}

/** Named as in the later schemas, so that whoever validates finds a definition in the same way. */
function fromOldestSdk() {
  const definitions = {};
  for (const [name, schema] of schemasOf(oldest)) {
    const { $schema, ...definition } = zodToJsonSchema(schema, { $refStrategy: 'none', removeAdditionalStrategy: 'strict' });
    definitions[name] = definition;
  }
  return { $schema: 'http://json-schema.org/draft-07/schema#', definitions };
}

function fromTasksExtension() {
  const definitions = {};
  for (const [name, schema] of schemasOf(tasks)) {
    const { $schema, ...definition } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    definitions[name] = definition;
  }
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: definitions };
}

const schemas = [...fromConformanceSuite(), ['2024-11-05', fromOldestSdk()], ['tasks', fromTasksExtension()]];
mkdirSync(folder, { recursive: true });
for (const [name, schema] of schemas) {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(schema));
}
