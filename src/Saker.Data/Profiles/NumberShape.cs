namespace Saker.Data.Profiles;

/// <summary>What version 1 of the format did not have about numbers: signs, bins, frequent values, times.</summary>
internal sealed class NumberShape
{
    /// <summary>How many frequent numbers are kept.</summary>
    public const int TopCapacity = 32;

    private readonly double _unit;

    public NumberShape(ColumnType type)
    {
        // Bins of days hold whole days.
        _unit = type == ColumnType.Date ? TimeSpan.SecondsPerDay : 1;
        Histogram = new Histogram(_unit, Histogram.MinExponentOf(type));
        Top = new FrequentItems<double>(TopCapacity);
        Times = type is ColumnType.Date or ColumnType.Timestamp ? new TimeProfile() : null;
    }

    private NumberShape(double unit, Histogram histogram, FrequentItems<double> top, TimeProfile? times)
    {
        _unit = unit;
        Histogram = histogram;
        Top = top;
        Times = times;
    }

    public long ZeroCount { get; private set; }

    public long NegativeCount { get; private set; }

    public Histogram Histogram { get; }

    public FrequentItems<double> Top { get; }

    public TimeProfile? Times { get; }

    /// <summary>Null when the parts cannot be those of so many numbers of a type.</summary>
    public static NumberShape? From(ColumnType type, long count, (long Zeros, long Negatives) signs, Histogram? histogram, FrequentItems<double> top, TimeProfile? times)
    {
        var like = new NumberShape(type);
        if (signs.Zeros < 0 || signs.Negatives < 0 || signs.Zeros > count - signs.Negatives || histogram is null || histogram.Sum() != count)
            return null;
        return (times is null) != (like.Times is null) ? null : new NumberShape(like._unit, histogram, top, times) { ZeroCount = signs.Zeros, NegativeCount = signs.Negatives };
    }

    public void Add(double number, int count)
    {
        if (number <= 0)
        {
            if (number == 0)
                ZeroCount += count;
            else
                NegativeCount += count;
        }
        Histogram.Add(number / _unit, count);
        Times?.Add(number, count);
    }

    public void Merge(NumberShape other)
    {
        ZeroCount += other.ZeroCount;
        NegativeCount += other.NegativeCount;
        Histogram.Merge(other.Histogram);
        Top.Merge(other.Top);
        Times?.Merge(other.Times!);
    }

    public NumberShape Clone() => new(_unit, Histogram.Clone(), Top.Clone(), Times?.Clone()) { ZeroCount = ZeroCount, NegativeCount = NegativeCount };
}
