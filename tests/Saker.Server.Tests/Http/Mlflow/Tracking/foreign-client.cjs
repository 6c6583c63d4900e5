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
  results.search = await Runs.search({ experiment_ids: [experiment_id], filter: "params.depth = '8'", max_results: 5 }).then(found => found.runs.map(one => one.info.run_id === run_id), error => JSON.parse(error.message.replace(/^Error: /, '')).data.error_code);
  results.artifacts = await Artifacts.list({ run_id }).then(found => found.root_uri, error => JSON.parse(error.message.replace(/^Error: /, '')).data.error_code);
  process.stdout.write(JSON.stringify(results));
})().catch(error => {
  process.stderr.write(String(error.stack ?? error));
  process.exitCode = 1;
});
