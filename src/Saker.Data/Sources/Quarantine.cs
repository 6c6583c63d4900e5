using System.Globalization;
using Saker.Data.Checks;
using Saker.Data.Sinks;

namespace Saker.Data.Sources;

/// <summary>Writes the rows that have cells which do not fit: file, row, columns, values and reasons, then the whole row as it stands in the source.</summary>
internal static class Quarantine
{
    private const int BatchRows = 2048;
    private static readonly string[] Told = ["quarantine_file", "quarantine_row", "quarantine_column", "quarantine_value", "quarantine_reason"];

    /// <summary>Writes the file, whole or not at all, also when there is no such row. Gives their number.</summary>
    public static long Write(DataSource source, OpenedSource opened, CancellationToken cancellationToken)
    {
        var target = ((LenientTarget)opened.Target).Inner;
        var names = Told.Concat(target.Schema.Select(column => column.Name));
        return AtomicFile.Write(source.QuarantineFile!, stream =>
        {
            using var writer = new CsvWriter(stream, names);
            return target.MisfitCount == 0 ? 0 : Copy(source, opened, target, writer, cancellationToken);
        });
    }

    private static long Copy(DataSource source, OpenedSource opened, CheckTarget target, CsvWriter writer, CancellationToken cancellationToken)
    {
        var declared = MisfitReader.Positions(target.Schema, source.Columns);
        var all = Enumerable.Range(0, target.Schema.Count).ToArray();
        string[] cells = [.. all.Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i}")), .. declared.Select(i => $"coalesce({MisfitReader.Condition(i)}, false)")];
        using var query = opened.Connection.Open(
            $"SELECT r, {string.Join(", ", cells)} FROM {target.Relation(all, withRow: true)} WHERE {MisfitReader.Condition(declared)} ORDER BY r", cancellationToken);
        var count = 0L;
        while (query.Read(BatchRows) is { } found)
        {
            for (var row = 0; row < found.RowCount; row++)
                writer.Write(Line(source, target, declared, found, row));
            count += found.RowCount;
        }
        return count;
    }

    private static IEnumerable<string?> Line(DataSource source, CheckTarget target, IReadOnlyList<int> declared, Table found, int row)
    {
        var number = (long)found.Columns[0].GetValue(row)!;
        var unfit = declared.Where((_, i) => (bool)found.Columns[1 + target.Schema.Count + i].GetValue(row)!).ToArray();
        var (file, place) = target.Locate(number);
        yield return file ?? source.Name;
        yield return place.ToString(CultureInfo.InvariantCulture);
        yield return string.Join("; ", unfit.Select(i => target.Schema[i].Name));
        yield return string.Join("; ", unfit.Select(i => (string)found.Columns[1 + i].GetValue(row)!));
        yield return string.Join("; ", unfit.Select(i => $"not of type {target.Schema[i].Type.Name()}"));
        for (var i = 0; i < target.Schema.Count; i++)
            yield return (string?)found.Columns[1 + i].GetValue(row);
    }
}
