using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Learning.Scores.Segments;

namespace Saker.Benchmarks.Judgement;

/// <summary>How often the search finds a planted segment of 5% of the rows that is 15 points worse, and how often it finds what is not there.</summary>
internal sealed class SlicesPart : IAreaPart
{
    private const int RowCount = 6_000;
    private const double BaseError = 0.15;
    private const double Worse = 0.15;

    public string Name => "slices";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<Demand>>(() =>
    {
        var simulations = settings.Quick ? 20 : 200;
        settings.Log.WriteLine($"slices: {simulations} times {RowCount} rows of 8 columns, with and without a planted segment");
        var (recovered, found, wrong, alarms) = (0, 0, 0, 0);
        for (var simulation = 0; simulation < simulations; simulation++)
        {
            var chance = new Random(simulation);
            var table = Columns(chance);
            var planted = Plant(table, simulation, chance);
            var slices = new SliceSearch { Seed = simulation }.Find(table, Losses(planted, chance), cancellationToken);
            var sets = slices.Select(slice => Holds(slice.Where, table)).ToList();
            recovered += sets.Exists(set => Overlap(set, planted) >= 0.5) ? 1 : 0;
            found += sets.Count;
            // A slice most of whose rows are not planted is a false one.
            wrong += sets.Count(set => set.Where((inside, row) => inside && planted[row]).Count() < 0.5 * set.Count(inside => inside));
            alarms += new SliceSearch { Seed = simulation }.Find(table, Losses(new bool[RowCount], chance), cancellationToken).Count > 0 ? 1 : 0;
        }
        return
        [
            Demand.AtLeast("planted segments recovered (at least half of the union in common)", (double)recovered / simulations, 0.9),
            Demand.AtMost("found slices that are mostly not planted", "", found == 0 ? 0 : (double)wrong / found, 0.1),
            Demand.AtMost("searches that find something where nothing is", "", (double)alarms / simulations, 0.1),
        ];
    }, cancellationToken);

    /// <summary>Four text columns of 3 to 6 values, four number columns.</summary>
    private static Table Columns(Random chance) => new(
    [
        .. Enumerable.Range(0, 4).Select(i => Column.OfText($"text_{i}", [.. Enumerable.Range(0, RowCount).Select(_ => $"v{chance.Next(3 + i)}")])),
        .. Enumerable.Range(0, 4).Select(i => Column.OfNumbers($"number_{i}", [.. Enumerable.Range(0, RowCount).Select(_ => Math.Pow(chance.NextDouble(), i + 1) * 100)])),
    ]);

    /// <summary>In turn: a value and a range, two values, a range alone; always about 5% of the rows.</summary>
    private static bool[] Plant(Table table, int simulation, Random chance)
    {
        var texts = table.Get<string>($"text_{simulation % 4}").Values.ToArray();
        var (four, five) = (table.Get<string>("text_1").Values.ToArray(), table.Get<string>("text_2").Values.ToArray());
        var numbers = table.Get($"number_{chance.Next(4)}").ToFloat64();
        return (simulation % 3) switch
        {
            0 => Lowest(numbers, row => texts[row] == "v1"),
            1 => [.. four.Select((value, row) => value == "v0" && five[row] == "v0")],
            _ => Lowest(numbers, _ => true),
        };
    }

    /// <summary>The rows with the lowest numbers among those that fit, up to 5% of all.</summary>
    private static bool[] Lowest(double[] numbers, Func<int, bool> fits)
    {
        var planted = new bool[RowCount];
        foreach (var row in Enumerable.Range(0, RowCount).Where(fits).OrderBy(row => numbers[row]).Take(RowCount / 20))
            planted[row] = true;
        return planted;
    }

    private static double[] Losses(bool[] planted, Random chance) => [.. planted.Select(isBad => chance.NextDouble() < BaseError + (isBad ? Worse : 0) ? 1.0 : 0)];

    private static bool[] Holds(string where, Table table)
    {
        var holds = new bool[RowCount];
        foreach (var row in SegmentRequest.Of("found", where).RowsOf(table))
            holds[row] = true;
        return holds;
    }

    private static double Overlap(bool[] left, bool[] right)
    {
        var (both, either) = (0, 0);
        for (var row = 0; row < left.Length; row++)
        {
            both += left[row] && right[row] ? 1 : 0;
            either += left[row] || right[row] ? 1 : 0;
        }
        return either == 0 ? 0 : (double)both / either;
    }
}
