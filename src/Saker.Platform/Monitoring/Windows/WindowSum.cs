using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Merges stored windows into one.</summary>
internal sealed class WindowSum
{
    private readonly Dictionary<string, BinnedColumn> _bins = new(StringComparer.Ordinal);
    private readonly HashSet<string> _writers = new(StringComparer.Ordinal);
    private readonly HashSet<(string Model, int Version)> _versions = [];
    private readonly ProfileSum _inputs = new();
    private readonly ProfileSum _outputs = new();
    private WindowFacts? _facts;
    private WindowRow? _first;
    private DateTimeOffset _from = DateTimeOffset.MaxValue;
    private DateTimeOffset _to = DateTimeOffset.MinValue;
    private bool _hasBins;
    private int _mostWriters;

    public static WindowSum Of(IEnumerable<WindowRow> rows)
    {
        var sum = new WindowSum();
        foreach (var row in rows)
            sum.Add(row);
        return sum;
    }

    /// <summary>Rows that its profile does not hold because they have other columns than most.</summary>
    public long LeftRowCount => _inputs.LeftRowCount;

    public void Add(WindowRow row)
    {
        var facts = WindowJson.ReadFacts(row.Facts);
        _first ??= row;
        _facts = _facts is null ? facts : _facts + facts;
        _versions.Add((row.Model, row.Version));
        if (row.Writer.Length > 0)
            _writers.Add(row.Writer);
        _mostWriters = Math.Max(_mostWriters, row.WriterCount);
        (_from, _to) = (row.From < _from ? row.From : _from, row.To > _to ? row.To : _to);
        _inputs.Add(row.Inputs);
        _outputs.Add(row.Outputs);
        if (row.Inputs is not null)
            AddBins(WindowJson.ReadBins(row.Bins));
    }

    /// <summary>Without profiles.</summary>
    public WindowSummary ToSummary() => new()
    {
        Endpoint = _first!.Endpoint,
        Model = _first.Model,
        Version = _versions.Count == 1 ? _first.Version : null,
        From = _from,
        To = _to,
        WriterCount = WriterCount,
        Facts = Facts,
    };

    /// <exception cref="SakerException">It is of several versions, which have other columns (conflict).</exception>
    public Window ToWindow() => _versions.Count == 1 || (_inputs.IsWhole && _outputs.IsWhole)
        ? new() { Summary = ToSummary(), Inputs = _inputs.Build(), Outputs = _outputs.Build(), Bins = Bins }
        : throw new SakerException(ErrorKind.Conflict, "The versions in this time have other columns, so that they have no profile together; ask for one version of one model.", "version");

    /// <summary>As the row of a coarser grain.</summary>
    public WindowRow ToRow(WindowGrain grain) => new()
    {
        Endpoint = _first!.Endpoint,
        Grain = (int)grain,
        StartedAt = grain.Floor(_from).ToUnixTimeMilliseconds(),
        Model = _first.Model,
        Version = _first.Version,
        Facts = WindowJson.WriteFacts(Facts),
        Inputs = _inputs.Build()?.ToBytes(),
        Outputs = _outputs.Build()?.ToBytes(),
        Bins = WindowJson.WriteBins(Bins),
        WriterCount = WriterCount,
    };

    // What is exact stays so; only the profile has fewer rows.
    private WindowFacts Facts => LeftRowCount == 0 ? _facts! : _facts! with { ProfiledRowCount = Math.Max(0, _facts!.ProfiledRowCount - LeftRowCount) };

    // Counts of all rows beside a profile of some say nothing.
    private IReadOnlyDictionary<string, BinnedColumn> Bins => _inputs.IsWhole ? _bins : new Dictionary<string, BinnedColumn>();

    private int WriterCount => Math.Max(_mostWriters, _writers.Count);

    // Counts by the bins of other references say nothing together.
    private void AddBins(IReadOnlyDictionary<string, BinnedColumn> bins)
    {
        if (!_hasBins)
        {
            foreach (var (column, binned) in bins)
                _bins.Add(column, binned);
            _hasBins = true;
            return;
        }
        foreach (var column in _bins.Keys.ToList())
        {
            if (bins.TryGetValue(column, out var binned) && binned.Reference.SequenceEqual(_bins[column].Reference))
                _bins[column] = binned with { Counts = [.. binned.Counts.Zip(_bins[column].Counts, (left, right) => left + right)] };
            else
                _bins.Remove(column);
        }
    }
}
