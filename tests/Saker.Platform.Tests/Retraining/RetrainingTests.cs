using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Retraining;
using Saker.Platform.Rollouts;

namespace Saker.Platform.Tests.Retraining;

/// <summary>From what a policy waits for to the version that serves.</summary>
public sealed partial class RetrainingTests
{
    private const string Lenient = "{scores: {roc_auc: {min: 0.5}}}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, new[] { 1, 1, 0 })]
    [InlineData(2, new[] { 2, 0, 0 })]
    public async Task Attempts_of_different_endpoints_run_beside_each_other_as_far_as_there_is_room(int room, int[] begun)
    {
        await using var toy = await ToyRetraining.CreateAsync(Lenient, options: new RetrainingOptions { MaxConcurrent = room });
        await toy.Saker.Endpoints.FollowAsync("other", "toy", "champion", Token);
        toy.WriteRows(500, 2);
        await toy.Saker.Retraining.RequestAsync("toy", null, null, Token);
        await toy.Saker.Retraining.RequestAsync("other", null, null, Token);
        var loop = toy.Saker.Services.GetRequiredService<AttemptLoop>();

        foreach (var expected in begun)
        {
            var running = await loop.LookAsync(Token);
            Assert.Equal(expected, running.Count);
            // There is no room for others while these run, nor are they begun again.
            Assert.Empty(await loop.LookAsync(Token));
            await Task.WhenAll(running);
        }

        foreach (var endpoint in new[] { "toy", "other" })
            Assert.True(Assert.Single((await toy.Saker.Retraining.GetAsync(endpoint, 10, Token)).Attempts).HasEnded);
    }

    [Fact]
    public async Task Drift_trains_a_challenger_that_says_why_and_serves_once_somebody_approves()
    {
        await using var toy = await ToyRetraining.CreateAsync(Lenient, "{drift: {share: 0.3}}");
        toy.WriteRows(500, 2);
        await toy.TickAsync();
        Assert.Empty(await toy.AttemptsAsync());
        toy.Signal("drift.share", 0.4);

        await toy.TickAsync();

        var attempt = Assert.Single(await toy.AttemptsAsync());
        Assert.Equal((RetrainingState.Proposed, RetrainingCause.Drift, "toy/2", "champion", null), (attempt.State, attempt.Cause, attempt.VersionReference, attempt.Alias, attempt.Error));
        Assert.Equal("40% of the columns have drifted, 30% are enough: age moved.", attempt.Reason);
        using var evidence = JsonDocument.Parse(attempt.Evidence);
        Assert.Equal(("drift.share", 0.4, "age", "r1"), (evidence.RootElement.GetProperty("signal").GetString(), evidence.RootElement.GetProperty("value").GetDouble(), evidence.RootElement.GetProperty("movedColumns")[0].GetProperty("column").GetString(), evidence.RootElement.GetProperty("requestIds")[0].GetString()));

        var version = await toy.Saker.Registry.ResolveAsync("toy@challenger", Token);
        var lineage = await toy.Saker.Lineage.GetAsync(version, Token);
        Assert.Equal((2, attempt.Reason, "toy/1", "toy/2"), (version.Version, lineage.Reason, lineage.Parent!.Version.Reference, lineage.Dataset!.Reference));
        Assert.Equal(("drift", attempt.Id, attempt.Evidence), (version.Tags["saker.retraining.cause"], version.Tags["saker.retraining.attempt"], version.Tags["saker.retraining.evidence"]));
        Assert.Equal((attempt.Run, "toy/1", lineage.Parent.Version.Run!.Value.Value), (version.Run, lineage.Run!.Tags["saker.retraining.from"], lineage.Run.Tags["saker.retraining.from_run"]));
        // The same recipe over other rows.
        Assert.Equal(("1.0.0", "1.0.1"), (lineage.Parent.Version.Semantic.ToString(), version.Semantic.ToString()));
        Assert.Equal(1, (await toy.Saker.Endpoints.FindAsync("toy", Token))!.Version);

        Assert.Empty(await toy.Saker.Approvals.ListAsync("toy", isWaiting: true, 10, Token));
        var rollout = (await toy.Saker.Rollouts.FindOpenAsync("toy", Token))!;
        Assert.Equal((attempt.RolloutId, RolloutState.Waiting, RolloutCause.Retraining, "retraining", 1, Role.Deployer), (rollout.Id, rollout.State, rollout.Cause, rollout.CreatedBy, rollout.ApprovalCount, rollout.ApprovalRole));
        Assert.Contains(attempt.Reason, rollout.Reason, StringComparison.Ordinal);
        await toy.Saker.Rollouts.ApproveAsync(new RolloutAct { Id = rollout.Id, Reason = "fine" }, Token);

        Assert.Equal((2, "champion"), (await toy.Saker.Endpoints.FindAsync("toy", Token)) is { } endpoint ? (endpoint.Version, endpoint.Follows) : default);
        Assert.Equal(2, (await toy.Saker.Registry.ResolveAsync("toy@champion", Token)).Version);
        Assert.Equal(RolloutState.Warming, Assert.Single(await toy.AttemptsAsync()).RolloutState);
        // The version that serves now can be trained again as the first could.
        await toy.Saker.Retraining.SetPolicyAsync("toy", new RetrainingPolicy { MaxPerDay = 5 }, null, Token);
        toy.WriteRows(450, 3);
        var next = await toy.Saker.Retraining.CompleteAsync((await toy.Saker.Retraining.RequestAsync("toy", "just so", null, Token)).Id, Token);
        Assert.Equal((RetrainingState.Proposed, "toy/3", new ParentVersion("toy", 2), "tester asked for it: just so"), (next.State, next.VersionReference, next.Base, next.Reason));
    }

