using Saker.Backends.Postgres;
using Saker.Benchmarks.Demands;
using Saker.Client;
using Saker.Testing;

namespace Saker.Benchmarks.Rollouts;

/// <summary>
/// Two server processes over one PostgreSQL, both asked while a canary of a version that fails goes on: nothing is decided twice, a rollback takes effect on the one that did not decide it too, and when the
/// one that decides is killed (SIGKILL) the other goes on.
/// </summary>
internal sealed class ReplicasPart : IAreaPart
{
    private const double PerSecond = 200;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);

    public string Name => "replicas";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var database = await PostgresServer.StartNewAsync();
        var address = database.AddressOf("replicas");
        await using var home = await LiveHome.CreateAsync(services => services.AddPostgres(PostgresOptions.Parse(address)), cancellationToken);
        await using var one = await LiveServer.StartAsync(home, PerSecond, cancellationToken, "--database", address);
        await using var other = await LiveServer.StartAsync(home, PerSecond, cancellationToken, "--database", address);
        await Task.Delay(Before, cancellationToken);
        List<Demand> demands = [];
        var (late, twice, ends, rounds) = (0.0, 0, 0, settings.Quick ? 2 : 10);
        for (var round = 0; round < rounds; round++)
        {
            // Asked for at the one and at the other in turn.
            var ended = await RollBackAsync(round % 2 == 0 ? one : other, [one, other], lateness => late = Math.Max(late, lateness), cancellationToken);
            ends += ended.State == "rolled-back" ? 1 : 0;
            twice += CountTwice(ended);
            settings.Log.WriteLine($"  round {round + 1}: {ended.State}, {ended.Decisions!.Count} decisions. {ended.Note}");
        }
        demands.Add(Demand.AtLeast($"two processes over PostgreSQL: of {rounds} failing candidates rolled back", ends, rounds));
        demands.Add(Demand.AtMost("the same: decisions that were taken twice", "", twice, 0));
        demands.Add(Demand.AtMost("the same: the candidate answers after the decision, on either, for at most", "s", late, 1));
        demands.AddRange(await KillAsync(one, other, settings, cancellationToken));
        await other.StopAsync();
        demands.Add(Demand.AtMost("the same: requests failed on the process that went on", "", other.FailedCount, 0));
        return demands;
    }

    private static async Task<RolloutInfo> RollBackAsync(LiveServer asked, IReadOnlyList<LiveServer> servers, Action<double> lateness, CancellationToken cancellationToken)
    {
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var last = servers.Select(server => server.LastAnswerAsync(LiveHome.Failing, probing.Token)).ToList();
        var opened = await asked.OpenAsync(LiveHome.Failing, cancellationToken);
        var ended = await asked.WaitAsync(opened.Id, rollout => rollout.EndedAt is not null, MaxWait, cancellationToken);
        await Task.Delay(Before, cancellationToken);
        await probing.CancelAsync();
        foreach (var at in await Task.WhenAll(last))
            lateness(Math.Max(0, (at - (ended.EndedAt ?? DateTimeOffset.MinValue)).TotalSeconds));
        return ended;
    }

    /// <summary>Ends the process that was started first, which decides; the other brings the rollout to its end.</summary>
    private static async Task<IReadOnlyList<Demand>> KillAsync(LiveServer one, LiveServer other, AreaSettings settings, CancellationToken cancellationToken)
    {
        var opened = await other.OpenAsync(LiveHome.Failing, cancellationToken);
        await other.WaitAsync(opened.Id, rollout => rollout.State != "warming", MaxWait, cancellationToken);
        await one.KillAsync();
        var ended = await other.WaitAsync(opened.Id, rollout => rollout.EndedAt is not null, MaxWait, cancellationToken);
        settings.Log.WriteLine($"  one killed: {ended.State}. {ended.Note}");
        return
        [
            Demand.AtLeast("one of the two killed: the rollout ends as rolled-back (1 for yes)", ended.State == "rolled-back" ? 1 : 0, 1),
            Demand.AtMost("the same: decisions that were taken twice", "", CountTwice(ended), 0),
        ];
    }

    private static int CountTwice(RolloutInfo rollout) => rollout.Decisions!.Count - rollout.Decisions.DistinctBy(decision => (decision.Kind, decision.Shares.GetValueOrDefault("candidate"))).Count();
}
