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

public sealed partial class RetrainingTests
{
    [Fact]
    public async Task New_rows_of_the_source_or_of_a_dataset_train_again_once_there_are_enough()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{new_rows: 50, max_per_day: 9}");
        toy.WriteRows(449, 5);
        await toy.TickAsync();
        Assert.Empty(await toy.AttemptsAsync());
        toy.WriteRows(450, 5);
        toy.Time.Advance(new RetrainingOptions().CountInterval);
        await toy.TickAsync();
        var first = Assert.Single(await toy.AttemptsAsync());
        Assert.Equal((RetrainingCause.NewRows, "There are 50 new rows, 50 are enough.", RetrainingState.Proposed), (first.Cause, first.Reason, first.State));
        await toy.Saker.Rollouts.CancelAsync(new RolloutAct { Id = first.RolloutId!, Reason = "no" }, Token);

        await toy.Saker.Retraining.SetPolicyAsync("toy", new RetrainingPolicy { NewRows = 10, Data = new FreshData(FreshDataKind.Dataset, "toy"), MaxPerDay = 9, CoolDown = TimeSpan.FromHours(1) }, null, Token);
        toy.Time.Advance(TimeSpan.FromHours(2));
        await toy.TickAsync();
        // Those that the first attempt had are not new.
        Assert.Single(await toy.AttemptsAsync());
        var newest = (await toy.Saker.Datasets.FindAsync(new DatasetReference("toy", null), Token))!;
        var more = await toy.Saker.Datasets.ReadAsync(newest.Name, newest.Version, Token);
        await toy.Saker.Datasets.AddAsync(NewDataset.Of("toy", Twice(more), "test"), Token);
        await toy.TickAsync();
        var second = (await toy.AttemptsAsync())[0];
        Assert.Equal(("There are 450 new rows, 10 are enough.", RetrainingState.Proposed, null), (second.Reason, second.State, second.Error));
        Assert.Equal(900, (await toy.Saker.Lineage.GetAsync(await toy.Saker.Registry.ResolveAsync(second.VersionReference!, Token), Token)).Dataset!.RowCount);
    }

    [Fact]
    public async Task Attempts_are_of_their_model_when_it_is_renamed()
    {
        await using var toy = await ToyRetraining.CreateAsync();
        toy.WriteRows(500, 2);
        await toy.Saker.Retraining.CompleteAsync((await toy.Saker.Retraining.RequestAsync("toy", null, null, Token)).Id, Token);

        await toy.Saker.Registry.RenameAsync("toy", "toys", Token);

        Assert.Equal((new ParentVersion("toys", 1), "toys/2"), Assert.Single(await toy.AttemptsAsync()) is var attempt ? (attempt.Base, attempt.VersionReference) : default);
    }

    [Fact]
    public async Task Outcomes_train_again_as_the_rows_that_were_logged_with_what_became_of_them()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{data: outcomes, new_rows: 300, max_per_day: 9}");
        await toy.TickAsync();
        Assert.Empty(await toy.AttemptsAsync());
        var none = await toy.Saker.Retraining.RequestAsync("toy", null, null, Token);
        Assert.Contains("No outcome of endpoint 'toy'", (await toy.Saker.Retraining.CompleteAsync(none.Id, Token)).Error, StringComparison.Ordinal);

        // Served, each with the outcome that turned out the opposite of what the first model learned.
        var rows = await toy.Saker.Datasets.ReadAsync("toy", 1, Token);
        var outcomes = toy.Saker.Services.GetRequiredService<IOutcomeStore>();
        var now = toy.Time.GetUtcNow();
        await outcomes.AddAsync([.. Enumerable.Range(0, 300).Select(i => new NewOutcome { RequestId = $"r{i}", Value = (string)rows.Get("left").GetValue(i)! == "yes" ? "no" : "yes" })], Token);
        await outcomes.JoinAsync(
            [.. (await outcomes.ListUnmatchedAsync(now.AddDays(-1), null, 1_000, Token)).Select(outcome => new OutcomeJoin(outcome.RequestId, outcome.Row, "toy", new JoinedPrediction
            {
                Endpoint = "toy",
                Model = "toy",
                Version = 1,
                At = now,
                Weight = 1,
                Inputs = new[] { "age", "spend", "payment" }.ToDictionary(name => name, name => rows.Get(name).GetValue(int.Parse(outcome.RequestId[1..], System.Globalization.CultureInfo.InvariantCulture))),
                Outputs = new Dictionary<string, object?>(),
            }))],
            Token);
        toy.Time.Advance(new RetrainingOptions().CountInterval + TimeSpan.FromHours(25));
        await toy.TickAsync();

        var attempt = (await toy.AttemptsAsync())[0];
        Assert.Equal((RetrainingCause.NewRows, "There are 300 new rows, 300 are enough.", RetrainingState.Proposed, null), (attempt.Cause, attempt.Reason, attempt.State, attempt.Error));
        var learned = (await toy.Saker.Lineage.GetAsync(await toy.Saker.Registry.ResolveAsync(attempt.VersionReference!, Token), Token)).Dataset!;
        Assert.Equal(300, learned.RowCount);
        var table = await toy.Saker.Datasets.ReadAsync(learned.Name, learned.Version, Token);
        Assert.Equal(Enumerable.Range(0, 300).Count(i => (string)rows.Get("left").GetValue(i)! == "no"), Enumerable.Range(0, 300).Count(i => (string)table.Get("left").GetValue(i)! == "yes"));
        Assert.Equal(rows.Get("age").Type, table.Get("age").Type);
    }

    [Theory]
    [InlineData(ColumnType.Int64, ColumnType.Int64, "3", "-4")]
    [InlineData(ColumnType.Int64, ColumnType.Float64, "3", "4.5")]
    [InlineData(ColumnType.Int32, ColumnType.Float64, "3.0", "4")]
    [InlineData(ColumnType.Int64, ColumnType.Int64, "3.5", "many")]
    [InlineData(ColumnType.Text, ColumnType.Text, "3.5", "4")]
    public void Whole_numbers_that_are_told_in_fractions_are_learned_as_fractions(ColumnType trained, ColumnType learned, string one, string other)
    {
        StoredOutcome[] rows = [Row(one), Row(other)];

        Assert.Equal(learned, OutcomeRows.TypeOf(new ColumnSchema("count", trained), rows, "count"));
        Assert.Equal(trained, OutcomeRows.TypeOf(new ColumnSchema("other", trained), rows, "count"));

        static StoredOutcome Row(string value) => new() { RequestId = value, Row = 0, Value = value, At = default, ReceivedAt = default, FirstReceivedAt = default, State = OutcomeState.Matched };
    }

    [Fact]
    public async Task Outcomes_whose_rows_the_log_masks_are_not_trained_on()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{data: outcomes}");
        var redact = new Dictionary<string, object?> { ["columns"] = new Dictionary<string, object?> { ["age"] = "drop" }, ["others"] = "keep" };
        await toy.Saker.Monitors.ChangeAsync("toy", settings => settings with { Log = settings.Log with { Redact = redact } }, Token);
        var attempt = await toy.Saker.Retraining.RequestAsync("toy", null, null, Token);
        Assert.Contains("does not keep age as they were", (await toy.Saker.Retraining.CompleteAsync(attempt.Id, Token)).Error, StringComparison.Ordinal);
    }
}
