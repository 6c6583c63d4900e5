using System.Diagnostics;
using Saker.Platform.Telemetry;

namespace Saker.Platform.Serving;

/// <summary>
/// The spans of a request to a version, written when it has ended: what it waited and computed is counted in any case, so that a request costs
/// no more while it runs.
/// </summary>
internal static class CallSpans
{
    /// <param name="call">Ended.</param>
    /// <param name="time">The clock of both time stamps.</param>
    /// <param name="startedAt">When the call began.</param>
    /// <param name="queuedAt">When it was given to the queue.</param>
    public static void Write(InferCall call, TimeProvider time, long startedAt, long queuedAt)
    {
        if (!call.Trace.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            return;
        var begin = time.GetUtcNow() - time.GetElapsedTime(startedAt);
        using var span = Start("inference", call, call.Trace, begin);
        if (span is null)
            return;
        span.SetTag("saker.endpoint", call.Endpoint);
        span.SetTag("saker.model", call.Model.Version.Model);
        span.SetTag("saker.version", call.Model.Version.Version);
        span.SetTag("saker.rows", call.RowCount);
        span.SetTag("saker.step", call.Source?.Step ?? "primary");
        span.SetTag("saker.cache.hit", call.IsFromCache);
        if (call.IsCancelled || call.Failure is not null)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", call.IsCancelled ? "Cancelled" : call.Failure.ToString());
        }
        span.SetEndTime((begin + call.Duration).UtcDateTime);
        if (call.RunCalls > 0)
            WriteRun(call, span.Context, begin + time.GetElapsedTime(startedAt, queuedAt));
    }

    private static void WriteRun(InferCall call, ActivityContext parent, DateTimeOffset queuedAt)
    {
        var ranAt = queuedAt + call.Wait;
        using (var queue = Start("queue", call, parent, queuedAt))
            queue?.SetEndTime(ranAt.UtcDateTime);
        using var compute = Start("compute", call, parent, ranAt);
        if (compute is null)
            return;
        var (input, infer, output) = call.Timings;
        compute.SetTag("saker.run.requests", call.RunCalls);
        compute.SetTag("saker.run.input_ns", input);
        compute.SetTag("saker.run.infer_ns", infer);
        compute.SetTag("saker.run.output_ns", output);
        compute.SetEndTime((ranAt + TimeSpan.FromTicks((input + infer + output) / TimeSpan.NanosecondsPerTick)).UtcDateTime);
    }

    private static Activity? Start(string name, InferCall call, ActivityContext parent, DateTimeOffset at)
    {
        var span = SakerTrace.Source.StartActivity(name, ActivityKind.Internal, parent, startTime: at);
        if (call.RequestId.Length > 0)
            span?.SetTag(SakerTrace.RequestId, call.RequestId);
        return span;
    }
}
