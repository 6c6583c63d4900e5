namespace Saker.Data.Profiles;

/// <summary>The profile of one column as bytes, its name aside.</summary>
internal static class ColumnBytes
{
    private const byte First = 0;
    private const byte Full = 1;

    /// <summary>Numbers of the quantile sketch that are tried, until the column fits; 0 for all it has.</summary>
    private static readonly int[] Sizes = [0, 512, 448, 384, 320, 256, 192, 128];

    /// <param name="column">What is written.</param>
    /// <param name="max">Bytes at most.</param>
    public static ByteSink Write(ColumnProfile column, int max)
    {
        var head = new ByteSink();
        head.Byte((byte)column.Type);
        head.Count(column.Count);
        head.Count(column.NullCount);
        DistinctBytes.Write(head, column.Distinct);
        if (column.Numbers is { } numbers)
        {
            Write(head, numbers);
            WriteLevels(head, numbers.Sketch, max);
        }
        else
        {
            Write(head, column.Texts!.Shape, column.Texts);
            WriteTop(head, column.Texts, max);
        }
        return head;
    }

    /// <param name="source">Where it is read.</param>
    /// <param name="name">Of the column.</param>
    /// <param name="rows">Of the profile.</param>
    /// <param name="version">Of the bytes.</param>
    public static ColumnProfile Read(ref ByteSource source, string name, long rows, byte version)
    {
        var type = (ColumnType)source.Byte();
        if (!Enum.IsDefined(type))
            throw ProfileFault.Wrong(FormattableString.Invariant($"{(int)type} is not a type."));
        var (count, nulls) = (source.Count(), source.Count());
        if (nulls > count)
            throw ProfileFault.Wrong($"column '{name}' has more missing values than rows.");
        var distinct = DistinctBytes.Read(ref source);
        return type == ColumnType.Text
            ? ColumnProfile.From(name, type, count, nulls, rows, distinct, null, ReadTexts(ref source, count - nulls))
            : ColumnProfile.From(name, type, count, nulls, rows, distinct, ReadNumbers(ref source, type, version), null);
    }

    private static void Write(ByteSink sink, NumberProfile numbers)
    {
        sink.Count(numbers.InfiniteCount);
        sink.Count(numbers.Count);
        if (numbers.Count > 0)
        {
            var moments = numbers.Moments;
            foreach (var value in (ReadOnlySpan<double>)[moments.Mean, moments.SquaredDeviations, moments.CubedDeviations, moments.FourthDeviations, moments.Min, moments.Max])
                sink.Real(value);
        }
        sink.Byte(numbers.Shape is null ? First : Full);
        if (numbers.Shape is not { } shape)
            return;
        sink.Count(shape.ZeroCount);
        sink.Count(shape.NegativeCount);
        Write(sink, shape.Histogram);
        sink.Count(shape.Top.MaxError);
        sink.Count(numbers.Top!.Count);
        foreach (var (value, count) in numbers.Top)
        {
            sink.Real(value);
            sink.Count(count);
        }
        if (shape.Times is not { } times)
            return;
        sink.Counts(times.Weekdays);
        sink.Counts(times.HoursOfDay);
    }

    private static void WriteLevels(ByteSink sink, QuantileSketch sketch, int max)
    {
        foreach (var size in Sizes)
        {
            var reduced = size == 0 || sketch.Held <= size ? sketch : sketch.Reduce(size);
            var levels = new ByteSink();
            LevelBytes.Write(levels, reduced);
            if (sink.Length + levels.Length > max && size != Sizes[^1])
                continue;
            sink.Raw(levels.Bytes);
            return;
        }
    }

    private static void Write(ByteSink sink, TextShape? shape, TextProfile texts)
    {
        sink.Count(texts.MinLength);
        sink.Count(texts.MaxLength);
        sink.Byte(shape is null ? First : Full);
        if (shape is null)
            return;
        sink.Count(shape.CharacterCount);
        Write(sink, shape.Lengths);
        sink.Counts(shape.Containing);
        sink.Counts(shape.Only);
    }

