// Asks a server with the gRPC client of another maker and prints what came back as JSON.
// node foreign-client.cjs <host:port> <folder of the .proto files> [<certificate to trust>]
'use strict';

const fs = require('node:fs');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, protos, certificate] = process.argv.slice(2);
const definition = loader.loadSync(['inference.proto', 'health.proto'], { includeDirs: [protos], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true });
const services = grpc.loadPackageDefinition(definition);
const credentials = certificate ? grpc.credentials.createSsl(fs.readFileSync(certificate)) : grpc.credentials.createInsecure();
const inference = new services.inference.GRPCInferenceService(address, credentials);
const packed = new services.inference.GRPCInferenceService(address, credentials, { 'grpc.default_compression_algorithm': 2 });
const health = new services.grpc.health.v1.Health(address, credentials);

function call(client, method, request, options = {}) {
  return new Promise((resolve) => client[method](request, new grpc.Metadata(), { deadline: Date.now() + 20_000, ...options },
    (error, answer) => resolve(error ? { code: error.code, details: error.details } : answer)));
}

function numbers(rows, id) {
  const values = Float32Array.from({ length: rows * 20 }, (_, i) => i / 4);
  return { model_name: 'wide', id, inputs: [{ name: 'in_Float32', datatype: 'FP32', shape: [rows, 20] }], raw_input_contents: [Buffer.from(values.buffer)] };
}

function typed(id) {
  return { model_name: 'wide', id, inputs: [{ name: 'in_Float32', datatype: 'FP32', shape: [1, 20], contents: { fp32_contents: Array.from({ length: 20 }, (_, i) => i / 4) } }] };
}

function isEcho(request, answer) {
  return answer.id === request.id && answer.raw_output_contents.length === 1 && answer.raw_output_contents[0].equals(request.raw_input_contents[0]);
}

async function stream(count) {
  const duplex = inference.ModelStreamInfer(new grpc.Metadata(), { deadline: Date.now() + 20_000 });
  const answers = [];
  const ended = new Promise((resolve) => {
    duplex.on('data', (answer) => answers.push(answer.error_message ? `${answer.infer_response.id} failed` : answer.infer_response.id));
    duplex.on('error', (error) => resolve(error.code));
    duplex.on('end', () => resolve(0));
  });
  for (let i = 0; i < count; i++) {
    duplex.write(i === 3 ? { model_name: 'nobody', id: 'r3' } : numbers(1 + i, `r${i}`));
  }
  duplex.end();
  return { code: await ended, answers };
}

function watch() {
  return new Promise((resolve) => {
    const watching = health.Watch({ service: 'wide' });
    watching.on('data', (answer) => {
      resolve(answer.status);
      watching.cancel();
    });
    watching.on('error', (error) => resolve(error.code));
  });
}

async function main() {
  const large = numbers(5000, 'large');
  const small = numbers(2, 'small');
  const results = {
    live: (await call(inference, 'ServerLive', {})).live,
    metadata: (await call(inference, 'ModelMetadata', { name: 'wide' })).inputs,
    small: isEcho(small, await call(inference, 'ModelInfer', small)),
    large: isEcho(large, await call(inference, 'ModelInfer', large)),
    packed: isEcho(large, await call(packed, 'ModelInfer', large)),
    typed: (await call(inference, 'ModelInfer', typed('t'))).outputs[0].contents.fp32_contents,
    unknown: await call(inference, 'ModelInfer', { model_name: 'größe' }),
    wrong: await call(inference, 'ModelInfer', { ...numbers(1, 'x'), raw_input_contents: [Buffer.from([1])] }),
    expired: await call(inference, 'ModelInfer', small, { deadline: Date.now() - 1 }),
    health: (await call(health, 'Check', { service: '' })).status,
    watch: await watch(),
    stream: await stream(20),
  };
  console.log(JSON.stringify(results));
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
