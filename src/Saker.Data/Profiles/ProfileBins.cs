namespace Saker.Data.Profiles;

/// <summary>
/// Bins that a reference profile gives, in which the rows of any profile of the same column are counted: numbers by quantiles of the reference
/// (or by value, when it has few), texts by its most frequent ones, and in every case one bin more for what is missing. Immutable.
/// </summary>
public sealed class ProfileBins
{
    private readonly ColumnType _type;
    private readonly double[] _edges;
    private readonly string[] _texts;
    private readonly Dictionary<string, int> _places;

    private ProfileBins(ColumnType type, double[] edges, string[] texts)
    {
        _type = type;
        _edges = edges;
        _texts = texts;
        _places = texts.Index().ToDictionary(text => text.Item, text => text.Index, StringComparer.Ordinal);
    }

    /// <summary>How many bins there are, the one for missing values, which is the last, included.</summary>
    public int Count => (_type == ColumnType.Text ? _texts.Length : _edges.Length) + 2;

    /// <param name="reference">The profile whose values are divided into about equal parts.</param>
    /// <param name="maxBins">From 2: how many parts at most; beside them there is one bin for all other values and one for missing ones.</param>
    public static ProfileBins Of(ColumnProfile reference, int maxBins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBins, 2);
        if (reference.Texts is { } texts)
            return new ProfileBins(reference.Type, [], [.. texts.Top.Take(maxBins).Select(item => item.Text)]);
        var numbers = reference.Numbers!;
        if (numbers.Count == 0)
            return new ProfileBins(reference.Type, [], []);
        var values = numbers.DistinctValues(maxBins);
        return new ProfileBins(reference.Type, values ?? [.. Enumerable.Range(1, maxBins - 1).Select(i => numbers.Quantile((double)i / maxBins)).Distinct()], []);
    }

    /// <summary>How many rows fall into each bin. Within <see cref="NumberProfile.MaxRankError"/> of the rows for numbers, <see cref="TextProfile.MaxCountError"/> for texts.</summary>
    /// <exception cref="SakerException">The column is of a kind that these bins do not divide.</exception>
    public double[] Counts(ColumnProfile column)
    {
        if ((column.Type == ColumnType.Text) != (_type == ColumnType.Text))
            throw new SakerException(ErrorKind.InvalidInput, $"Column '{column.Name}' is {column.Type.Name()} and the reference is {_type.Name()}; they cannot be compared.", column.Name);
        var counts = new double[Count];
        var present = column.Texts is { } texts ? CountTexts(texts, counts, column.Count - column.NullCount) : CountNumbers(column.Numbers!, counts);
        counts[^1] = column.Count - present;
        return counts;
    }

    /// <summary>Counts the rows of a column one by one.</summary>
    /// <param name="column">Texts for bins of texts, numbers or booleans for the others.</param>
    /// <param name="counts">As many as <see cref="Count"/>; rows are added.</param>
    /// <exception cref="SakerException">The column is of a kind that these bins do not divide.</exception>
    public void AddTo(Column column, Span<long> counts)
    {
        switch (column)
        {
            case Column<string> texts when _type == ColumnType.Text: AddTexts(texts, counts); break;
            case Column<double> doubles when _type != ColumnType.Text: AddNumbers(doubles, doubles.Values.Span, counts); break;
            case { Type: not ColumnType.Text } when _type != ColumnType.Text: AddNumbers(column, column.ToFloat64(), counts); break;
            default: throw new SakerException(ErrorKind.InvalidInput, $"Column '{column.Name}' is {column.Type.Name()} and the reference is {_type.Name()}; they cannot be compared.", column.Name);
        }
    }

    /// <summary>The bin in words: <c>up to 12</c>, <c>'Yes'</c>, <c>missing</c>.</summary>
    public string Describe(int bin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bin, Count);
        if (bin == Count - 1)
            return "missing";
        if (_type == ColumnType.Text)
            return bin < _texts.Length ? $"'{_texts[bin]}'" : _texts.Length == 0 ? "any text" : "other texts";
        if (_edges.Length == 0)
            return "any number";
        if (bin == 0)
            return $"up to {NumberText.Of(_edges[0], _type)}";
        return bin == _edges.Length ? $"over {NumberText.Of(_edges[^1], _type)}" : $"over {NumberText.Of(_edges[bin - 1], _type)} up to {NumberText.Of(_edges[bin], _type)}";
    }

    private void AddTexts(Column<string> column, Span<long> counts)
    {
        var values = column.Values.Span;
        var memo = new TextMemo();
        for (var i = 0; i < values.Length; i++)
        {
            if (column.IsNull(i))
            {
                counts[Count - 1]++;
                continue;
            }
            var place = memo.Find(values[i]);
            if (place < 0)
                memo.Keep(values[i], place = _places.GetValueOrDefault(values[i], _texts.Length));
            counts[place]++;
        }
    }

    private void AddNumbers(Column column, ReadOnlySpan<double> values, Span<long> counts)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!double.IsFinite(value) || column.IsNull(i))
            {
                counts[Count - 1]++;
                continue;
            }
            var bin = 0;
            // Few edges: faster than halving.
            while (bin < _edges.Length && value > _edges[bin])
                bin++;
            counts[bin]++;
        }
    }

    private long CountNumbers(NumberProfile numbers, double[] counts)
    {
        if (numbers.Count == 0)
            return 0;
        var below = 0.0;
        for (var i = 0; i < _edges.Length; i++)
        {
            var upTo = numbers.ShareUpTo(_edges[i]) * numbers.Count;
            counts[i] = upTo - below;
            below = upTo;
        }
        counts[_edges.Length] = numbers.Count - below;
        return numbers.Count;
    }

    private long CountTexts(TextProfile texts, double[] counts, long present)
    {
        var known = texts.Top.ToDictionary(item => item.Text, item => item.Count, StringComparer.Ordinal);
        var sum = 0L;
        for (var i = 0; i < _texts.Length; i++)
        {
            var count = known.GetValueOrDefault(_texts[i]);
            counts[i] = count;
            sum += count;
        }
        counts[_texts.Length] = present - sum;
        return present;
    }
}
