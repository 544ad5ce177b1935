// BullMQ on the Redis of REDIS_ADDR with a job that does nothing. POST /fill?jobs=N&bytes=B leaves N jobs waiting, POST /drain runs
// them all and answers with the seconds from the start to the end of the last job.
import { createServer } from 'node:http';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { live, port } from './process.js';

const NAME = 'benchmark';
const CONCURRENCY = 100;
const BULK = 1000;
const [host, redisPort] = process.env.REDIS_ADDR.split(':');
const connect = () => new Redis({ host, port: Number(redisPort), maxRetriesPerRequest: null });
const queue = new Queue(NAME, { connection: connect() });
let filled = 0;

async function fill(jobs, bytes) {
  await queue.obliterate({ force: true });
  const body = 'x'.repeat(bytes);
  for (let from = 0; from < jobs; from += BULK) {
    const count = Math.min(BULK, jobs - from);
    await queue.addBulk(
      Array.from({ length: count }, (_, i) => ({
        name: 'event',
        data: { delivery: from + i, body },
        // The peer need not keep what is done.
        opts: { removeOnComplete: true },
      })),
    );
  }
  filled = jobs;
  return { jobs };
}

async function drain() {
  const worker = new Worker(NAME, async () => {}, { connection: connect(), concurrency: CONCURRENCY, autorun: false });
  await worker.waitUntilReady();
  let done = 0;
  const start = performance.now();
  await new Promise((resolve, reject) => {
    worker.on('completed', () => {
      done += 1;
      if (done === filled) resolve();
    });
    worker.on('failed', (job, failure) => reject(failure));
    worker.on('error', reject);
    worker.run().catch(reject);
  });
  const seconds = (performance.now() - start) / 1000;
  await worker.close();
  const left = await queue.getJobCountByTypes('wait', 'active', 'delayed', 'failed');
  return { jobs: done, left, seconds };
}

createServer(async (request, response) => {
  try {
    const url = new URL(request.url, 'http://localhost');
    const number = (name) => Number(url.searchParams.get(name));
    const ways = { '/fill': () => fill(number('jobs'), number('bytes')), '/drain': drain };
    const answer = await ways[url.pathname]();
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
  } catch (failure) {
    console.error(failure);
    response.writeHead(500).end(String(failure));
  }
}).listen(port, '127.0.0.1');
live();
