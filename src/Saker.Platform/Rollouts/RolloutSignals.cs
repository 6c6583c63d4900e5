using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Rollouts;

/// <summary>Tells of rollouts that went back by themselves, and of those that need a person.</summary>
internal sealed class RolloutSignals(IRolloutStore rollouts) : ISignalSource
{
    private const string RolledBack = "rollout.rolled_back";
    private const string Waiting = "rollout.waiting";
    private const string Held = "rollout.held";

    // What happened longer ago is history, which nobody is to be told of.
    private static readonly TimeSpan s_news = TimeSpan.FromDays(1);

    // Who holds a rollout knows it; who forgets it does not.
    private static readonly TimeSpan s_forgotten = TimeSpan.FromHours(1);

    public string Name => "rollouts";

    public IReadOnlyList<SignalDefinition> Definitions { get; } =
    [
        new(RolledBack, "flag", "1 when the endpoint's last rollout was rolled back by the evidence within the last day."),
        new(Waiting, "seconds", "How long the endpoint's rollout has waited for a person: for approval, or with a proposal."),
        new(Held, "seconds", "How long the endpoint's rollout has been held. Bad at once where nothing was decided in time, and after an hour where a person holds it."),
    ];

    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var signals = new List<Signal>();
        foreach (var rollout in await rollouts.ListNewestAsync(cancellationToken))
        {
            // The last decision tells since when, and who brought it about.
            var last = rollout.IsOpen || rollout.EndedAt > now - s_news ? (await rollouts.ListDecisionsAsync(rollout.Id, rollout.Revision - 1, 1, cancellationToken)).FirstOrDefault() : null;
            signals.Add(Of(rollout, RolledBack, rollout.EndedAt ?? now, rollout.State == RolloutState.RolledBack && last is { IsAutomatic: true } ? 1 : 0, isBad: null));
            var waits = rollout.Proposal?.At ?? (rollout.State == RolloutState.Waiting ? rollout.CreatedAt : null);
            signals.Add(Of(rollout, Waiting, now, Seconds(waits), isBad: null));
            var held = rollout.State == RolloutState.Held ? last?.At : null;
            signals.Add(Of(rollout, Held, now, Seconds(held), held is { } since && (last!.IsAutomatic || now - since > s_forgotten)));
        }
        return signals;

        double Seconds(DateTimeOffset? since) => since is { } at ? Math.Max(1, (now - at).TotalSeconds) : 0;
    }

    private static Signal Of(Rollout rollout, string name, DateTimeOffset at, double value, bool? isBad) => new()
    {
        Name = name,
        Endpoint = rollout.Endpoint,
        Value = value,
        At = at,
        Verdict = isBad ?? value > 0,
        Context = value == 0 ? SignalContext.None : new SignalContext { Summary = $"Rollout {rollout.Id} ({rollout.Describe()}): {rollout.Proposal?.Reason ?? rollout.Note}" },
    };
}
