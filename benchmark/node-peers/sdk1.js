// The SDK of version 1 on Express, protocols 2025-11-25 and older: /stateless answers with JSON and knows no sessions,
// /sessions has sessions and streams.
import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { addEcho } from './echo.js';
import { live, port } from './process.js';

const newServer = () => addEcho(new McpServer({ name: 'sdk1', version: '1' }));

async function stateless(request, response) {
  const server = newServer();
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.on('close', () => {
    transport.close();
    server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response, request.body);
}

const sessions = new Map();

async function newSession() {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    enableJsonResponse: true,
    onsessioninitialized: (id) => sessions.set(id, transport),
    onsessionclosed: (id) => sessions.delete(id),
  });
  await newServer().connect(transport);
  return transport;
}

async function inSession(request, response) {
  const id = request.headers['mcp-session-id'];
  const transport = id === undefined ? await newSession() : sessions.get(id);
  if (transport === undefined) {
    response.status(404).end();
    return;
  }
  await transport.handleRequest(request, response, request.body);
}

const app = express();
app.use(express.json());
app.post('/stateless', stateless);
app.all('/stateless', (request, response) => response.status(405).end());
app.all('/sessions', inSession);
app.listen(port, '127.0.0.1');
live();
