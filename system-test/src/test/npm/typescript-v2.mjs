// Ways to connect: legacy, modern.

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { CAPABILITIES, HEADERS, INFO, run } from './steps.mjs';

const NEGOTIATION = { legacy: { mode: 'legacy' }, modern: { mode: { pin: '2026-07-28' } } };

await run(async (way, address, answer) => {
  const client = new Client(INFO, { capabilities: CAPABILITIES, versionNegotiation: NEGOTIATION[way] });
  client.setRequestHandler('elicitation/create', answer);
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers: HEADERS } }));
  return { client, era: client.getProtocolEra() };
});