    /// <summary>The most frequent texts as far as they fit. One that does not is then as any text that is not listed: its count may be too low by all it had.</summary>
    private static void WriteTop(ByteSink sink, TextProfile texts, int max)
    {
        const int numberBytes = 16;
        var items = new ByteSink();
        var kept = 0;
        while (kept < texts.Top.Count)
        {
            var item = new ByteSink();
            item.Text(texts.Top[kept].Text);
            item.Count(texts.Top[kept].Count);
            if (sink.Length + items.Length + item.Length + numberBytes > max)
                break;
            items.Raw(item.Bytes);
            kept++;
        }
        var lost = kept < texts.Top.Count ? texts.Top[kept].Count : 0;
        sink.Count(texts.MaxCountError + lost);
        sink.Count(kept);
        sink.Raw(items.Bytes);
    }

    private static void Write(ByteSink sink, Histogram histogram)
    {
        sink.Signed(histogram.Exponent);
        sink.Signed(histogram.First);
        sink.Count(histogram.Counts.Length);
        sink.Counts(histogram.Counts);
    }

    private static Histogram? ReadHistogram(ref ByteSource source, Histogram like)
    {
        var (exponent, first) = (source.Signed(), source.Signed());
        var counts = source.Counts(source.Items());
        return exponent is < short.MinValue or > short.MaxValue ? null : Histogram.From(like.Unit, like.MinExponent, (int)exponent, first, counts);
    }

    private static NumberProfile ReadNumbers(ref ByteSource source, ColumnType type, byte version)
    {
        var (infinite, count) = (source.Count(), source.Count());
        var moments = count == 0
            ? Moments.None
            : new Moments(count, source.Real(), source.Real(), source.Real(), source.Real(), source.Real(), source.Real());
        var shape = source.Byte() == First ? null : ReadShape(ref source, type, count);
        return NumberProfile.From(moments, LevelBytes.Read(ref source, hasVariance: version > 1), infinite, shape);
    }

    private static NumberShape ReadShape(ref ByteSource source, ColumnType type, long count)
    {
        var like = new NumberShape(type);
        var signs = (source.Count(), source.Count());
        var histogram = ReadHistogram(ref source, like.Histogram);
        var error = source.Count();
        var top = new (double, long)[source.Items(9)];
        for (var i = 0; i < top.Length; i++)
            top[i] = (source.Real(), source.Count());
        var frequent = FrequentItems<double>.Checked(NumberShape.TopCapacity, top, error, count, null);
        var times = like.Times is null ? null : TimeProfile.From(source.Counts(like.Times.Weekdays.Length), source.Counts(like.Times.HoursOfDay.Length), count);
        return NumberShape.From(type, count, signs, histogram, frequent, times) ?? throw ProfileFault.Wrong("the parts of a column of numbers contradict each other.");
    }

    private static TextProfile ReadTexts(ref ByteSource source, long present)
    {
        var (shortest, longest) = (source.Count(), source.Count());
        var shape = source.Byte() == First ? null : ReadShape(ref source, present);
        var error = source.Count();
        var top = new TextCount[source.Items(2)];
        for (var i = 0; i < top.Length; i++)
            top[i] = new TextCount(source.Text(), source.Count());
        return shortest <= int.MaxValue && longest <= int.MaxValue
            ? TextProfile.From((int)shortest, (int)longest, top, error, present, shape)
            : throw ProfileFault.Wrong("a text is too long.");
    }

    private static TextShape ReadShape(ref ByteSource source, long present)
    {
        var characters = source.Count();
        var lengths = ReadHistogram(ref source, new Histogram(1, 0));
        var (containing, only) = (source.Counts(CharacterClasses.Count), source.Counts(CharacterClasses.Count));
        return TextShape.From(present, characters, lengths, containing, only) ?? throw ProfileFault.Wrong("the parts of a column of texts contradict each other.");
    }
}
