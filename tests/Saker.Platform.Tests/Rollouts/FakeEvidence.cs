using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>Evidence as a test says it is, for all processes of the test.</summary>
internal sealed class FakeEvidence : IRolloutEvidence
{
    private int _keptCount;

    public EvidenceReading Reading { get; set; } = EvidenceReading.None;

    /// <summary>What readings throw, if anything.</summary>
    public Exception? ReadFault { get; set; }

    /// <summary>What happens within the write, before what is decided is written.</summary>
    public Func<Session, Task<bool>> Keep { get; set; } = _ => Task.FromResult(true);

    public int KeptCount => _keptCount;

    public List<string> Started { get; } = [];

    public List<string> Ended { get; } = [];

    /// <summary>So many requests of each candidate, and no harm.</summary>
    public void Quiet(params ReadOnlySpan<long> requests) => Reading = new EvidenceReading { Requests = [.. requests] };

    public void Harm(int arm, string text, params ReadOnlySpan<long> requests) => Reading = new EvidenceReading
    {
        Requests = [.. requests],
        Verdicts = [new GuardVerdict { Guard = "errors", Arm = arm, Outcome = GuardOutcome.Harmful, Text = text }],
    };

    public Task<EvidenceReading> ReadAsync(Rollout rollout, DateTimeOffset now, CancellationToken cancellationToken) => ReadFault is { } fault ? throw fault : Task.FromResult(Reading);

    public Task<EvidenceReading> LookAsync(Rollout rollout, CancellationToken cancellationToken) => Task.FromResult(Reading);

    public Task<IReadOnlyList<TrailPoint>> ListTrailAsync(string rollout, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TrailPoint>>([]);

    public async Task<bool> KeepAsync(Session session, EvidenceReading reading)
    {
        Interlocked.Increment(ref _keptCount);
        return await Keep(session);
    }

    public Task StartedAsync(Session session, Rollout rollout)
    {
        lock (Started)
            Started.Add(rollout.Id);
        return Task.CompletedTask;
    }

    public Task EndedAsync(Session session, Rollout rollout)
    {
        lock (Ended)
            Ended.Add(rollout.Id);
        return Task.CompletedTask;
    }
}
