using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Distributions;
using Saker.Benchmarks.Demands;
using Saker.Data.Profiles;
using Saker.Learning;
using Saker.Platform.Serving.Splits;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Whether keys fall to arms as the weights say, stay where they are, and fall anew in another rollout; and what telling one costs.</summary>
internal static class SplitFairness
{
    private const int KeyCount = 1_000_000;
    private const int FollowedKeys = 100_000;
    private const int Changes = 100;
    private const double MaxNanoseconds = 100;

    private static readonly int[][] s_splits = [[9900, 100], [9500, 500], [5000, 5000], [2500, 2500, 2500, 2500], [9997, 1, 1, 1], [6000, 1000, 1000, 1000, 1000]];
    private static readonly string[] s_kinds = ["numbers", "users", "ids", "hashes"];

    public static IReadOnlyList<Demand> Measure()
    {
        var keys = s_kinds.ToDictionary(kind => kind, kind => Enumerable.Range(0, KeyCount).Select(i => Key(kind, i)).ToArray());
        var chances = (from weights in s_splits from kind in s_kinds select Chance(new SplitAssignment(Split("split", weights)), keys[kind], weights)).ToList();
        var pairs = s_kinds.Select(kind => Together(keys[kind])).ToList();
        var (nanoseconds, bytes) = Cost(keys["users"]);
        return
        [
            // So many tests: the least of their p-values is below 0.01 divided by their number once in a hundred runs of other keys.
            Demand.AtLeast(FormattableString.Invariant($"chi-squared over 10^6 keys, {chances.Count} splits: least p-value times their number"), Math.Min(1, chances.Min() * chances.Count), 0.01),
            Demand.AtLeast("chi-squared of two rollouts' arms together, 10^6 keys: least p-value times their number", Math.Min(1, pairs.Min() * pairs.Count), 0.01),
            Demand.AtMost(FormattableString.Invariant($"keys of {FollowedKeys} that change their arm in {Changes} changes that do not concern them"), "keys", MovedKeys(), 0),
            Demand.AtMost("arm of a key", "ns", nanoseconds, MaxNanoseconds),
            Demand.AtMost("allocated for the arm of a key", "bytes", bytes, 0),
        ];
    }

    public static EndpointSplit Split(string rollout, params int[] weights) => new()
    {
        RolloutId = rollout,
        Arms = [.. weights.Select((weight, i) => new SplitArm { Name = i == 0 ? "control" : $"candidate-{i}", Model = "arms", Version = i + 1, Weight = weight })],
    };

    private static double Chance(SplitAssignment assignment, string[] keys, int[] weights)
    {
        var counts = new long[weights.Length];
        foreach (var key in keys)
            counts[assignment.Of(key)]++;
        return Chance(counts, [.. weights.Select(weight => (double)keys.Length * weight / EndpointSplit.AllKeys)]);
    }

    private static double Together(string[] keys)
    {
        var (first, second) = (new SplitAssignment(Split("first", 5000, 5000)), new SplitAssignment(Split("second", 5000, 5000)));
        var counts = new long[4];
        foreach (var key in keys)
            counts[(2 * first.Of(key)) + second.Of(key)]++;
        return Chance(counts, [.. Enumerable.Repeat(keys.Length / 4.0, 4)]);
    }

    private static double Chance(long[] counts, double[] expected) =>
        1 - ChiSquared.CDF(counts.Length - 1, counts.Zip(expected).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second) / pair.Second));

    /// <summary>One arm of four keeps its share while the others change theirs, as the store has it: keys that leave it or come to it.</summary>
    private static int MovedKeys()
    {
        var chance = Xoshiro256.Of(17, 0);
        var split = Split("followed", 4000, 2000, 2000, 2000);
        var keys = Enumerable.Range(0, FollowedKeys).Select(i => Key("users", i)).ToArray();
        var begin = new SplitAssignment(split);
        var isFirst = keys.Select(key => begin.Of(key) == 2).ToArray();
        var moved = new bool[keys.Length];
        for (var change = 1; change <= Changes; change++)
        {
            var first = chance.Below(8001);
            var second = chance.Below(8001 - first);
            split = SplitText.Read(SplitText.Write((split with { Revision = change }).WithWeights([8000 - first - second, first, 2000, second])));
            var assignment = new SplitAssignment(split);
            for (var i = 0; i < keys.Length; i++)
                moved[i] |= isFirst[i] != (assignment.Of(keys[i]) == 2);
        }
        return moved.Count(one => one);
    }

    private static (double Nanoseconds, double Bytes) Cost(string[] keys)
    {
        var assignment = new SplitAssignment(Split("cost", 5000, 5000));
        var rounds = new List<double>();
        var sum = 0L;
        var allocated = 0L;
        for (var round = 0; round < 9; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            foreach (var key in keys)
                sum += assignment.Of(key);
            var took = Stopwatch.GetElapsedTime(began);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            rounds.Add(took.TotalNanoseconds / keys.Length);
        }
        if (sum == 0)
            throw new BenchmarkException("No key fell to the candidate.");
        return (SideBySide.Median(rounds), (double)allocated / keys.Length);
    }

    private static string Key(string kind, int i) => kind switch
    {
        "numbers" => i.ToString(CultureInfo.InvariantCulture),
        "users" => $"user-{i:D8}@example.org",
        "ids" => $"0192f3a4-7b21-7c00-8000-{i:x12}",
        _ => StableHash.Of((long)i).ToString("x16", CultureInfo.InvariantCulture),
    };
}
