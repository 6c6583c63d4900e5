using System.Globalization;

namespace Saker.Data.Tests.Checks.Proposals;

/// <summary>Rows of the sorts that proposals meet: measured numbers, categories, keys, times of recording, words.</summary>
internal static class SampleTables
{
    private static readonly string[] Plans = ["basic", "basic", "basic", "plus", "plus", "pro"];
    private static readonly string[] Words = ["the", "machine", "stopped", "after", "a", "loud", "noise", "and", "was", "checked", "by", "operator", "on", "shift", "of", "part", "bearing"];

    /// <summary>Rows whose order in time is their order.</summary>
    public static Table Machines(int rows, int seed)
    {
        var random = new Random(seed);
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var level = 0.0;
        var levels = Enumerable.Range(0, rows).Select(_ => level = (0.98 * level) + Normal(random)).ToArray();
        var loads = Enumerable.Range(0, rows).Select(_ => Math.Round(50 + (10 * Normal(random)), 2)).ToArray();
        return new Table(
        [
            Column.OfText("id", [.. Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"M{seed}{10_000 + i}-{Letters(random, 4)}"))]),
            Column.Of<DateTime>("recorded", Enumerable.Range(0, rows).Select(i => start.AddMinutes(5 * i)).ToArray()),
            Column.Of<double>("load", loads),
            Column.Of<double>("heat", loads.Select(load => Math.Round(20 + (0.8 * load) + Normal(random), 3)).ToArray()),
            Column.Of<double>("level", levels),
            Column.Of<long>("starts", Enumerable.Range(0, rows).Select(i => 1_000L + (3 * i)).ToArray()),
            Column.OfText("plan", [.. Enumerable.Range(0, rows).Select(_ => Plans[random.Next(Plans.Length)])]),
            Column.Of<bool>("failed", Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.2).ToArray()),
            Column.OfText("note", [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.1 ? null : Sentence(random))]),
        ]);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static string Letters(Random random, int count) => new([.. Enumerable.Range(0, count).Select(_ => (char)('A' + random.Next(26)))]);

    private static string Sentence(Random random)
    {
        var words = string.Join(' ', Enumerable.Range(0, 6 + random.Next(8)).Select(_ => Words[random.Next(Words.Length)]));
        return char.ToUpperInvariant(words[0]) + words[1..] + ".";
    }
}
