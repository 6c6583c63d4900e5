using System.Globalization;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Scores;
using Saker.Platform.Datasets;

namespace Saker.Platform.Registry;

/// <summary>Tells whether rows that a version is to be judged on are rows of the dataset that it learned from. Thread-safe.</summary>
public sealed class LearnedRows(IDatasetStore datasets)
{
    /// <summary>Larger datasets are not looked into.</summary>
    private const int MaxRows = 1_000_000;

    /// <summary>Below this share of common rows nothing is told: rows may be alike by chance.</summary>
    private const double Telling = 0.1;

    /// <summary>A dataset in which fewer rows than that are distinct says nothing by having a row.</summary>
    private const double Distinct = 0.5;

    /// <summary>What is to be told of the rows; null when they are others, or nobody knows what the version learned from.</summary>
    /// <param name="version">What is judged.</param>
    /// <param name="rows">The rows, with whatever columns.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> FindAsync(ModelVersion version, Table rows, CancellationToken cancellationToken)
    {
        if (version.Dataset is not { } name || rows.RowCount == 0 || await FindDatasetAsync(name, cancellationToken) is not { RowCount: > 0 and <= MaxRows } stored)
            return null;
        Table learned;
        try
        {
            learned = await datasets.ReadAsync(stored.Name, stored.Version, cancellationToken);
        }
        catch (SakerException)
        {
            // Rows that retention took away, or that were damaged, keep nobody from judging.
            return null;
        }
        var columns = rows.Columns.Where(column => learned.Find(column.Name) is { } own && (own.Type == ColumnType.Text) == (column.Type == ColumnType.Text)).Select(column => column.Name).ToList();
        if (columns.Count == 0)
            return null;
        var known = Hashes(learned, columns).ToHashSet();
        if (known.Count < Distinct * learned.RowCount)
            return null;
        var count = Hashes(rows, columns).Count(known.Contains);
        return count < Telling * rows.RowCount
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{count} of {rows.RowCount} rows are rows of dataset {stored.Name}/{stored.Version}, from which {version.Reference} learned (but for what was set aside): scores on them say less of rows that it has not seen.");
    }

    /// <summary>The report with what <see cref="FindAsync"/> has to tell among its findings.</summary>
    public async Task<EvaluationReport> NoteAsync(EvaluationReport report, ModelVersion version, Table rows, CancellationToken cancellationToken) =>
        await FindAsync(version, rows, cancellationToken) is { } note ? report with { Findings = [.. report.Findings, new Problem("rows", note)] } : report;

    private async Task<DatasetVersion?> FindDatasetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await datasets.FindAsync(DatasetReference.Parse(name), cancellationToken);
        }
        catch (SakerException)
        {
            // A client named something else than a dataset of this home.
            return null;
        }
    }

    private static ulong[] Hashes(Table rows, List<string> columns)
    {
        var hashes = new ulong[rows.RowCount];
        foreach (var name in columns)
        {
            var column = rows.Get(name);
            // A file may hold in single precision what the dataset has in double.
            if (column.Type.IsNumeric())
                Add(hashes, Array.ConvertAll(column.ToFloat64(), value => StableHash.Of((float)value)));
            else
                Add(hashes, Array.ConvertAll(ColumnTexts.Of(column), text => StableHash.Of(text)));
        }
        return hashes;
    }

    private static void Add(ulong[] hashes, ulong[] cells)
    {
        for (var row = 0; row < hashes.Length; row++)
            hashes[row] = StableHash.Mix(ulong.RotateLeft(hashes[row], 23) ^ cells[row]);
    }
}
