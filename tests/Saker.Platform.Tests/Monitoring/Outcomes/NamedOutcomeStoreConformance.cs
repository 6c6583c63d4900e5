using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Tests.Monitoring.Outcomes;

/// <summary>What every <see cref="INamedOutcomeStore"/> does.</summary>
public abstract class NamedOutcomeStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private INamedOutcomeStore Store => Saker.Services.GetRequiredService<INamedOutcomeStore>();

    [Fact]
    public async Task A_metric_waits_for_its_request_and_is_then_read_with_it()
    {
        await Store.AddAsync([Metric("a", "revenue", "12.5") with { At = Noon }, Metric("a", "clicks", "3"), Metric("b", "revenue", "1")], Cancellation);
        Assert.Equal(3, (await Store.ListUnmatchedAsync(DateTimeOffset.UnixEpoch, null, 10, Cancellation)).Count);

        Assert.Equal(2, await Store.JoinAsync([new NamedJoin("a", "churn", "churn", 2, 1, Noon)], Cancellation));

        var joined = Assert.Single(await Store.ListJoinedAsync("churn", "revenue", 0, 10, Cancellation));
        Assert.Equal((12.5, Noon, OutcomeState.Matched, 0), (joined.Value, joined.At, joined.State, joined.CorrectionCount));
        Assert.Equal(new NamedJoin("a", "churn", "churn", 2, 1, Noon), joined.Request);
        Assert.Empty(await Store.ListJoinedAsync("churn", "revenue", joined.JoinOrder!.Value, 10, Cancellation));
        Assert.Equal(["clicks", "revenue"], await Store.ListNamesAsync("churn", Noon, Cancellation));
        Assert.Equal("b", Assert.Single(await Store.ListUnmatchedAsync(DateTimeOffset.UnixEpoch, null, 10, Cancellation)).RequestId);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_a_correction_keeps_the_place_that_it_was_joined_at()
    {
        await Store.AddAsync([Metric("a", "revenue", "5")], Cancellation);
        await Store.JoinAsync([new NamedJoin("a", "churn", "churn", 1, 0, Noon)], Cancellation);
        var order = Assert.Single(await Store.ListJoinedAsync("churn", "revenue", 0, 10, Cancellation)).JoinOrder;

        Assert.Equal(new AddedOutcomes(0, 1, 0), await Store.AddAsync([Metric("a", "revenue", "5.0")], Cancellation));
        Assert.Equal(new AddedOutcomes(0, 0, 1), await Store.AddAsync([Metric("a", "revenue", "7")], Cancellation));

        var read = Assert.Single(await Store.ListJoinedAsync("churn", "revenue", 0, 10, Cancellation));
        Assert.Equal((7, 1, order), (read.Value, read.CorrectionCount, read.JoinOrder));
    }

    [Fact]
    public async Task Sums_are_those_of_the_present_values_by_arm_however_large_the_numbers()
    {
        double[] values = [1e9, 1e9 + 1, 1e9 + 2, 1e9 + 5];
        for (var i = 0; i < values.Length; i++)
        {
            await Store.AddAsync([Metric($"r{i}", "revenue", OutcomeValue.Of(values[i]))], Cancellation);
            await Store.JoinAsync([new NamedJoin($"r{i}", "churn", "churn", 1, i == 3 ? null : i % 2, Noon.AddMinutes(i))], Cancellation);
        }
        await Store.AddAsync([Metric("r2", "revenue", OutcomeValue.Of(1e9 + 4))], Cancellation);

        var sums = await Store.SumAsync("churn", "revenue", Noon, Noon.AddHours(1), Cancellation);

        Assert.Equal([(-1, 1, 1e9 + 5, 0), (0, 2, 1e9 + 2, 8), (1, 1, 1e9 + 1, 0)], sums.Select(sum => (sum.Arm, sum.Count, sum.Mean, sum.Variance)));
        Assert.Equal([(0, 1L)], (await Store.SumAsync("churn", "revenue", Noon.AddMinutes(2), Noon.AddMinutes(3), Cancellation)).Select(sum => (sum.Arm, sum.Count)));
        Assert.Empty(await Store.SumAsync("other", "revenue", Noon, Noon.AddHours(1), Cancellation));
    }

    [Fact]
    public async Task A_metric_for_one_endpoint_is_not_joined_to_a_request_of_another()
    {
        await Store.AddAsync([Metric("a", "revenue", "5") with { Endpoint = "fraud" }], Cancellation);

        Assert.Equal(0, await Store.JoinAsync([new NamedJoin("a", "churn", "churn", 1, null, Noon)], Cancellation));
        Assert.Equal(1, await Store.JoinAsync([new NamedJoin("a", "fraud", "fraud", 1, null, Noon)], Cancellation));
    }

    [Fact]
    public async Task What_waits_too_long_is_given_up_and_a_correction_brings_it_back()
    {
        await Store.AddAsync([Metric("a", "revenue", "5")], Cancellation);

        Assert.Equal(1, await Store.GiveUpAsync(DateTimeOffset.MaxValue, Cancellation));
        Assert.Empty(await Store.ListUnmatchedAsync(DateTimeOffset.UnixEpoch, null, 10, Cancellation));
        await Store.AddAsync([Metric("a", "revenue", "6")], Cancellation);
        Assert.Single(await Store.ListUnmatchedAsync(DateTimeOffset.UnixEpoch, null, 10, Cancellation));
    }

    [Fact]
    public async Task Metrics_go_with_the_outcomes_of_their_request_and_with_age()
    {
        await Store.AddAsync([Metric("a", "revenue", "5"), Metric("b", "revenue", "5"), Metric("c", "revenue", "5")], Cancellation);

        await Saker.Outcomes.RemoveAsync("a", Cancellation);
        await Saker.Outcomes.RemoveAllAsync(["b"], Cancellation);
        Assert.Equal("c", Assert.Single(await Store.FindAllAsync(["a", "b", "c"], Cancellation)).RequestId);
        Assert.Equal(0, await Store.RemoveAsync(DateTimeOffset.UnixEpoch, Cancellation));
        Assert.Equal(1, await Store.RemoveAsync(DateTimeOffset.MaxValue, Cancellation));
    }

    private static NewOutcome Metric(string id, string name, string value) => new() { RequestId = id, Metric = name, Value = value };
}
