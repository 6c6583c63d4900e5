using System.Buffers;

namespace Saker.Data.Profiles;

/// <summary>Gathers the profile of one column, batch by batch.</summary>
internal sealed class ColumnProfileBuilder(string name, ColumnType type)
{
    private readonly DistinctSketch _distinct = new();
    private readonly QuantileSketch _quantiles = new();
    private readonly HeavyHitters _hitters = new();
    private Moments _moments = Moments.None;
    private long _count;
    private long _nulls;
    private long _infinite;
    private int _minLength = int.MaxValue;
    private int _maxLength;

    public string Name => name;

    public ColumnType Type => type;

    public void Add(Column column)
    {
        _count += column.Length;
        switch (column)
        {
            case Column<string> texts: AddTexts(texts); break;
            case Column<long> longs: AddNumbers(longs, static value => value, static value => StableHash.Of(value)); break;
            case Column<int> ints: AddNumbers(ints, static value => value, static value => StableHash.Of((long)value)); break;
            case Column<bool> booleans: AddNumbers(booleans, static value => value ? 1 : 0, static value => StableHash.Of(value ? 1L : 0L)); break;
            case Column<double> doubles: AddNumbers(doubles, static value => value, static value => StableHash.Of(value)); break;
            case Column<float> floats: AddNumbers(floats, static value => value, static value => StableHash.Of((double)value)); break;
            case Column<DateOnly> dates: AddNumbers(dates, static value => Seconds(value.ToDateTime(default)), static value => StableHash.Of((long)value.DayNumber)); break;
            case Column<DateTime> times: AddNumbers(times, static value => Seconds(value), static value => StableHash.Of(value.Ticks / TimeSpan.TicksPerMicrosecond)); break;
            default: throw new InvalidOperationException($"No profile for {column.Type.Name()}.");
        }
    }

    public void Add(ColumnProfile part)
    {
        _count += part.Count;
        _nulls += part.NullCount;
        _distinct.Merge(part.Distinct);
        if (part.Numbers is { } numbers)
        {
            _moments += numbers.Moments;
            _quantiles.Merge(numbers.Sketch);
            _infinite += numbers.InfiniteCount;
        }
        if (part.Texts is { } texts)
        {
            _hitters.Merge(HeavyHitters.From(texts.Top, texts.MaxCountError));
            if (part.Count > part.NullCount)
                (_minLength, _maxLength) = (Math.Min(_minLength, texts.MinLength), Math.Max(_maxLength, texts.MaxLength));
        }
    }

    public ColumnProfile Build()
    {
        var isText = type == ColumnType.Text;
        var top = _hitters.Ranked();
        return new ColumnProfile(
            name,
            type,
            _count,
            _nulls,
            _distinct.Clone(),
            isText ? null : new NumberProfile(_moments, _quantiles.Clone(), _infinite),
            isText ? new TextProfile(_minLength == int.MaxValue ? 0 : _minLength, _maxLength, top, _hitters.MaxError) : null);
    }

    private static double Seconds(DateTime time) => (double)(time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private void AddNumbers<T>(Column<T> column, Func<T, double> number, Func<T, ulong> hash)
    {
        var values = column.Values.Span;
        var finite = ArrayPool<double>.Shared.Rent(values.Length);
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = column.IsNull(i) ? double.NaN : number(values[i]);
            if (double.IsNaN(value))
            {
                _nulls++;
                continue;
            }
            _distinct.Add(hash(values[i]));
            if (double.IsFinite(value))
                finite[count++] = value;
            else
                _infinite++;
        }
        AddFinite(finite.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(finite);
    }

    private void AddFinite(ReadOnlySpan<double> values)
    {
        _moments += Moments.Of(values);
        foreach (var value in values)
            _quantiles.Add(value);
    }

    private void AddTexts(Column<string> column)
    {
        var values = column.Values.Span;
        for (var i = 0; i < values.Length; i++)
        {
            if (column.IsNull(i))
            {
                _nulls++;
                continue;
            }
            var text = values[i];
            _distinct.Add(StableHash.Of(text));
            _hitters.Add(text, 1);
            var length = CountCharacters(text);
            (_minLength, _maxLength) = (Math.Min(_minLength, length), Math.Max(_maxLength, length));
        }
    }

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        foreach (var unit in text)
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        return count;
    }
}
