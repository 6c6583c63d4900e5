using Saker.Data;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests.Monitoring.Outcomes;

/// <summary>What every <see cref="IOutcomeStore"/> does.</summary>
public abstract class OutcomeStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private IOutcomeStore Store => Saker.Outcomes;

    [Fact]
    public async Task An_outcome_is_read_as_it_came_and_waits_for_its_prediction()
    {
        var added = await Store.AddAsync([Outcome("a", 0, "Yes") with { At = Noon, Endpoint = "churn" }, Outcome("a", 1, "No")], Cancellation);

        var read = await Store.FindAsync("a", Cancellation);

        Assert.Equal(new AddedOutcomes(2, 0, 0), added);
        Assert.Equal([(0, "Yes"), (1, "No")], read.Select(outcome => (outcome.Row, outcome.Value)));
        Assert.Equal((Noon, "churn", OutcomeState.Unmatched), (read[0].At, read[0].Endpoint, read[0].State));
        Assert.Null(read[0].Prediction);
        Assert.Empty(await Store.FindAsync("b", Cancellation));
        Assert.Equal(["a", "a"], (await Store.ListUnmatchedAsync(DateTimeOffset.UnixEpoch, null, 10, Cancellation)).Select(outcome => outcome.RequestId));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_another_value_is_a_correction_with_its_history()
    {
        await Store.AddAsync([Outcome("a", 0, "1") with { At = Noon }], Cancellation);

        Assert.Equal(new AddedOutcomes(0, 1, 0), await Store.AddAsync([Outcome("a", 0, "1.0")], Cancellation));
        Assert.Equal(new AddedOutcomes(0, 0, 1), await Store.AddAsync([Outcome("a", 0, "2") with { At = Noon.AddDays(1) }], Cancellation));
        Assert.Equal(new AddedOutcomes(0, 0, 1), await Store.AddAsync([Outcome("a", 0, "1")], Cancellation));

        var read = Assert.Single(await Store.FindAsync("a", Cancellation));
        Assert.Equal("1", read.Value);
        Assert.Equal([("1", Noon), ("2", Noon.AddDays(1))], read.History.Select(earlier => (earlier.Value, earlier.At)));
    }

    [Fact]
    public async Task Of_the_same_row_twice_in_one_call_the_last_counts()
    {
        Assert.Equal(new AddedOutcomes(1, 1, 1), await Store.AddAsync([Outcome("a", 0, "x"), Outcome("a", 0, "x"), Outcome("a", 0, "y")], Cancellation));
        Assert.Equal("y", Assert.Single(await Store.FindAsync("a", Cancellation)).Value);
    }

    [Fact]
    public async Task What_is_joined_while_its_model_is_renamed_is_joined_under_the_new_name()
    {
        await Saker.Registry.CreateAsync(new NewModel { Name = "model" }, Cancellation);
        await Saker.Registry.RenameAsync("model", "renamed", Cancellation);
        await Store.AddAsync([Outcome("a", 0, "Yes")], Cancellation);

        await Store.JoinAsync([new OutcomeJoin("a", 0, "churn", Prediction(Noon))], Cancellation);

        Assert.Equal("renamed", Assert.Single(await Store.FindAsync("a", Cancellation)).Prediction!.Model);
    }

    [Fact]
    public async Task A_joined_outcome_has_what_it_was_joined_to_and_waits_no_more()
    {
        await Store.AddAsync([Outcome("a", 0, "Yes"), Outcome("a", 1, "No"), Outcome("b", 0, "No")], Cancellation);

        Assert.Equal(2, await Store.JoinAsync([new OutcomeJoin("a", 0, "churn", Prediction(Noon)), new OutcomeJoin("a", 1, "churn", null)], Cancellation));
        Assert.Equal(0, await Store.JoinAsync([new OutcomeJoin("a", 0, "other", Prediction(Noon.AddDays(1)))], Cancellation));

        var read = await Store.FindAsync("a", Cancellation);
        Assert.Equal([OutcomeState.Matched, OutcomeState.Unsampled], read.Select(outcome => outcome.State));
        var joined = read[0].Prediction!;
        Assert.Equal(("churn", "model", 3, Noon, 2.5), (joined.Endpoint, joined.Model, joined.Version, joined.At, joined.Weight));
        Assert.Equal(("One year", (object)5L, (object)0.25), (joined.Inputs["Contract"], joined.Inputs["tenure"], joined.Outputs["probability"]));
        Assert.Null(joined.Inputs["nothing"]);
        Assert.Equal("b", Assert.Single(await Store.ListUnmatchedAsync(DateTimeOffset.UnixEpoch, null, 10, Cancellation)).RequestId);
    }

    [Fact]
    public async Task The_outcomes_of_many_requests_are_removed_with_their_histories()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 1_200).Select(i => Outcome($"r{i}", 0, "Yes")), Outcome("r0", 1, "Yes"), Outcome("stays", 0, "Yes")], Cancellation);
        await Store.AddAsync([Outcome("r7", 0, "No")], Cancellation);

        Assert.Equal(1_201, await Store.RemoveAllAsync([.. Enumerable.Range(0, 1_200).Select(i => $"r{i}"), "nobody"], Cancellation));

        Assert.Empty(await Store.FindAsync("r7", Cancellation));
        Assert.Single(await Store.FindAsync("stays", Cancellation));
        await Store.AddAsync([Outcome("r7", 0, "Yes")], Cancellation);
        Assert.Empty(Assert.Single(await Store.FindAsync("r7", Cancellation)).History);
    }

    [Fact]
    public async Task A_correction_of_a_joined_outcome_stays_joined()
    {
        await Store.AddAsync([Outcome("a", 0, "Yes")], Cancellation);
        await Store.JoinAsync([new OutcomeJoin("a", 0, "churn", Prediction(Noon))], Cancellation);
        await Store.AddAsync([Outcome("a", 0, "No")], Cancellation);

        var pair = Assert.Single(await Store.ListPairsAsync(new PairFilter("churn", "model", 3, Noon, Noon.AddHours(1), 10), Cancellation));

        Assert.Equal(("No", OutcomeState.Matched), (pair.Value, pair.State));
    }

    [Fact]
    public async Task Pairs_come_in_the_order_of_their_predictions_and_page_on()
    {
        for (var i = 0; i < 7; i++)
        {
            await Store.AddAsync([Outcome($"r{i}", 0, "Yes")], Cancellation);
            await Store.JoinAsync([new OutcomeJoin($"r{i}", 0, "churn", Prediction(Noon.AddMinutes(i / 2)))], Cancellation);
        }
        var filter = new PairFilter("churn", "model", 3, Noon, Noon.AddMinutes(3), 4);

        var first = await Store.ListPairsAsync(filter, Cancellation);
        var rest = await Store.ListPairsAsync(filter with { After = (first[^1].Prediction!.At, first[^1].RequestId, first[^1].Row) }, Cancellation);

        Assert.Equal(["r0", "r1", "r2", "r3"], first.Select(pair => pair.RequestId));
        Assert.Equal(["r4", "r5"], rest.Select(pair => pair.RequestId));
        Assert.Equal(first.Select(pair => (pair.RequestId, pair.Row, pair.Prediction!.At, 2.5)), (await Store.ListPairKeysAsync(filter, Cancellation)).Select(key => (key.RequestId, key.Row, key.At, key.Weight)));
        Assert.Empty(await Store.ListPairsAsync(filter with { Version = 4 }, Cancellation));
        Assert.Empty(await Store.ListPairsAsync(filter with { Model = "successor" }, Cancellation));
        Assert.Empty(await Store.ListVersionsAsync("other", Noon, Cancellation));
        var version = Assert.Single(await Store.ListVersionsAsync("churn", Noon, Cancellation));
        Assert.Equal(("churn", "model", 3, 7L, Noon, Noon.AddMinutes(3)), (version.Endpoint, version.Model, version.Version, version.PairCount, version.FirstAt, version.LastAt));
        Assert.Empty(await Store.ListVersionsAsync("churn", Noon.AddHours(1), Cancellation));
    }

    [Fact]
    public async Task Pairs_are_read_in_the_order_in_which_they_were_joined_each_once()
    {
        // The later prediction is joined first.
        await Store.AddAsync([Outcome("today", 0, "Yes"), Outcome("yesterday", 0, "No"), Outcome("before", 0, "No"), Outcome("other", 0, "No"), Outcome("unsampled", 0, "No")], Cancellation);
        await Store.JoinAsync([new OutcomeJoin("today", 0, "churn", Prediction(Noon))], Cancellation);
        var first = await Store.ListJoinedAsync("churn", "model", 3, 0, 10, Cancellation);
        await Store.JoinAsync([new OutcomeJoin("yesterday", 0, "churn", Prediction(Noon.AddDays(-1))), new OutcomeJoin("before", 0, "churn", Prediction(Noon.AddDays(-2)))], Cancellation);
        await Store.JoinAsync([new OutcomeJoin("other", 0, "churn", Prediction(Noon) with { Model = "successor" }), new OutcomeJoin("unsampled", 0, "churn", null)], Cancellation);

        var rest = await Store.ListJoinedAsync("churn", "model", 3, Assert.Single(first).JoinOrder!.Value, 10, Cancellation);

        Assert.Equal(["before", "yesterday"], rest.Select(pair => pair.RequestId));
        Assert.Equal("other", Assert.Single(await Store.ListJoinedAsync("churn", "successor", 3, 0, 10, Cancellation)).RequestId);
        // What stood last is removed, and a correction comes: neither moves what comes next, and what was corrected is not read again.
        await Store.RemoveAsync("other", Cancellation);
        await Store.AddAsync([Outcome("before", 0, "Yes"), Outcome("next", 0, "Yes")], Cancellation);
        await Store.JoinAsync([new OutcomeJoin("next", 0, "churn", Prediction(Noon))], Cancellation);
        Assert.Equal("next", Assert.Single(await Store.ListJoinedAsync("churn", "model", 3, rest[^1].JoinOrder!.Value, 10, Cancellation)).RequestId);
    }

    [Fact]
    public async Task A_count_of_pairs_tells_a_correction()
    {
        await Store.AddAsync([Outcome("a", 0, "Yes")], Cancellation);
        await Store.JoinAsync([new OutcomeJoin("a", 0, "churn", Prediction(Noon))], Cancellation);
        var before = await Store.CountPairsAsync("churn", "model", 3, Noon, Noon.AddHours(1), Cancellation);
        await Task.Delay(5, Cancellation);
        await Store.AddAsync([Outcome("a", 0, "No")], Cancellation);
        var after = await Store.CountPairsAsync("churn", "model", 3, Noon, Noon.AddHours(1), Cancellation);

        Assert.Equal((1L, 1L), (before.Count, after.Count));
        Assert.True(after.LastReceivedAt > before.LastReceivedAt);
        Assert.Equal(default, await Store.CountPairsAsync("churn", "successor", 3, Noon, Noon.AddHours(1), Cancellation));
    }

    [Fact]
    public async Task What_waits_too_long_is_given_up_and_waits_again_when_it_is_corrected()
    {
        await Store.AddAsync([Outcome("a", 0, "Yes")], Cancellation);

        Assert.Equal(0, await Store.GiveUpAsync(DateTimeOffset.UtcNow.AddHours(-1), Cancellation));
        Assert.Equal(1, await Store.GiveUpAsync(DateTimeOffset.UtcNow.AddHours(1), Cancellation));

        Assert.Equal(OutcomeState.Orphan, Assert.Single(await Store.FindAsync("a", Cancellation)).State);
        Assert.Equal((OutcomeState.Orphan, 1L), (await Store.CountAsync(Cancellation)).Select(count => (count.State, count.Count)).Single());
        await Store.AddAsync([Outcome("a", 0, "No")], Cancellation);
        Assert.Equal(OutcomeState.Unmatched, Assert.Single(await Store.FindAsync("a", Cancellation)).State);
    }

    [Fact]
    public async Task Lists_page_from_the_latest_and_narrow_by_state_and_endpoint()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 25).Select(i => Outcome($"r{i:00}", 0, "Yes") with { Endpoint = i % 2 == 0 ? "even" : "odd" })], Cancellation);
        var seen = new List<string>();
        var page = await Store.ListAsync(new OutcomeFilter { MaxCount = 10 }, Cancellation);
        seen.AddRange(page.Outcomes.Select(outcome => outcome.RequestId));
        while (page.NextPage is { } next)
        {
            page = await Store.ListAsync(new OutcomeFilter { MaxCount = 10, Page = next }, Cancellation);
            seen.AddRange(page.Outcomes.Select(outcome => outcome.RequestId));
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"r{i:00}"), seen);
        Assert.Equal(12, (await Store.ListAsync(new OutcomeFilter { Endpoint = "odd" }, Cancellation)).Outcomes.Count);
        Assert.Empty((await Store.ListAsync(new OutcomeFilter { State = OutcomeState.Matched }, Cancellation)).Outcomes);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ListAsync(new OutcomeFilter { MaxCount = 0 }, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ListAsync(new OutcomeFilter { Page = "nonsense" }, Cancellation));
    }

    [Fact]
    public async Task What_is_removed_is_gone_with_its_history()
    {
        await Store.AddAsync([Outcome("a", 0, "Yes"), Outcome("b", 0, "Yes")], Cancellation);
        await Store.AddAsync([Outcome("a", 0, "No")], Cancellation);

        Assert.Equal(1, await Store.RemoveAsync("a", Cancellation));
        await Store.AddAsync([Outcome("a", 0, "Yes")], Cancellation);

        Assert.Empty(Assert.Single(await Store.FindAsync("a", Cancellation)).History);
        Assert.Equal(0, await Store.RemoveAsync(DateTimeOffset.UtcNow.AddHours(-1), Cancellation));
        Assert.Equal(2, await Store.RemoveAsync(DateTimeOffset.UtcNow.AddHours(1), Cancellation));
        Assert.Empty(await Store.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Two_processes_write_the_same_outcomes_and_each_is_there_once()
    {
        var other = await Backend.OpenAsync();
        NewOutcome[] outcomes = [.. Enumerable.Range(0, 200).Select(i => Outcome($"r{i % 100}", 0, "Yes"))];

        var added = await Task.WhenAll(outcomes.Chunk(10).SelectMany(chunk => new[] { Store.AddAsync(chunk, Cancellation), other.Outcomes.AddAsync(chunk, Cancellation) }));

        Assert.Equal((100, 300, 0), (added.Sum(own => own.Added), added.Sum(own => own.Repeated), added.Sum(own => own.Corrected)));
    }

    private static NewOutcome Outcome(string id, int row, string value) => new() { RequestId = id, Row = row, Value = value };

    private static JoinedPrediction Prediction(DateTimeOffset at) => new()
    {
        Endpoint = "churn",
        Model = "model",
        Version = 3,
        At = at,
        Weight = 2.5,
        Inputs = new Dictionary<string, object?> { ["Contract"] = "One year", ["tenure"] = 5L, ["nothing"] = null },
        Outputs = new Dictionary<string, object?> { ["label"] = "No", ["probability"] = 0.25 },
    };
}
