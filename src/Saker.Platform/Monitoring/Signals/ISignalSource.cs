namespace Saker.Platform.Monitoring.Signals;

/// <summary>
/// Gives signals. All sources of the container are asked, one after the other, by the rules of alerts (every half minute by default), by
/// <c>/metrics</c> and by retraining, possibly at the same time: safe from any thread. Quick: it gives what was worked out before, and reads at
/// most a few rows of the database. A source that fails is logged, counts as a signal of its own and keeps no other from being asked.
/// </summary>
public interface ISignalSource
{
    /// <summary>A short name of the source for logs, such as <c>traffic</c>.</summary>
    string Name { get; }

    /// <summary>All that it can give. Rules that ask for other names are refused.</summary>
    IReadOnlyList<SignalDefinition> Definitions { get; }

    /// <summary>
    /// All signals as of <paramref name="now"/>, at most one for each name, endpoint, version and label. What there is nothing to say about is left
    /// out rather than given as zero. The answer is the same on every replica, unless the source says otherwise.
    /// </summary>
    Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
