using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class ArmTallyTests
{
    [Fact]
    public void Requests_are_counted_by_what_became_of_them()
    {
        var tally = new ArmTally(1_024, seed: 1);
        Add(tally, 5, new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, 900, 0.5f));
        Add(tally, 4, new ArmCall(ArmAnswer.Failed, IsFallback: true, IsUnavailable: false, 2_000, float.NaN));
        Add(tally, 3, new ArmCall(ArmAnswer.Failed, IsFallback: false, IsUnavailable: false, 2_000, float.NaN));
        Add(tally, 2, new ArmCall(ArmAnswer.Refused, IsFallback: false, IsUnavailable: false, 10, float.NaN));
        Add(tally, 1, new ArmCall(ArmAnswer.Cancelled, IsFallback: false, IsUnavailable: false, 900_000, float.NaN));
        Add(tally, 6, new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, 900, 0.5f) with { IsUnavailable = true });
        Add(tally, 2, new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, -1, float.NaN));

        var block = tally.Take();

        Assert.Equal(new ArmCounts { RequestCount = 22, ErrorCount = 7, RefusalCount = 2, FallbackCount = 4, CancelledCount = 1, UnavailableCount = 6 }, block.Counts);
        Assert.Equal([11, 7, 1], new long[] { 900, 2_000, 900_000 }.Select(microseconds => block.Latencies[LatencyGrid.IndexOf(microseconds)]));
        Assert.Equal(19, block.Latencies.Sum());
        Assert.Equal((11, 11), (block.ScoreCount, block.Scores.Length));
        Assert.All(block.Scores, score => Assert.Equal(0.5f, score));
    }

    [Fact]
    public void What_was_taken_is_not_taken_again()
    {
        var tally = new ArmTally(1_024, seed: 1);
        Add(tally, 3, new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, 900, 0.5f));
        tally.Take();

        Assert.True(tally.Take().IsEmpty);
        Add(tally, 2, new ArmCall(ArmAnswer.Failed, IsFallback: false, IsUnavailable: false, 900, float.NaN));
        var block = tally.Take();
        Assert.Equal((2, 2, 2, 0), (block.Counts.RequestCount, block.Counts.ErrorCount, block.Latencies.Sum(), block.ScoreCount));
    }

    [Fact]
    public void Requests_of_many_threads_are_all_counted_once_while_blocks_are_taken()
    {
        const int threads = 8;
        const int each = 20_000;
        var tally = new ArmTally(256, seed: 1);
        var taken = new List<ArmBlock>();
        using var started = new Barrier(threads + 1);
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            started.SignalAndWait(TestContext.Current.CancellationToken);
            Add(tally, each, new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, 900, 0.5f));
        })).ToList();
        workers.ForEach(worker => worker.Start());
        started.SignalAndWait(TestContext.Current.CancellationToken);
        while (workers.Exists(worker => worker.IsAlive))
            taken.Add(tally.Take());
        taken.Add(tally.Take());

        Assert.Equal(threads * each, taken.Sum(block => block.Counts.RequestCount));
        Assert.Equal(threads * each, taken.Sum(block => block.Latencies.Sum()));
        Assert.Equal(threads * each, taken.Sum(block => block.ScoreCount));
        Assert.All(taken, block => Assert.True(block.Scores.Length <= 256));
    }

    [Fact]
    public void Counting_allocates_nothing_once_it_has_begun()
    {
        var tally = new ArmTally(64, seed: 1);
        var call = new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, 900, 0.5f);
        Add(tally, 5_000, call);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Add(tally, 10_000, call);

        // Another processor's stripe may be new: its sample grows to a few hundred bytes once.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8_192);
    }

    [Fact]
    public void A_sample_of_many_scores_is_uniform_over_when_they_came()
    {
        var sample = new Sample(500, seed: 7);
        for (var i = 0; i < 100_000; i++)
            sample.Add(i);
        var values = new List<float>();
        sample.MoveTo(values);

        Assert.Equal(500, values.Count);
        // Ten deciles of 50 each: chi-squared with 9 degrees of freedom is below 27.9 in 999 of 1,000 cases.
        var deciles = values.GroupBy(value => (int)(value / 10_000)).Select(group => group.Count()).ToList();
        Assert.True(deciles.Sum(count => (count - 50.0) * (count - 50.0) / 50.0) < 27.9);
        Assert.Equal(10, deciles.Count);
    }

    [Fact]
    public void Buckets_of_latency_keep_their_promise()
    {
        for (var microseconds = 1L; microseconds < 10_000_000; microseconds += 1 + (microseconds / 37))
        {
            var index = LatencyGrid.IndexOf(microseconds);
            Assert.True(double.Exp2(index / 16.0) <= microseconds * (1 + 1e-12));
            Assert.True(microseconds < double.Exp2((index + 1) / 16.0) * (1 + 1e-12));
        }
        Assert.Equal(0, LatencyGrid.IndexOf(0));
        Assert.Equal(LatencyGrid.Count - 1, LatencyGrid.IndexOf(long.MaxValue));
    }

    private static void Add(ArmTally tally, int times, ArmCall call)
    {
        for (var i = 0; i < times; i++)
            tally.Add(call);
    }

    [Fact]
    public void Requests_are_counted_by_groups_of_callers_where_callers_fall_to_arms()
    {
        var thresholds = new LatencyThresholds();
        thresholds.Learn(Enumerable.Repeat(1L, 200).ToArray());
        var tally = new ArmTally(1_024, seed: 1, thresholds);
        Add(tally, 3, new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, 900, 0.5f) { Group = 7 });
        Add(tally, 2, new ArmCall(ArmAnswer.Failed, IsFallback: true, IsUnavailable: false, 2_000_000_000, float.NaN) { Group = 7 });
        Add(tally, 1, new ArmCall(ArmAnswer.Refused, IsFallback: false, IsUnavailable: false, 10, float.NaN) { Group = 100 });

        var block = tally.Take();

        Assert.Equal(new KeyCounts { Requests = 5, Errors = 2, Fallbacks = 2, Timed = 5, Slow = 5, Slower = 2, Slowest = 2, Scored = 3, Scores = 1.5 }, block.Keys[7]);
        Assert.Equal(new KeyCounts { Requests = 1, Refusals = 1 }, block.Keys[100]);
        Assert.Equal(block.Counts.RequestCount, block.Keys.Sum(key => key.Requests));
        Assert.All(tally.Take().Keys, key => Assert.True(key.IsEmpty));
    }
}