    [Fact]
    public async Task A_schedule_trains_at_its_times_makes_up_for_missed_ones_once_and_holds_the_limit_across_restarts()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{schedule: {every: 6h}, max_per_day: 2}");
        await toy.TickAsync();
        Assert.Empty(await toy.AttemptsAsync());
        var rows = 410;
        async Task<int> AfterAsync(double hours)
        {
            toy.WriteRows(rows++, 2);
            toy.Time.Advance(TimeSpan.FromHours(hours));
            await toy.TickAsync();
            await toy.RestartAsync();
            await toy.TickAsync();
            return (await toy.AttemptsAsync()).Count;
        }
        Assert.Equal(1, await AfterAsync(6));
        Assert.Equal(1, await AfterAsync(3));
        // Two times were missed; the later one is had.
        Assert.Equal(2, await AfterAsync(10));
        // Two within 24 hours are had already.
        Assert.Equal(2, await AfterAsync(6));
        Assert.Equal(3, await AfterAsync(6));
        var attempts = await toy.AttemptsAsync();
        Assert.All(attempts, attempt => Assert.Equal((RetrainingState.Proposed, RetrainingCause.Schedule), (attempt.State, attempt.Cause)));
        Assert.Equal(3, attempts.Select(attempt => attempt.ScheduledAt).Distinct().Count());
        // A newer version takes the place of an older one that nobody looked at.
        Assert.Equal([RolloutState.Waiting, RolloutState.Cancelled, RolloutState.Cancelled], attempts.Select(attempt => attempt.RolloutState!.Value));
    }

    [Fact]
    public async Task Two_processes_that_look_at_once_train_once()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{drift: true, max_per_day: 9, cool_down: 0s}");
        var other = await toy.OpenAsync();
        toy.WriteRows(450, 4);
        toy.Signal("drift.share", 0.9, verdict: true);
        await Task.WhenAll(toy.TickAsync(), toy.TickAsync(other));
        // What was acted upon is not a reason once more.
        await toy.TickAsync(other);
        Assert.Equal(RetrainingState.Proposed, Assert.Single(await toy.AttemptsAsync()).State);
        Assert.Equal(2, (await toy.Saker.Registry.FindAsync("toy", Token))!.Versions.Count);
        // While it waits for approval, drift that goes on brings no other.
        toy.Time.Advance(TimeSpan.FromHours(1));
        toy.Signal("drift.share", 0.9, verdict: true);
        await toy.TickAsync();
        Assert.Single(await toy.AttemptsAsync());
        Assert.Contains("waits for approval", (await toy.Saker.Retraining.GetAsync("toy", 1, Token)).Hold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_gates_refuse_is_not_proposed_and_the_verdict_is_kept()
    {
        await using var toy = await ToyRetraining.CreateAsync("{scores: {roc_auc: {min: 0.6}}}", "{decay: {score: roc_auc, below: 0.7}}");
        File.WriteAllText(Path.Combine(toy.SourceFolder, "customers.csv"), Noise());
        toy.Signal("score.roc_auc", 0.55);

        await toy.TickAsync();

        var attempt = Assert.Single(await toy.AttemptsAsync());
        Assert.Equal((RetrainingState.Refused, RetrainingCause.Decay, null, "The model did not pass scores.roc_auc."), (attempt.State, attempt.Cause, attempt.Version, attempt.Error));
        Assert.StartsWith("roc_auc is 0.55, below 0.7", attempt.Reason, StringComparison.Ordinal);
        Assert.Equal("failed: scores.roc_auc", (await toy.Saker.Experiments.FindRunAsync(attempt.Run!.Value, Token))!.Tags["saker.gates"]);
        Assert.DoesNotContain(await toy.Saker.Rollouts.ListAsync(new RolloutQuery(), Token), rollout => rollout.Cause == RolloutCause.Retraining);
        Assert.Single((await toy.Saker.Registry.FindAsync("toy", Token))!.Versions);
    }

    [Fact]
    public async Task A_training_that_fails_is_recorded_with_its_reason_and_told_by_a_signal()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{drift: true}");
        File.Delete(Path.Combine(toy.SourceFolder, "customers.csv"));
        toy.Signal("drift.share", 0.9, verdict: true);

        await toy.TickAsync();

        var attempt = Assert.Single(await toy.AttemptsAsync());
        Assert.Equal(RetrainingState.Failed, attempt.State);
        Assert.Contains("customers.csv", attempt.Error, StringComparison.Ordinal);
        var signal = Assert.Single(await toy.Saker.Services.GetRequiredService<SignalReader>().ReadAsync(toy.Time.GetUtcNow(), Token), signal => signal.Name == "retraining.failed");
        Assert.Equal(("toy", 1, true), (signal.Endpoint, signal.Value, signal.Verdict));
        toy.Time.Advance(TimeSpan.FromMinutes(30));
        toy.Signal("drift.share", 0.9, verdict: true);
        await toy.TickAsync();
        Assert.Single(await toy.AttemptsAsync());
    }

    [Fact]
    public async Task A_training_that_takes_too_long_fails_and_keeps_no_other_waiting()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{drift: true}", options: new RetrainingOptions { MaxDuration = TimeSpan.FromMilliseconds(1) });
        toy.Signal("drift.share", 0.9, verdict: true);

        await toy.TickAsync();

        var attempt = Assert.Single(await toy.AttemptsAsync());
        Assert.Equal(RetrainingState.Failed, attempt.State);
        Assert.Contains("took longer than", attempt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_that_was_changed_in_its_run_is_not_run()
    {
        await using var toy = await ToyRetraining.CreateAsync(Lenient);
        var version = await toy.Saker.Registry.ResolveAsync("toy/1", Token);
        var run = (await toy.Saker.Experiments.FindRunAsync(version.Run!.Value, Token))!;
        using var other = new MemoryStream("pipeline: other"u8.ToArray());
        await toy.Saker.Artifacts.PutAsync($"{Platform.Artifacts.ArtifactPaths.FromUri(run.ArtifactUri)}/{PipelineText.Artifact}", other, Token);
        toy.WriteRows(500, 2);

        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => RetrainAsync(toy));

        Assert.Contains("is not the one that toy/1 was registered with", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await toy.AttemptsAsync());
    }

    [Fact]
    public async Task The_same_rows_give_the_same_model_and_nothing_is_proposed()
    {
        await using var toy = await ToyRetraining.CreateAsync();
        var attempt = await toy.Saker.Retraining.CompleteAsync((await toy.Saker.Retraining.RequestAsync("toy", null, null, Token)).Id, Token);
        Assert.Equal((RetrainingState.Unchanged, null), (attempt.State, attempt.Version));
        Assert.Single((await toy.Saker.Registry.FindAsync("toy", Token))!.Versions);
    }

    [Fact]
    public async Task With_automatic_promotion_only_what_is_better_than_the_champion_serves_by_itself()
    {
        await using var toy = await ToyRetraining.CreateAsync("{champion: {score: roc_auc, better: true}}", "{promote: automatic, max_per_day: 9}");
        toy.WriteRows(400, 6);
        var same = await RetrainAsync(toy);
        Assert.Equal((RetrainingState.Refused, "The model did not pass champion.roc_auc."), (same.State, same.Error));
        Assert.Equal(1, (await toy.Saker.Endpoints.FindAsync("toy", Token))!.Version);

        // The world turned around: what the champion learned is wrong on every new row.
        var turned = Path.Combine(toy.SourceFolder, "customers.csv");
        File.WriteAllText(turned, File.ReadAllText(turned).Replace(",yes\n", ",x\n", StringComparison.Ordinal).Replace(",no\n", ",yes\n", StringComparison.Ordinal).Replace(",x\n", ",no\n", StringComparison.Ordinal));
        var better = await RetrainAsync(toy);
        Assert.Equal((RetrainingState.Promoted, "toy/2", RolloutState.Warming), (better.State, better.VersionReference, better.RolloutState));
        Assert.Equal(2, (await toy.Saker.Endpoints.FindAsync("toy", Token))!.Version);
        Assert.Contains(better.Id, (await toy.Saker.Registry.ListAliasMovesAsync("toy", Token)).First(move => move.Alias == "champion").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protected_alias_asks_even_then_and_who_asked_for_the_training_cannot_approve()
    {
        await using var toy = await ToyRetraining.CreateAsync();
        await toy.Saker.Approvals.ProtectAsync(new AliasProtection { Model = "toy", Alias = "champion", Role = Role.Deployer }, null, Token);
        toy.WriteRows(420, 7);
        var anna = new Actor("anna", Role.Admin);
        var attempt = await toy.Saker.Retraining.CompleteAsync((await toy.Saker.Retraining.RequestAsync("toy", null, anna, Token)).Id, Token);
        Assert.Equal(RetrainingState.Proposed, attempt.State);
        await Failures.OfAsync(ErrorKind.Forbidden, () => toy.Saker.Rollouts.ApproveAsync(new RolloutAct { Id = attempt.RolloutId!, By = anna }, Token));
        await toy.Saker.Rollouts.ApproveAsync(new RolloutAct { Id = attempt.RolloutId!, By = new Actor("ben", Role.Deployer) }, Token);
        Assert.Equal(2, (await toy.Saker.Endpoints.FindAsync("toy", Token))!.Version);
        Assert.Equal(["ben"], (await toy.Saker.Registry.ListAliasMovesAsync("toy", Token)).First(move => move.Alias == "champion").ApprovedBy);
    }

    [Fact]
    public async Task A_challenger_comes_as_the_endpoints_policy_says_and_the_champion_is_whoever_is_proven()
    {
        await using var toy = await ToyRetraining.CreateAsync("{champion: {score: roc_auc, margin: 0.5}}", "{drift: true, max_per_day: 9, cool_down: 0s}");
        await toy.Saker.Rollouts.SetPolicyAsync("toy", RolloutSettingsText.ReadYaml("{strategy: canary, steps: [10, 100]}"), null, Token);
        toy.WriteRows(450, 11);
        var attempt = await RetrainAsync(toy);
        await toy.Saker.Rollouts.ApproveAsync(new RolloutAct { Id = attempt.RolloutId! }, Token);
        var rollout = await toy.Saker.Rollouts.GetAsync(attempt.RolloutId!, Token);
        Assert.Equal((RolloutKind.Canary, RolloutState.Warming, "champion"), (rollout.Strategy, rollout.State, rollout.MovesAlias));
        Assert.Equal((1, 1), ((await toy.Saker.Endpoints.FindAsync("toy", Token))!.Version, (await toy.Saker.Registry.ResolveAsync("toy@champion", Token)).Version));
        // Meanwhile nothing is trained again, whoever asks.
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => toy.Saker.Retraining.RequestAsync("toy", null, null, Token));
        Assert.Contains($"Rollout {rollout.Id} is under way (canary of toy/2, warming).", refused.Message, StringComparison.Ordinal);

        await toy.Saker.Rollouts.ConcludeAsync(new RolloutAct { Id = rollout.Id }, Token);

        Assert.Equal((2, "champion", 2), (await toy.Saker.Endpoints.FindAsync("toy", Token)) is { } endpoint ? (endpoint.Version, endpoint.Follows, (await toy.Saker.Registry.ResolveAsync("toy@champion", Token)).Version) : default);
    }

    [Fact]
    public async Task An_alias_that_the_endpoint_does_not_follow_is_proposed_by_itself_and_changes_nothing_there()
    {
        await using var toy = await ToyRetraining.CreateAsync();
        await toy.Saker.Retraining.SetPolicyAsync("toy", new RetrainingPolicy { Alias = "staging", MaxPerDay = 5 }, null, Token);
        toy.WriteRows(460, 12);
        var attempt = await RetrainAsync(toy);
        Assert.Equal((RetrainingState.Proposed, "staging", null, MoveRequestState.Waiting), (attempt.State, attempt.Alias, attempt.RolloutId, attempt.RequestState));
        await toy.Saker.Approvals.ApproveAsync(attempt.RequestId!, null, null, Token);
        Assert.Equal((1, 2), ((await toy.Saker.Endpoints.FindAsync("toy", Token))!.Version, (await toy.Saker.Registry.ResolveAsync("toy@staging", Token)).Version));
    }

    [Fact]
    public async Task A_training_that_is_stopped_with_its_process_is_begun_again_by_the_next_and_counts_once()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{schedule: {every: 1h}}");
        toy.WriteRows(430, 8);
        var attempt = await toy.Saker.Retraining.RequestAsync("toy", null, null, Token);
        using var stopping = new CancellationTokenSource();
        var training = toy.Saker.Retraining.CompleteAsync(attempt.Id, stopping.Token);
        while ((await toy.AttemptsAsync())[0].Run is null)
            await Task.Delay(1, Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
        await toy.RestartAsync();
        Assert.Equal(RetrainingState.Waiting, Assert.Single(await toy.AttemptsAsync()).State);

        await toy.TickAsync();

        var done = Assert.Single(await toy.AttemptsAsync());
        Assert.Equal((attempt.Id, RetrainingState.Proposed, "toy/2"), (done.Id, done.State, done.VersionReference));
        Assert.Equal(2, (await toy.Saker.Registry.FindAsync("toy", Token))!.Versions.Count);
    }

    [Fact]
    public async Task A_lease_that_is_lost_while_it_trains_keeps_the_version_from_being_registered()
    {
        await using var toy = await ToyRetraining.CreateAsync();
        toy.WriteRows(440, 9);
        var attempt = await toy.Saker.Retraining.RequestAsync("toy", null, null, Token);
        var training = toy.Saker.Retraining.CompleteAsync(attempt.Id, Token);
        while ((await toy.AttemptsAsync())[0].Run is null)
            await Task.Delay(1, Token);
        // By the clocks of others this process is silent.
        toy.Time.Advance(new JobOptions().LeaseDuration);
        Assert.Null(await (await toy.OpenAsync()).Services.GetRequiredService<SqlRetrainingStore>().TryBeginAsync(attempt.Id, Token));

        Assert.Equal(RetrainingState.Lost, (await training).State);

        Assert.Single((await toy.Saker.Registry.FindAsync("toy", Token))!.Versions);
    }

    [Fact]
    public async Task Policies_that_do_not_fit_the_endpoint_are_refused_with_all_that_is_wrong()
    {
        await using var toy = await ToyRetraining.CreateAsync();
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => toy.Saker.Retraining.SetPolicyAsync("toy", new RetrainingPolicy { Promote = Promotion.Automatic, MaxPerDay = 0 }, null, Token));
        Assert.Equal(["max_per_day", "promote"], failure.Problems.Select(problem => problem.Field));
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.Saker.Retraining.SetPolicyAsync("nobody", new RetrainingPolicy(), null, Token));
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.Saker.Retraining.RequestAsync("nobody", null, null, Token));
        await Failures.OfAsync(ErrorKind.Conflict, () => toy.Saker.Retraining.SetPolicyAsync("toy", new RetrainingPolicy { Alias = "challenger" }, null, Token));
        await toy.Saker.Retraining.SetPolicyAsync("toy", new RetrainingPolicy { MaxPerDay = 1 }, null, Token);
        await toy.Saker.Retraining.CompleteAsync((await toy.Saker.Retraining.RequestAsync("toy", null, null, Token)).Id, Token);
        await Failures.OfAsync(ErrorKind.LimitExceeded, () => toy.Saker.Retraining.RequestAsync("toy", null, null, Token));
        Assert.True(await toy.Saker.Retraining.RemovePolicyAsync("toy", Token));
        Assert.False(await toy.Saker.Retraining.RemovePolicyAsync("toy", Token));
    }

    private static async Task<RetrainingAttempt> RetrainAsync(ToyRetraining toy) => await toy.Saker.Retraining.CompleteAsync((await toy.Saker.Retraining.RequestAsync("toy", null, null, Token)).Id, Token);

    private static string Noise()
    {
        var random = new Random(1);
        return "id,age,spend,payment,left\n" + string.Concat(Enumerable.Range(0, 400).Select(row => $"c{row},{random.Next(18, 90)},{random.Next(100)},card,{(random.Next(2) == 0 ? "yes" : "no")}\n"));
    }

    private static Table Twice(Table rows) => Table.Concat([rows, rows]);
}
