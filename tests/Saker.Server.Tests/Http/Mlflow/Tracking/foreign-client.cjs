// Asks a server everything that the npm package mlflow can ask, and prints what it was answered as JSON.
'use strict';

// The package prints every body that it sends.
console.log = () => {};
const MLflow = require('mlflow');
const client = new MLflow({ endpoint: process.argv[2] });

const failure = async promise => {
  try {
    await promise;
    return null;
  } catch (error) {
    return JSON.parse(error.message.replace(/^Error: /, ''));
  }
};

(async () => {
  const { Experiments, Runs, Metrics, Artifacts } = client;
  const results = {};
  const { experiment_id } = await Experiments.create({ name: 'from node' });
  results.created = experiment_id;
  results.listed = (await Experiments.list({ view_type: 'ALL' })).experiments.map(one => one.experiment_id);
  results.updated = await Experiments.update({ experiment_id, new_name: 'from node.js' });
  results.tagged = await Experiments.setExperimentTag({ experiment_id, key: 'team', value: 'web' });
  results.experiment = (await Experiments.get({ experiment_id })).experiment;
  results.deleted = await Experiments.delete({ experiment_id });
  results.restored = await Experiments.restore({ experiment_id });

  const { run } = await Runs.create({ experiment_id, user_id: 'node', start_time: 1700000000000, tags: [{ key: 'source', value: 'npm' }] });
  const run_id = run.info.run_id;
  results.uuid = run.info.run_uuid === run_id;
  results.metric = await Runs.logMetric({ run_id, key: 'loss', value: 0.5, timestamp: 1700000000001, step: 0 });
  results.parameter = await Runs.logParameter({ run_id, key: 'depth', value: '8' });
  results.tag = await Runs.setTag({ run_id, key: 'gone', value: 'soon' });
  results.untag = await Runs.deleteTag({ run_id, key: 'gone' });
  results.batch = await Runs.logBatch({ run_id, metrics: [{ key: 'loss', value: 0.25, timestamp: 1700000000002, step: 1 }], params: [{ key: 'width', value: '2' }], tags: [{ key: 'kind', value: 'batch' }] });
  results.finished = (await Runs.update({ run_id, status: 'FINISHED', end_time: 1700000001000 })).run_info.status;
  results.data = (await Runs.get({ run_id })).run.data;
  results.history = (await Metrics.getHistory({ run_id, metric_key: 'loss' })).metrics.map(point => point.value);
  results.runDeleted = await Runs.delete({ run_id });
  results.refused = await failure(Runs.setTag({ run_id, key: 'a', value: 'b' }));
  results.runRestored = await Runs.restore({ run_id });
  results.unknown = await failure(Runs.get({ run_id: '0'.repeat(32) }));
  const other = (await Runs.create({ experiment_id, user_id: 'node', start_time: 1700000000500 })).run.info.run_id;
  await Runs.logParameter({ run_id: other, key: 'depth', value: '9' });
  const search = { experiment_ids: [experiment_id], run_view_type: 'ACTIVE_ONLY', max_results: 1, order_by: ['params.depth DESC'] };
  const first = await Runs.search({ ...search, filter: "params.depth LIKE '%'" });
  const second = await Runs.search({ ...search, filter: "params.depth LIKE '%'", page_token: first.next_page_token });
  results.found = [first, second].map(page => page.runs.map(one => one.data.params.find(param => param.key === 'depth').value));
  results.lastPage = second.next_page_token ?? null;
  results.filtered = (await Runs.search({ ...search, filter: "metrics.loss < 0.3 AND tags.kind = 'batch'" })).runs.map(one => one.info.run_id === run_id);
  results.nothing = await Runs.search({ ...search, filter: "params.depth = '10'" });
  results.badFilter = await failure(Runs.search({ ...search, filter: 'params.depth >' }));

  // The package can list artifacts but not send them.
  results.noArtifacts = await Artifacts.list({ run_id });
  for (const path of ['notes.txt', 'model/MLmodel']) {
    const sent = await fetch(`${process.argv[2]}/api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${run_id}/artifacts/${path}`, { method: 'PUT', body: 'text' });
    if (!sent.ok) throw new Error(await sent.text());
  }
  results.artifacts = await Artifacts.list({ run_id });
  results.folder = (await Artifacts.list({ run_id, path: 'model' })).files;
  results.root = results.artifacts.root_uri === `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`;
  process.stdout.write(JSON.stringify(results));
})().catch(error => {
  process.stderr.write(String(error.stack ?? error));
  process.exitCode = 1;
});
