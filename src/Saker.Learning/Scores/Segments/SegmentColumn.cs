using Saker.Data;

namespace Saker.Learning.Scores.Segments;

/// <summary>A raw column as few codes: bins of about equally many rows, or values, with missing as a code of its own.</summary>
internal sealed class SegmentColumn
{
    private SegmentColumn(string name, int[] codes, int codeCount, IReadOnlyList<SegmentRange> ranges)
    {
        Name = name;
        Codes = codes;
        CodeCount = codeCount;
        Ranges = ranges;
    }

    public string Name { get; }

    /// <summary>One per row.</summary>
    public int[] Codes { get; }

    public int CodeCount { get; }

    /// <summary>What may be asked of the column: a code alone, or neighbouring bins together.</summary>
    public IReadOnlyList<SegmentRange> Ranges { get; }

    /// <summary>The column's codes.</summary>
    /// <param name="column">Numbers, booleans or texts.</param>
    /// <param name="maxCodes">Bins of numbers, and values of texts, the most frequent.</param>
    /// <param name="isJoined">Whether neighbouring bins are ranges too.</param>
    /// <returns>Null for dates, and for a column of one value.</returns>
    public static SegmentColumn? Find(Column column, int maxCodes, bool isJoined)
    {
        var found = column switch
        {
            Column<string> => OfTexts(column.Name, ColumnTexts.Of(column), maxCodes),
            _ when column.Type.IsNumeric() => OfNumbers(column.Name, column.ToFloat64(), maxCodes, isJoined),
            _ => null,
        };
        return found is { CodeCount: > 1 } ? found : null;
    }

    public SegmentColumn Take(int[] rows) => new(Name, TaskRows.Pick(Codes, rows), CodeCount, Ranges);

    private static SegmentColumn OfTexts(string name, string?[] texts, int maxCodes)
    {
        var kept = texts.Where(text => !string.IsNullOrEmpty(text)).GroupBy(text => text!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(maxCodes).Select(group => group.Key).ToList();
        var codeOf = kept.Select((value, code) => (value, code)).ToDictionary(pair => pair.value, pair => pair.code, StringComparer.Ordinal);
        // Rare values share a code that nothing asks for; missing ones have one more.
        var codes = texts.Select(text => string.IsNullOrEmpty(text) ? kept.Count + 1 : codeOf.GetValueOrDefault(text, kept.Count)).ToArray();
        List<SegmentRange> ranges = [.. kept.Select((value, code) => new SegmentRange(code, code, SegmentText.Equal(name, value)))];
        if (codes.Contains(kept.Count + 1))
            ranges.Add(new SegmentRange(kept.Count + 1, kept.Count + 1, SegmentText.Missing(name)));
        return new SegmentColumn(name, codes, codes.Distinct().Count() > 1 ? kept.Count + 2 : 1, ranges);
    }

    private static SegmentColumn OfNumbers(string name, double[] numbers, int maxCodes, bool isJoined)
    {
        var sorted = numbers.Where(number => !double.IsNaN(number)).Order().ToArray();
        var distinct = sorted.Distinct().ToArray();
        var starts = distinct.Length <= maxCodes ? distinct : Quantiles(sorted, maxCodes);
        var codes = numbers.Select(number => double.IsNaN(number) ? starts.Length : Math.Max(0, CodeOf(starts, number))).ToArray();
        var ranges = new List<SegmentRange>();
        for (var from = 0; from < starts.Length; from++)
        {
            for (var to = from; to < (isJoined ? starts.Length : from + 1); to++)
            {
                // All bins together are the whole column.
                if (starts.Length > 1 && from == 0 && to == starts.Length - 1)
                    continue;
                var where = from == to && distinct.Length <= maxCodes
                    ? SegmentText.Equal(name, starts[from])
                    : SegmentText.Between(name, from == 0 ? null : starts[from], to + 1 < starts.Length ? starts[to + 1] : null);
                ranges.Add(new SegmentRange(from, to, where));
            }
        }
        var isMissing = sorted.Length < numbers.Length;
        if (isMissing)
            ranges.Add(new SegmentRange(starts.Length, starts.Length, SegmentText.Missing(name)));
        return new SegmentColumn(name, codes, starts.Length + (isMissing ? 1 : 0), ranges);
    }

    /// <summary>Where bins of about equally many rows begin; equal numbers are never parted.</summary>
    private static double[] Quantiles(double[] sorted, int count) =>
        [.. Enumerable.Range(0, count).Select(i => sorted[(int)((long)i * sorted.Length / count)]).Distinct()];

    private static int CodeOf(double[] starts, double number)
    {
        var place = Array.BinarySearch(starts, number);
        return place >= 0 ? place : ~place - 1;
    }
}
