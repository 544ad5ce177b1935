// Checks manifests against Kubernetes' own schemas and those of the Prometheus operator, KEDA and the Gateway API: types,
// enumerations, patterns.
// Argument: a JSON file [{rendering, objects}]. Prints what is wrong, one line each.
import {readFileSync} from 'node:fs';

const GROUPS = {
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'keda.sh': '@kubernetes-models/keda',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
};

async function model(apiVersion, kind) {
  const group = apiVersion.replace(/\/.*/, '');
  const modules = GROUPS[group] ?? 'kubernetes-models';
  return (await import(`${modules}/${apiVersion}/${kind}`))[kind];
}

let checked = 0;
let wrong = 0;
for (const {rendering, objects} of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  for (const object of objects) {
    const Model = await model(object.apiVersion, object.kind);
    checked++;
    try {
      new Model(object).validate();
    } catch (refused) {
      wrong++;
      console.log(`${rendering}: ${object.kind} ${object.metadata.name}: ${refused.message}`);
    }
  }
}
console.log(`checked ${checked}, wrong ${wrong}`);
