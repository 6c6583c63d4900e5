using System.Collections.Concurrent;
using Saker.Data;
using Saker.Data.Privacy.Detectors;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;

namespace Saker.Dashboard.Datasets;

/// <summary>
/// Which columns seem to hold personal data or secrets, by the most frequent values of their profiles: no rows are read. What is found is kept while the process lasts, for as many
/// versions as people look at.
/// </summary>
internal sealed class PrivacyMarks
{
    private const int MaxKept = 200;
    private const int MaxValues = 64;
    private const double MinShare = 0.3;

    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _marks = new(StringComparer.Ordinal);
    private readonly TextScanner _scanner = new(new ScanOptions());

    /// <summary>By column what it seems to hold, such as <c>email</c>; columns that seem to hold nothing of the kind are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(DatasetVersion version, Profile profile, CancellationToken cancellationToken)
    {
        if (_marks.TryGetValue(version.Hash, out var known))
            return known;
        var report = await TableScanner.RunAsync(Tables(profile), _scanner, share: 1, new Random(0), progress: null, cancellationToken);
        var marks = report.Findings.Where(finding => finding.ScannedCount > 0 && (double)finding.CellCount / finding.ScannedCount >= MinShare)
            .GroupBy(finding => finding.Column, StringComparer.Ordinal)
            .ToDictionary(column => column.Key, column => column.First().Type.Replace('_', ' '), StringComparer.Ordinal);
        if (_marks.Count >= MaxKept)
            _marks.Clear();
        _marks[version.Hash] = marks;
        return marks;
    }

    // A table a column: columns have not the same number of values.
    private static async IAsyncEnumerable<Table> Tables(Profile profile)
    {
        foreach (var column in profile.Columns)
            if (column.Texts is { Top.Count: > 0 } texts)
                yield return new Table([Column.OfText(column.Name, [.. texts.Top.Take(MaxValues).Select(text => (string?)text.Text)])]);
        await Task.CompletedTask;
    }
}
