// What each client of a TypeScript SDK does. Arguments: a way to connect, the address, steps. Prints one JSON object. The key is in
// DEVMESH_API_KEY, so that no list of processes shows it.

// The second version tells here what a server has not, and what is printed is the result.
console.debug = console.error;

const ANSWER = { action: 'accept', content: { username: 'ada', email: 'ada@example.org' } };

export const INFO = { name: 'devmesh-system-test', version: '1.0.0' };
export const CAPABILITIES = { elicitation: {} };
export const HEADERS = { 'X-API-Key': process.env.DEVMESH_API_KEY };

const STEPS = {
  async tools(client) {
    const { tools } = await client.listTools();
    const statistics = await client.callTool({ name: 'event_stats', arguments: {} });
    return { names: tools.map((tool) => tool.name), statistics: statistics.structuredContent };
  },

  async resources(client) {
    const { resources } = await client.listResources();
    const { contents } = await client.readResource({ uri: resources[0].uri });
    return { uris: resources.map((resource) => resource.uri), contents };
  },

  async prompts(client) {
    const { prompts } = await client.listPrompts();
    return { names: prompts.map((prompt) => prompt.name) };
  },

  async question(client, asked) {
    const result = await client.callTool({ name: 'test_elicitation', arguments: { message: 'Who are you?' } });
    return { asked, content: result.content, isError: result.isError ?? false };
  },
};

/**
 * @param connect gets the way to connect, the address and what answers an elicitation; gives a client that is connected, and its era
 */
export async function run(connect) {
  const [way, address, ...steps] = process.argv.slice(2);
  const asked = [];
  const { client, era } = await connect(way, new URL(address), async (request) => {
    asked.push(request.params.message);
    return ANSWER;
  });
  const seen = { era, server: client.getServerVersion()?.name };
  for (const step of steps) {
    seen[step] = await STEPS[step](client, asked);
  }
  await client.close();
  console.log(JSON.stringify(seen));
}
