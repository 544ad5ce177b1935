// Answers what it was told, in text and structured, as the tool of Edge MCP does that it is compared with.
import * as z from 'zod';

const input = z.object({ text: z.string().max(4096) });
const output = z.object({ text: z.string() });

/** Both SDKs want a server for each request or session; the schemas are made once. */
export function addEcho(server) {
  const description = { title: 'Echo', description: 'Answers what it was told.', inputSchema: input, outputSchema: output };
  server.registerTool('echo', description, async ({ text }) => {
    const structuredContent = { text };
    return { structuredContent, content: [{ type: 'text', text: JSON.stringify(structuredContent) }] };
  });
  return server;
}
