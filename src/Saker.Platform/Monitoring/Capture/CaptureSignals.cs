using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>What watching loses before anything of it is stored. Of this replica; what is in no log for it, <c>log.dropped</c> tells of all.</summary>
internal sealed class CaptureSignals(CaptureLosses losses, CaptureRunner runner) : ISignalSource
{
    private const string Dropped = "capture.dropped";

    public string Name => "capture";

    public IReadOnlyList<SignalDefinition> Definitions { get; } =
        [new(Dropped, "count", "Requests of the last five minutes that watching did not get, on the replica that evaluates: there was no memory for them, or the log or the windows did not keep up.")];

    public Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lost = losses.Count().All;
        var status = runner.Status;
        return Task.FromResult<IReadOnlyList<Signal>>(
        [
            new Signal
            {
                Name = Dropped,
                Endpoint = "",
                Value = lost,
                At = now,
                Context = lost == 0 ? SignalContext.None : new SignalContext
                {
                    Summary = FormattableString.Invariant($"{lost} requests of the last five minutes are missing in what is watched; since the start {status.DroppedCount} for want of memory")
                        + string.Concat(status.Sinks.Where(sink => sink.DroppedCount + sink.FailedCount > 0).Select(sink => FormattableString.Invariant($", {sink.DroppedCount + sink.FailedCount} in {sink.Name}"))) + ".",
                },
            },
        ]);
    }
}
