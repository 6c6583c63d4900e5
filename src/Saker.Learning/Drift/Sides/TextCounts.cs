using System.Runtime.InteropServices;
using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Learning.Drift.Sides;

/// <summary>Texts of both sides as categories.</summary>
internal static class TextCounts
{
    /// <summary>Of rows: every text with its counts.</summary>
    public static CategoryPair Of(Column<string> reference, Column<string> current)
    {
        var counts = new Dictionary<string, (double Reference, double Current)>(StringComparer.Ordinal);
        Add(reference, isReference: true);
        Add(current, isReference: false);
        return new CategoryPair([.. counts.Keys], [.. counts.Values.Select(count => count.Reference)], [.. counts.Values.Select(count => count.Current)], HasRest: false, 0);

        void Add(Column<string> column, bool isReference)
        {
            var values = column.Values.Span;
            for (var row = 0; row < values.Length; row++)
            {
                if (column.IsNull(row))
                    continue;
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, values[row], out _);
                if (isReference)
                    count.Reference++;
                else
                    count.Current++;
            }
        }
    }

    /// <summary>Of profiles: texts whose counts both sides know, all others as the rest.</summary>
    public static CategoryPair Of(ColumnProfile reference, ColumnProfile current)
    {
        var (before, after) = (Known(reference), Known(current));
        string[] labels = [.. before.Keys.Union(after.Keys).Where(text => (before.ContainsKey(text) || reference.Texts!.IsExact) && (after.ContainsKey(text) || current.Texts!.IsExact))];
        var error = Error(reference) + Error(current);
        return new CategoryPair([.. labels, "others"], Counts(reference, before, labels), Counts(current, after, labels), HasRest: true, error);
    }

    private static Dictionary<string, long> Known(ColumnProfile column) => column.Texts!.Top.ToDictionary(item => item.Text, item => item.Count, StringComparer.Ordinal);

    private static double Error(ColumnProfile column) => (double)column.Texts!.MaxCountError / Math.Max(1, column.Count - column.NullCount);

    private static double[] Counts(ColumnProfile column, Dictionary<string, long> known, string[] labels)
    {
        double[] counts = [.. labels.Select(text => (double)known.GetValueOrDefault(text)), 0];
        counts[^1] = column.Count - column.NullCount - counts.Sum();
        return counts;
    }
}
