// Ways to connect: http, websocket.

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { WebSocketClientTransport } from '@modelcontextprotocol/sdk/client/websocket.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { CAPABILITIES, HEADERS, INFO, run } from './steps.mjs';

// The transport takes no headers, Node's own WebSocket does.
globalThis.WebSocket = class extends WebSocket {
  constructor(address, protocols) {
    super(address, { protocols, headers: HEADERS });
  }
};

const TRANSPORTS = {
  http: (address) => new StreamableHTTPClientTransport(address, { requestInit: { headers: HEADERS } }),
  websocket: (address) => new WebSocketClientTransport(address),
};

await run(async (way, address, answer) => {
  const client = new Client(INFO, { capabilities: CAPABILITIES });
  client.setRequestHandler(ElicitRequestSchema, answer);
  await client.connect(TRANSPORTS[way](address));
  return { client, era: 'legacy' };
});
