using Microsoft.Extensions.Logging.Abstractions;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Serving.Splits;
using Saker.Testing;

namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>Requests through a real host, counted by arm and written as blocks.</summary>
public sealed class EvidenceCollectorTests : IAsyncLifetime
{
    private static readonly EndpointSplit Half = SplitServing.Split(5_000, 5_000);

    private readonly EvidenceCollector _collector = new(new EvidenceOptions());
    private SplitServing _serving = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _serving = await SplitServing.OpenAsync(2);
        _serving.Host.AddObserver(_collector);
        _serving.Host.AddShadowObserver(_collector);
    }

    public ValueTask DisposeAsync() => _serving.DisposeAsync();

    [Fact]
    public async Task Each_request_counts_once_in_the_arm_that_it_fell_to()
    {
        await _serving.SetAsync(Half);
        await AskAsync(arm: 0, count: 60);
        await AskAsync(arm: 1, count: 40);

        var (split, arms, _) = Assert.Single(_collector.Take());

        Assert.Equal(("r1", "live"), (split.Rollout, split.Endpoint));
        Assert.Equal([new ArmCounts { RequestCount = 60 }, new ArmCounts { RequestCount = 40 }], arms.Select(arm => arm.Counts));
        // Until both arms are warm, the latencies of neither are counted.
        Assert.All(arms, arm => Assert.Empty(arm.Latencies));
        Assert.Equal([60, 40], arms.Select(arm => arm.Scores.Length));
        Assert.Empty(_collector.Take());
        await AskAsync(arm: 0, count: 5);
        await AskAsync(arm: 1, count: 4);
        Assert.Equal([5L, 4L], Assert.Single(_collector.Take()).Arms.Select(arm => arm.Latencies.Sum()));
    }

    [Fact]
    public async Task Latencies_wait_until_the_arm_with_the_fewest_requests_is_warm()
    {
        await _serving.SetAsync(Half);
        await AskAsync(arm: 0, count: 100);
        await AskAsync(arm: 1, count: 29);
        _collector.Take();
        await AskAsync(arm: 0, count: 10);
        await AskAsync(arm: 1, count: 1);
        Assert.All(Assert.Single(_collector.Take()).Arms, arm => Assert.Empty(arm.Latencies));
        await AskAsync(arm: 0, count: 10);

        Assert.Equal(10, Assert.Single(_collector.Take()).Arms[0].Latencies.Sum());
    }

    [Fact]
    public async Task A_candidate_that_fails_has_the_errors_although_its_callers_were_answered()
    {
        await _serving.SetAsync(Half);
        _serving.Models[2].Failure = new InvalidOperationException("It is broken.");
        await AskAsync(arm: 0, count: 5);
        await AskAsync(arm: 1, count: 4);

        var arms = Assert.Single(_collector.Take()).Arms;

        Assert.Equal([new ArmCounts { RequestCount = 5 }, new ArmCounts { RequestCount = 4, ErrorCount = 4 }], arms.Select(arm => arm.Counts));
        Assert.Equal([5, 0], arms.Select(arm => arm.Scores.Length));
    }

    [Fact]
    public async Task What_falls_to_a_version_that_is_not_there_counts_in_its_arm_with_what_it_got()
    {
        _serving.Broken[2] = true;
        await _serving.SetAsync(Half);
        await AskAsync(arm: 1, count: 7);

        var counts = Assert.Single(_collector.Take()).Arms[1].Counts;

        Assert.Equal((7, 7, 0, 0), (counts.RequestCount, counts.UnavailableCount, counts.AskedCount, counts.ErrorCount));
    }

    [Fact]
    public async Task Requests_under_other_shares_are_other_blocks()
    {
        await _serving.SetAsync(Half);
        await AskAsync(arm: 0, count: 3);
        await _serving.SetAsync(Half.WithWeights([2_000, 8_000]) with { Revision = 1 });
        await AskAsync(arm: 1, count: 2);

        var taken = _collector.Take();

        Assert.Equal([(0L, 3L), (1L, 2L)], taken.Select(one => (one.Split.Revision, one.Arms.Sum(arm => arm.Counts.RequestCount))));
        Assert.Equal([2_000, 8_000], taken[1].Split.Weights);
    }

    [Fact]
    public async Task Nothing_is_counted_where_nothing_is_split_or_a_version_is_asked_by_its_number()
    {
        await _serving.SetAsync(split: null);
        await _serving.PredictAsync("user");
        await _serving.SetAsync(Half);
        using (var call = await _serving.Host.BeginAsync("live", "2", Cancellation))
            call.DoNotCount();

        Assert.Empty(_collector.Take());
    }

    [Fact]
    public async Task In_the_shadow_pairs_of_answers_are_compared()
    {
        await _serving.SetAsync(SplitServing.Split(10_000, 10_000) with { Kind = SplitKind.Shadow });
        for (var i = 0; i < 30; i++)
            await _serving.PredictAsync("user", SplitServing.Row(i));
        var (control, candidate, shadow) = (ArmCounts.None, ArmCounts.None, new List<ShadowBlock>());
        for (var i = 0; i < 500 && shadow.Sum(block => block.RequestCount) < 30; i++)
        {
            foreach (var (_, arms, shadows) in _collector.Take())
            {
                (control, candidate) = (control + arms[0].Counts, candidate + arms[1].Counts);
                shadow.Add(shadows[1]);
            }
            await Task.Delay(20, Cancellation);
        }

        Assert.Equal((30, 30), (control.RequestCount, candidate.RequestCount));
        // Each model's label is its version, and both score alike.
        Assert.Equal((30, 30, 30), (shadow.Sum(block => block.RequestCount), shadow.Sum(block => block.DisagreementCount), shadow.Sum(block => block.DisagreeingRowCount)));
        Assert.All(shadow.SelectMany(block => block.Differences), difference => Assert.Equal(0, difference));
        Assert.Equal(30, shadow.Sum(block => block.DifferenceCount));
    }

    [Fact]
    public async Task A_block_that_could_not_be_written_is_written_again_under_its_number_and_the_oldest_are_given_up()
    {
        var store = new UnsteadyEvidenceStore { IsBroken = true };
        var recorder = new EvidenceRecorder(_collector, store, new Ids(TimeProvider.System), new EvidenceOptions { MaxPendingBlocks = 2 }, new ManualTime(), NullLogger<EvidenceRecorder>.Instance);
        await _serving.SetAsync(Half);
        for (var count = 1; count <= 3; count++)
        {
            await AskAsync(arm: 0, count);
            await recorder.FlushAsync(Cancellation);
        }
        Assert.Equal(1, recorder.LostCount);

        store.IsBroken = false;
        await recorder.FlushAsync(Cancellation);
        await recorder.FlushAsync(Cancellation);

        Assert.Equal([(2L, 2L), (3L, 3L)], store.Written.Select(block => (block.Sequence, block.Arms[0].Counts.RequestCount)));
        Assert.Equal([5_000, 5_000], store.Written[0].Weights);
        Assert.Single(store.Written.Select(block => block.Replica).Distinct());
    }

    private async Task AskAsync(int arm, int count)
    {
        foreach (var user in SplitServing.Users((await _serving.Endpoints.FindAsync("live", Cancellation))!.Split!, arm).Take(count))
            await _serving.PredictAsync(user);
    }
}
