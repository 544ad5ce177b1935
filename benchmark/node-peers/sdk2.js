// The SDK of version 2 on Node's own HTTP server, with the handler that serves both eras at /mcp.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { addEcho } from './echo.js';
import { live, port } from './process.js';

const handler = createMcpHandler(() => addEcho(new McpServer({ name: 'sdk2', version: '1' })));
createServer(toNodeHandler(handler)).listen(port, '127.0.0.1');
live();
