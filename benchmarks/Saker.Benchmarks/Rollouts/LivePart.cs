using Saker.Benchmarks.Demands;
using Saker.Client;

namespace Saker.Benchmarks.Rollouts;

/// <summary>
/// Under 2,000 requests a second from real HTTP clients a canary of a version that is slow, fails or answers askew is rolled back, a sound one is promoted, and no request
/// fails for it; and the same when the server is killed (SIGKILL) in any phase and started again.
/// </summary>
internal sealed class LivePart : IAreaPart
{
    private const double PerSecond = 2_000;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);

    public string Name => "live";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        List<Demand> demands = [];
        await using var home = await LiveHome.CreateAsync(cancellationToken);
        foreach (var (version, word) in new[] { (LiveHome.Slow, "slow"), (LiveHome.Failing, "failing"), (LiveHome.Skewed, "skewed") })
            demands.AddRange(await RollBackAsync(home, version, word, settings, cancellationToken));
        (int Version, string Phase, Func<RolloutInfo, bool> Holds)[] kills =
        [
            (LiveHome.Failing, "while it is warming", _ => true),
            (LiveHome.Failing, "in its first step", rollout => rollout is { State: "running", Step.RequestCount: > 0 } || rollout.EndedAt is not null),
            (LiveHome.Sound, "in a later step", rollout => rollout.Step is { Number: > 1 } || rollout.EndedAt is not null),
            (LiveHome.Skewed, "when it has been rolled back", rollout => rollout.EndedAt is not null),
        ];
        foreach (var (version, phase, holds) in kills)
            demands.AddRange(await KillAsync(home, version, phase, holds, settings, cancellationToken));
        return demands;
    }

    private static async Task<IReadOnlyList<Demand>> RollBackAsync(LiveHome home, int version, string word, AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var server = await LiveServer.StartAsync(home, PerSecond, cancellationToken);
        await Task.Delay(Before, cancellationToken);
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var last = server.LastAnswerAsync(version, probing.Token);
        var opened = await server.OpenAsync(version, cancellationToken);
        var ended = await server.WaitAsync(opened.Id, rollout => rollout.EndedAt is not null, MaxWait, cancellationToken);
        await Task.Delay(Before, cancellationToken);
        await probing.CancelAsync();
        var late = (await last - (ended.EndedAt ?? DateTimeOffset.MaxValue)).TotalSeconds;
        await server.StopAsync();
        var asked = ended.Arms[1].RequestCount ?? 0;
        settings.Log.WriteLine(FormattableString.Invariant($"  {word}: {ended.State} after {(ended.EndedAt - ended.StartedAt)?.TotalSeconds:0.0} s and {asked} requests of the candidate; {server.AnsweredCount} answered, {server.FailedCount} failed. {ended.Note}"));
        return
        [
            Demand.AtLeast($"a {word} candidate is rolled back (1 for yes)", ended.State == "rolled-back" ? 1 : 0, 1),
            Demand.Shown($"{word}: requests of the candidate until then", asked),
            Demand.AtMost($"{word}: the candidate answers after the decision for", "s", Math.Max(0, late), 1),
            Demand.AtMost($"{word}: requests failed", "", server.FailedCount, 0),
        ];
    }

    /// <summary>Kills the server in a phase, starts it again, and looks whether the rollout goes on to the end that it should have.</summary>
    private static async Task<IReadOnlyList<Demand>> KillAsync(LiveHome home, int version, string phase, Func<RolloutInfo, bool> holds, AreaSettings settings, CancellationToken cancellationToken)
    {
        long failed;
        RolloutInfo seen;
        await using (var first = await LiveServer.StartAsync(home, PerSecond, cancellationToken))
        {
            await Task.Delay(Before, cancellationToken);
            var opened = await first.OpenAsync(version, cancellationToken);
            seen = await first.WaitAsync(opened.Id, holds, MaxWait, cancellationToken);
            await first.KillAsync();
            failed = first.FailedCount;
        }
        await using var second = await LiveServer.StartAsync(home, PerSecond, cancellationToken);
        var found = await second.GetAsync(seen.Id, cancellationToken);
        var ended = await second.WaitAsync(seen.Id, rollout => rollout.EndedAt is not null, MaxWait, cancellationToken);
        var expected = version == LiveHome.Sound ? "promoted" : "rolled-back";
        var wrong = await second.CountAnswersAsync(version == LiveHome.Sound ? LiveHome.Control : version, count: 200, cancellationToken);
        await second.StopAsync();
        failed += second.FailedCount;
        settings.Log.WriteLine(FormattableString.Invariant($"  killed {phase}: {seen.State} then (revision {seen.Revision}), {found.State} when it was back (revision {found.Revision}), {ended.State} in the end; {failed} requests failed"));
        if (ended.State == "promoted")
            await RestoreAsync(second, cancellationToken);
        return
        [
            Demand.AtLeast($"killed {phase}: it ends as {expected} (1 for yes)", ended.State == expected ? 1 : 0, 1),
            Demand.AtMost($"killed {phase}: decisions that were lost", "", Math.Max(0, seen.Revision - found.Revision), 0),
            Demand.AtMost($"killed {phase}: of 200 later requests answered by the wrong version", "", wrong, 0),
            Demand.AtMost($"killed {phase}: requests that were answered and failed", "", failed, 0),
        ];
    }

    // The next one is compared with the same control.
    private static async Task RestoreAsync(LiveServer server, CancellationToken cancellationToken)
    {
        var opened = await server.OpenAsync(LiveHome.Control, cancellationToken);
        await server.ConcludeAsync(opened.Id, cancellationToken);
    }
}
