using System.Globalization;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>How many rows lie in each of several bins that are given. Bins do not overlap, hence all together cost no more than one.</summary>
public sealed class HistogramQuery : PrivateQuery
{
    private const int MaxBins = 100_000;

    private readonly string _column;
    private readonly double[] _edges = [];
    private readonly string[] _names;
    private readonly Dictionary<string, int> _values = [];
    private readonly long[] _counts;
    private readonly Mechanism _mechanism;

    /// <summary>Bins of numbers: from each edge to below the next; the last bin holds its upper edge too. Numbers outside count nowhere.</summary>
    /// <exception cref="SakerException">A parameter is out of range, or the edges do not rise.</exception>
    public HistogramQuery(string column, IReadOnlyList<double> edges, PrivacyParameters parameters)
        : this(column, parameters, Math.Max(0, edges.Count - 1), problems =>
        {
            if (edges.Count < 2 || edges.Any(edge => !double.IsFinite(edge)) || edges.Zip(edges.Skip(1)).Any(pair => !(pair.First < pair.Second)))
                problems.Add(null, "edges", "two or more finite numbers are needed, each above the one before. They must not be taken from the data.");
        })
    {
        _edges = [.. edges];
        for (var i = 0; i < _names.Length; i++)
            _names[i] = string.Create(CultureInfo.InvariantCulture, $"[{edges[i]}, {edges[i + 1]}{(i == _names.Length - 1 ? ']' : ')')}");
    }

    /// <summary>Bins of values; others count nowhere.</summary>
    /// <exception cref="SakerException">A parameter is out of range, or a value occurs twice.</exception>
    public HistogramQuery(string column, IReadOnlyList<string> values, PrivacyParameters parameters)
        : this(column, parameters, values.Count, problems =>
        {
            if (values.Count == 0 || values.Distinct().Count() != values.Count)
                problems.Add(null, "values", "name at least one value, each once. They must not be taken from the data: that a value occurs tells of somebody.");
        })
    {
        for (var i = 0; i < values.Count; i++)
            _values[_names[i] = values[i]] = i;
    }

    private HistogramQuery(string column, PrivacyParameters parameters, int bins, Action<ProblemList> check)
        : base(parameters)
    {
        ThrowIfInvalid(parameters, problems =>
        {
            check(problems);
            if (bins > MaxBins)
                problems.Add(null, "bins", $"there are {bins} and may be {MaxBins}.");
            if (parameters is { IsGaussian: true, RowsPerPerson: > 1 })
                problems.Add(null, "delta", "where one person has several rows, these may lie in several bins, for which the calibration of Gaussian noise is not proved; use Laplace noise (no delta).");
        });
        (_column, _names, _counts) = (column, new string[bins], new long[bins]);
        // One row is in one bin: of the counts together, it changes one by one.
        _mechanism = new Mechanism(parameters.Epsilon, parameters.Delta, parameters.RowsPerPerson);
    }

    public override string Description => $"histogram of {_column}";

    internal override (string Column, ColumnType Type)? Asked => (_column, _edges.Length == 0 ? ColumnType.Text : ColumnType.Float64);

    internal override PrivacyCost Cost => _mechanism.Cost;

    internal override void Add(Table table)
    {
        if (_edges.Length == 0)
        {
            var column = table.Get(_column);
            for (var row = 0; row < column.Length; row++)
                if (CellText.Of(column, row) is { } text && _values.TryGetValue(text, out var bin))
                    _counts[bin]++;
            return;
        }
        foreach (var value in Numbers(table, _column))
            if (value >= _edges[0] && value <= _edges[^1])
                _counts[Math.Min(_counts.Length - 1, BinOf(value))]++;
    }

    internal override IReadOnlyList<PrivateAnswer> Answer(ExactSampler sampler) => [.. _names.Select((name, i) => new PrivateAnswer(name, (double)(_counts[i] + _mechanism.Draw(sampler)), _mechanism.Error95))];

    private int BinOf(double value)
    {
        var found = Array.BinarySearch(_edges, value);
        return found >= 0 ? found : ~found - 1;
    }
}
