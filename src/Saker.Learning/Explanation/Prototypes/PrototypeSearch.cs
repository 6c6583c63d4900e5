using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Prototypes;

/// <summary>
/// MMD-critic (Kim, Khanna and Koyejo 2016): prototypes are chosen greedily so that their distribution is nearest to that of all rows in a kernel's
/// space; criticisms are rows where the two differ most, each unlike those before. Numbers count by their deviation, texts by being equal.
/// </summary>
public static class PrototypeSearch
{
    /// <param name="rows">The rows; every column counts.</param>
    /// <param name="options">How many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There are no rows or no columns.</exception>
    public static PrototypeResult Find(Table rows, PrototypeOptions options, CancellationToken cancellationToken)
    {
        if (rows.RowCount == 0 || rows.Columns.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There are no rows to choose from.", "rows");
        var count = Math.Min(rows.RowCount, options.MaxRows);
        int[] places = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows.RowCount / count))];
        var distances = Distances(rows.Take(places), cancellationToken);
        var kernel = Kernel(distances);
        var means = kernel.Select(row => row.Average(value => (double)value)).ToArray();
        var chosen = Choose(kernel, means, Math.Min(options.PrototypeCount, count), cancellationToken);
        var criticisms = Criticise(kernel, means, chosen, Math.Min(options.CriticismCount, count - chosen.Count));
        var nearest = new int[chosen.Count];
        for (var i = 0; i < count; i++)
            nearest[Enumerable.Range(0, chosen.Count).MinBy(place => distances[i][chosen[place]])]++;
        var discrepancy = means.Average() - (2 * chosen.Average(place => means[place])) + chosen.Average(one => chosen.Average(other => (double)kernel[one][other]));
        return new PrototypeResult([.. chosen.Select(place => places[place])], [.. nearest.Select(own => (double)own / count)], [.. criticisms.Select(place => places[place])], Math.Max(0, discrepancy));
    }

    /// <summary>The columns that make rows alike or not: all but dates, timestamps, and texts of their own in nearly every row, which are names.</summary>
    public static Table Counted(Table rows) => rows.Select(rows.Columns.Where(Counts).Select(column => column.Name));

    // Squared distances: of numbers in standard deviations, 1 for other texts, 1 for a missing value beside one that is there.
    private static float[][] Distances(Table rows, CancellationToken cancellationToken)
    {
        var distances = Enumerable.Range(0, rows.RowCount).Select(_ => new float[rows.RowCount]).ToArray();
        foreach (var column in rows.Columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Func<int, int, float> between = column.Type.IsNumeric() ? Numbers(column.ToFloat64()) : Texts(ColumnTexts.Of(column));
            for (var i = 0; i < distances.Length; i++)
                for (var j = 0; j < i; j++)
                    distances[i][j] = distances[j][i] += between(i, j);
        }
        return distances;
    }

    private static Func<int, int, float> Numbers(double[] values)
    {
        double[] present = [.. values.Where(double.IsFinite)];
        var mean = present.Length == 0 ? 0 : present.Average();
        var deviation = present.Length == 0 ? 0 : Math.Sqrt(present.Average(value => (value - mean) * (value - mean)));
        var scaled = values.Select(value => deviation > 0 ? (float)((value - mean) / deviation) : double.IsNaN(value) ? float.NaN : 0).ToArray();
        return (i, j) => float.IsNaN(scaled[i]) || float.IsNaN(scaled[j]) ? (float.IsNaN(scaled[i]) && float.IsNaN(scaled[j]) ? 0 : 1) : (scaled[i] - scaled[j]) * (scaled[i] - scaled[j]);
    }

    private static Func<int, int, float> Texts(string?[] texts) => (i, j) => texts[i] == texts[j] ? 0 : 1;

    // Gaussian, as wide as the median distance.
    private static float[][] Kernel(float[][] distances)
    {
        float[] all = [.. distances.SelectMany((row, i) => row.Take(i))];
        Array.Sort(all);
        var width = all.Length == 0 || all[all.Length / 2] <= 0 ? 1 : all[all.Length / 2];
        return [.. distances.Select(row => row.Select(distance => MathF.Exp(-distance / width)).ToArray())];
    }

    // Greedy: the row that lowers the discrepancy most, with the sums over the chosen kept along.
    private static List<int> Choose(float[][] kernel, double[] means, int count, CancellationToken cancellationToken)
    {
        var chosen = new List<int>();
        var sums = new double[kernel.Length];
        var within = 0.0;
        while (chosen.Count < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (best, value, size) = (-1, double.NegativeInfinity, chosen.Count + 1);
            var cross = chosen.Sum(place => means[place]);
            for (var i = 0; i < kernel.Length; i++)
            {
                var gain = (2 * (cross + means[i]) / size) - ((within + (2 * sums[i]) + kernel[i][i]) / ((double)size * size));
                if (gain > value && !chosen.Contains(i))
                    (best, value) = (i, gain);
            }
            within += (2 * sums[best]) + kernel[best][best];
            chosen.Add(best);
            for (var i = 0; i < sums.Length; i++)
                sums[i] += kernel[i][best];
        }
        return chosen;
    }

    // The size of the witness function, less for rows that are like a criticism before.
    private static List<int> Criticise(float[][] kernel, double[] means, List<int> chosen, int count)
    {
        var witness = means.Select((mean, i) => Math.Abs(mean - chosen.Average(place => (double)kernel[i][place]))).ToArray();
        var criticisms = new List<int>();
        while (criticisms.Count < count)
        {
            var best = Enumerable.Range(0, kernel.Length).Where(i => !chosen.Contains(i) && !criticisms.Contains(i))
                .MaxBy(i => witness[i] * (1 - (criticisms.Count == 0 ? 0 : criticisms.Max(place => (double)kernel[i][place]))));
            criticisms.Add(best);
        }
        return criticisms;
    }

    private static bool Counts(Column column) => column.Type is not (ColumnType.Date or ColumnType.Timestamp)
        && !(column is Column<string> texts && texts.Values.ToArray().Distinct(StringComparer.Ordinal).Count() > 0.9 * column.Length && column.Length > 20);
}
