using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>What a source holds, and how that is known.</summary>
/// <param name="Source">Its name.</param>
/// <param name="RowCount">All rows.</param>
/// <param name="Columns">In the order of the source.</param>
/// <param name="MissingColumns">Declared columns that are not there.</param>
public sealed record SourceDescription(string Source, long RowCount, IReadOnlyList<DescribedColumn> Columns, IReadOnlyList<string> MissingColumns)
{
    private const int SampledRows = 10_000;
    private const int MaxExamples = 3;
    private const int MaxExampleLength = 40;

    internal static SourceDescription Of(DataSource source, OpenedSource opened, CancellationToken cancellationToken)
    {
        var target = opened.Target is LenientTarget lenient ? lenient.Inner : opened.Target;
        var schema = target.Schema;
        var examples = Examples(opened, cancellationToken);
        var declared = MisfitReader.Positions(schema, source.Columns);
        var misfits = new long[schema.Count];
        if (target.MisfitCount > 0)
        {
            var counts = declared.Select(i => $"count(*) FILTER (WHERE {MisfitReader.Condition(i)})");
            var counted = opened.Connection.QueryAll($"SELECT {string.Join(", ", counts)} FROM {target.Relation(declared, withRow: false)}", cancellationToken);
            for (var i = 0; i < declared.Count; i++)
                misfits[declared[i]] = (long)counted.Columns[i].GetValue(0)!;
        }
        var columns = schema.Select((column, i) => new DescribedColumn(
            column.Name, column.Type, column.Nullable, source.Columns.ContainsKey(column.Name) ? TypeOrigin.Declared : target.Origin(i), misfits[i], examples[i]));
        return new SourceDescription(source.Name, target.RowCount, [.. columns], [.. source.Columns.Keys.Where(name => !schema.Contains(name))]);
    }

    /// <summary>The first texts of each column that differ.</summary>
    private static List<string>[] Examples(OpenedSource opened, CancellationToken cancellationToken)
    {
        var schema = opened.Target.Schema;
        var all = Enumerable.Range(0, schema.Count).ToArray();
        var texts = all.Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i}"));
        var first = opened.Connection.QueryAll(
            FormattableString.Invariant($"SELECT {string.Join(", ", texts)} FROM (SELECT * FROM {opened.Target.Relation(all, withRow: false)} LIMIT {Math.Max(1, SampledRows / schema.Count)})"), cancellationToken);
        return [.. first.Columns.Select(column => Enumerable.Range(0, column.Length).Select(column.GetValue).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxExamples).Select(Shorten).ToList())];
    }

    private static string Shorten(string text) => text.Length > MaxExampleLength ? $"{text.AsSpan(0, MaxExampleLength - 3)}..." : text;
}
