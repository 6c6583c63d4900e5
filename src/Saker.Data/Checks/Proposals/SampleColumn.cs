namespace Saker.Data.Checks.Proposals;

/// <summary>A column of the sampled rows, seen as numbers or as texts; what is missing or infinite is left out of both.</summary>
internal sealed class SampleColumn
{
    private const int MaxCountedValues = 2_000;
    private const int MaxCategories = 60;
    private const int FewestPerCategory = 5;
    private const double Edge = 0.1;
    private const double LeastWandering = 0.5;
    private const double LatestNumbers = 0.01;
    private const double LatestTexts = 0.05;

    private readonly Lazy<IReadOnlyDictionary<string, int>?> _counts;
    private readonly Lazy<bool> _category;
    private readonly Lazy<bool> _trending;
    private readonly Lazy<double> _moved;

    public SampleColumn(Column column)
    {
        (Name, Type, RowCount) = (column.Name, column.Type, column.Length);
        Rows = [.. Enumerable.Range(0, column.Length).Where(row => !IsMissing(column, row))];
        Numbers = column.Type == ColumnType.Text ? [] : [.. Rows.Select(row => Number(column, row))];
        Texts = column.Type == ColumnType.Text ? [.. Rows.Select(row => (string)column.GetValue(row)!)] : [];
        Measures = IsText ? [.. Texts.Select(text => (double)Characters.Count(text))] : Numbers;
        _counts = new(CountValues);
        _category = new(FindCategory);
        _trending = new(FindTrend);
        _moved = new(() => Walk.Moved(Measures));
    }

    public string Name { get; }

    public ColumnType Type { get; }

    /// <summary>Sampled rows, with those in which the value is missing.</summary>
    public int RowCount { get; }

    /// <summary>The rows in which there is a value, in order.</summary>
    public int[] Rows { get; }

    /// <summary>The values of <see cref="Rows"/>, days and instants as seconds since 1970; empty for texts.</summary>
    public double[] Numbers { get; }

    /// <summary>The values of <see cref="Rows"/>; empty for all but texts.</summary>
    public string[] Texts { get; }

    /// <summary>What can be measured of each value: the number, or how many characters the text has.</summary>
    public double[] Measures { get; }

    public int Count => Rows.Length;

    public double PresentShare => RowCount == 0 ? 0 : (double)Count / RowCount;

    public bool IsText => Type == ColumnType.Text;

    public bool IsTime => Type is ColumnType.Date or ColumnType.Timestamp;

    public bool IsNumber => Type is ColumnType.Int32 or ColumnType.Int64 or ColumnType.Float32 or ColumnType.Float64;

    /// <summary>Few values, each of which occurs several times: a category, unless values came late. Of numbers, which have an order and need no list, hardly any may.</summary>
    public bool IsCategory => _category.Value;

    /// <summary>The largest share of later values that earlier ones had not shown.</summary>
    public double NewValueShare { get; private set; }

    /// <summary>Whether the values go one way from beginning to end, as counters and times of recording do: what they will be is not what they were.</summary>
    public bool IsTrending => _trending.Value;

    /// <summary>How little the second half of the measures resembles the first: 0 for alike, 1 for apart (the largest difference of the shares at or below any number, Smirnov's distance).</summary>
    public double Moved => _moved.Value;

    /// <summary>Whether the halves have so little in common that where the bulk or the ends of the next rows will lie is not to be told.</summary>
    public bool IsWandering => Moved > LeastWandering;

    /// <summary>How often each value occurs; null when there are too many different ones to count.</summary>
    public IReadOnlyDictionary<string, int>? Counts => _counts.Value;

    /// <summary>The value as a file of checks has it.</summary>
    public string Show(int index) => Type switch
    {
        ColumnType.Text => Texts[index],
        ColumnType.Boolean => Numbers[index] != 0 ? "true" : "false",
        ColumnType.Date or ColumnType.Timestamp => CheckDraft.MomentName(DateTime.UnixEpoch.AddSeconds(Numbers[index])),
        _ => Numbers[index].ToString("R", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Whether the value is above the one before, 1, below it, -1, or the same, 0.</summary>
    public int Step(int index) => Math.Sign(IsText ? string.CompareOrdinal(Texts[index], Texts[index - 1]) : Numbers[index].CompareTo(Numbers[index - 1]));

    private Dictionary<string, int>? CountValues()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            var value = Show(i);
            counts[value] = counts.GetValueOrDefault(value) + 1;
            if (counts.Count > MaxCountedValues)
                return null;
        }
        return counts;
    }

    private bool FindCategory()
    {
        if (IsTime || Counts is not { Count: > 0 and <= MaxCategories } counts || Count < FewestPerCategory * counts.Count)
            return false;
        string[] values = [.. Enumerable.Range(0, Count).Select(Show)];
        foreach (var (before, after) in Walk.Growing(Count))
        {
            var known = new HashSet<string>(before.Of(values).ToArray(), StringComparer.Ordinal);
            NewValueShare = Math.Max(NewValueShare, (double)after.Of(values).ToArray().Count(value => !known.Contains(value)) / after.Count);
        }
        return NewValueShare <= (IsNumber ? LatestNumbers : LatestTexts);
    }

    /// <summary>Each of eight parts lies beyond the one before it, all or nearly.</summary>
    private bool FindTrend()
    {
        const int parts = 8;
        if (IsText || IsCategory || Count < parts * 2)
            return false;
        var ranked = Enumerable.Range(0, parts).Select(part => new Ranked(new Slice(Count * part / parts, Count * (part + 1) / parts).Of(Numbers))).ToArray();
        var steps = ranked.Zip(ranked.Skip(1)).ToArray();
        return steps.Count(step => step.Second.Quantile(Edge) >= step.First.Quantile(1 - Edge)) >= parts - 2
            || steps.Count(step => step.Second.Quantile(1 - Edge) <= step.First.Quantile(Edge)) >= parts - 2;
    }

    private static bool IsMissing(Column column, int row) => column.IsNull(row) || column switch
    {
        Column<double> doubles => !double.IsFinite(doubles.Values.Span[row]),
        Column<float> floats => !float.IsFinite(floats.Values.Span[row]),
        _ => false,
    };

    private static double Number(Column column, int row) => column switch
    {
        Column<double> doubles => doubles.Values.Span[row],
        Column<float> floats => floats.Values.Span[row],
        Column<long> longs => longs.Values.Span[row],
        Column<int> ints => ints.Values.Span[row],
        Column<bool> booleans => booleans.Values.Span[row] ? 1 : 0,
        Column<DateOnly> dates => (dates.Values.Span[row].ToDateTime(default) - DateTime.UnixEpoch).TotalSeconds,
        Column<DateTime> times => (times.Values.Span[row] - DateTime.UnixEpoch).TotalSeconds,
        _ => throw new InvalidOperationException($"No numbers of {column.Type.Name()}."),
    };
}
