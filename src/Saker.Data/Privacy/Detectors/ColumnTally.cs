namespace Saker.Data.Privacy.Detectors;

/// <summary>Counts what the cells of one column hold. For one thread at a time.</summary>
internal sealed class ColumnTally(string column, TextScanner scanner)
{
    /// <summary>Of cells that are single words, a share below which the finding counts for less.</summary>
    private const double ChanceShare = 0.3;

    private readonly SortedDictionary<string, (long Cells, long Whole, long Spans, double Confidence)> _types = new(StringComparer.Ordinal);
    private readonly string _context = column.Replace('_', ' ');
    private long _scanned;
    private long _single;

    public void Add(string text)
    {
        _scanned++;
        var trimmed = text.AsSpan().Trim();
        if (!trimmed.Contains(' '))
            _single++;
        var spans = scanner.Scan(text, _context);
        foreach (var span in spans)
        {
            var type = _types.GetValueOrDefault(span.Type);
            _types[span.Type] = (type.Cells, type.Whole + (span.Length >= trimmed.Length ? 1 : 0), type.Spans + 1, type.Confidence + span.Confidence);
        }
        foreach (var type in spans.Select(span => span.Type).Distinct())
            _types[type] = _types[type] with { Cells = _types[type].Cells + 1 };
    }

    public IEnumerable<ColumnFinding> Findings() => _types
        .Select(entry => new ColumnFinding(column, entry.Key, Confidence(entry.Value.Cells, entry.Value.Spans, entry.Value.Confidence), entry.Value.Cells, entry.Value.Whole, _scanned))
        .OrderByDescending(finding => finding.Confidence)
        .ThenByDescending(finding => finding.CellCount);

    private double Confidence(long cells, long spans, double sum)
    {
        var share = (double)cells / _scanned;
        var isCode = _single > 0.8 * _scanned;
        return sum / spans * (isCode ? Math.Min(1, share / ChanceShare) : 1);
    }
}
