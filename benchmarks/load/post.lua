-- Posts the lines of a file in turn, so that no side is flattered by one repeated body, and prints what was measured as JSON.
-- Environment: BODIES (file, one body a line), CONTENT_TYPE.

local bodies, next_body = {}, 0

function init(args)
  for line in io.lines(os.getenv("BODIES")) do
    bodies[#bodies + 1] = wrk.format("POST", nil, { ["Content-Type"] = os.getenv("CONTENT_TYPE") or "application/json" }, line)
  end
end

function request()
  next_body = next_body % #bodies + 1
  return bodies[next_body]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.6f,"failed":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration / 1e6, errors.status + errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
