using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What is wrong with the prediction log itself, on whichever replica.</summary>
internal sealed class LogSignals(LogWriterStates states) : ISignalSource
{
    private const string Dropped = "log.dropped";
    private const string Failed = "log.failed";

    public string Name => "prediction-log";

    public IReadOnlyList<SignalDefinition> Definitions { get; } =
    [
        new(Dropped, "count", "Requests of the last five minutes that are in no prediction log, since they could not be written, or came faster than they could be captured; over all replicas."),
        new(Failed, "flag", "1 while a replica cannot write its prediction log, as when its disk is full, or cannot seal what it wrote; else 0."),
    ];

    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await states.ListAsync(cancellationToken);
        var isFailing = all.Any(state => state.NotWritingSince is not null || state.NotSealingSince is not null);
        return
        [
            new Signal { Name = Dropped, Endpoint = "", Value = all.Sum(state => state.DroppedCount), At = now },
            new Signal { Name = Failed, Endpoint = "", Value = isFailing ? 1 : 0, At = now, Verdict = isFailing },
        ];
    }
}
