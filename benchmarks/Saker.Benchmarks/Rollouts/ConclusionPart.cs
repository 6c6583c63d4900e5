using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Peers;
using Saker.Learning;
using Saker.Learning.Scores;
using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>What is said at the end of an A/B test: the textbook's answer when looked at once, and intervals that hold the truth at every time.</summary>
internal sealed class ConclusionPart : IAreaPart
{
    private const double MaxError = 1e-9;
    private const int Requests = 40_000;
    private const int BlockSize = 100;

    public string Name => "conclusion";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var demands = new List<Demand>();
        demands.AddRange(await OnceAsync(settings.Quick ? 100 : 1_000, cancellationToken));
        var count = settings.Quick ? 100 : 1_000;
        settings.Log.WriteLine($"conclusion: {count} tests of each kind, {Requests / BlockSize} looks each");
        await Task.Run(() =>
        {
            foreach (var kind in CoverageKind.All)
                demands.AddRange(Cover(kind, count, cancellationToken));
        }, cancellationToken);
        return demands;
    }

    private static async Task<IReadOnlyList<Demand>> OnceAsync(int count, CancellationToken cancellationToken)
    {
        Question[] questions = [.. Enumerable.Range(0, count).Select(Draw)];
        var peers = await new PythonPeer("rollouts.py").AskAsync<object, double[][]>(new { questions }, cancellationToken);
        double[][] ours = [.. questions.Select(Ask)];
        string[] names = ["Welch, t", "Welch, p-value", "Welch, low", "Welch, high", "shares, z", "shares, p-value", "shares, low", "shares, high", "Fisher, p-value"];
        return
        [
            .. names.Select((name, i) => Demand.Bound($"looked at once, {name}: largest difference from scipy", ours.Zip(peers).Max(pair => Math.Abs(pair.First[i] - pair.Second[i]) / Math.Max(1, Math.Abs(pair.Second[i]))), MaxError)),
        ];
    }

    private static double[] Ask(Question question)
    {
        var means = FixedSample.Welch(Moments.Of(question.Control), Moments.Of(question.Candidate));
        var (control, candidate) = (new HitCounts(question.Counts[0], question.Counts[1]), new HitCounts(question.Counts[2], question.Counts[3]));
        var shares = FixedSample.TwoShares(control, candidate);
        return [means.Statistic, means.PValue, means.Interval.Low, means.Interval.High, shares.Statistic, shares.PValue, shares.Interval.Low, shares.Interval.High, FixedSample.Exact(control, candidate).PValue];
    }

    private static Question Draw(int i)
    {
        var chance = Xoshiro256.Of(11, i);
        double[] Values(double shift, double spread) => [.. Enumerable.Range(0, 2 + chance.Below(200)).Select(_ => shift + (spread * chance.NextNormal()))];
        int[] Counts()
        {
            var (control, candidate) = (1 + chance.Below(2_000), 1 + chance.Below(2_000));
            return [control, chance.Below(control + 1), candidate, chance.Below(candidate + 1)];
        }

        return new Question(Values(0, 1), Values(chance.NextNormal() / 5, 1 + chance.NextDouble()), Counts());
    }

    private static IEnumerable<Demand> Cover(CoverageKind kind, int count, CancellationToken cancellationToken)
    {
        var (missed, peeked, atEnd) = (0, 0, 0);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var chance = Xoshiro256.Of(12, i);
            var follower = kind.Begin(chance);
            var (isMissed, isPeekedMissed, isHeld) = (false, false, true);
            for (var block = 0; block < Requests / BlockSize; block++)
            {
                var (always, once) = follower(BlockSize);
                isHeld = !always.IsKnown || always.Contains(kind.Truth);
                isMissed |= !isHeld;
                isPeekedMissed |= once is { IsKnown: true } known && !known.Contains(kind.Truth);
            }
            if (isMissed)
                Interlocked.Increment(ref missed);
            if (isPeekedMissed)
                Interlocked.Increment(ref peeked);
            if (!isHeld)
                Interlocked.Increment(ref atEnd);
        });
        // What so few tests as a quick run has may fall short by chance.
        var slack = count < 1_000 ? 3 * Math.Sqrt(0.05 * 0.95 / count) : 0;
        yield return Demand.AtLeast($"{kind.Name}: share of tests whose intervals hold the truth at every one of {Requests / BlockSize} looks", 1 - ((double)missed / count), 0.95 - slack);
        yield return Demand.Shown($"{kind.Name}: share whose interval at the end does", 1 - ((double)atEnd / count));
        if (kind.HasOnce)
            yield return Demand.Shown($"{kind.Name}: share whose intervals for one look do at every look", 1 - ((double)peeked / count));
    }

    private sealed record Question(double[] Control, double[] Candidate, int[] Counts);
}
