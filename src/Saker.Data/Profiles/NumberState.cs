using System.Buffers;

namespace Saker.Data.Profiles;

/// <summary>What is known of the numbers of a column while they arrive, block by block.</summary>
internal sealed class NumberState
{
    private NumberState(DistinctSketch distinct, QuantileSketch sketch, NumberShape? shape)
    {
        Distinct = distinct;
        Sketch = sketch;
        Shape = shape;
    }

    public NumberState(ColumnType type)
        : this(new DistinctSketch(), new QuantileSketch(), new NumberShape(type))
    {
    }

    public DistinctSketch Distinct { get; }

    public QuantileSketch Sketch { get; }

    public Moments Moments { get; private set; } = Moments.None;

    /// <summary>Null when a part came from version 1 of the format.</summary>
    public NumberShape? Shape { get; private set; }

    public long InfiniteCount { get; set; }

    public void Merge(DistinctSketch distinct, NumberProfile part)
    {
        Distinct.Merge(distinct);
        Moments += part.Moments;
        Sketch.Merge(part.Sketch);
        InfiniteCount += part.InfiniteCount;
        if (part.Shape is { } shape)
            Shape?.Merge(shape);
        else
            Shape = null;
    }

    public NumberState Clone() => new(Distinct.Clone(), Sketch.Clone(), Shape?.Clone()) { Moments = Moments, InfiniteCount = InfiniteCount };

    /// <summary>Takes a block in. It is sorted once; everything that depends on equal or neighbouring values then walks over its runs.</summary>
    public void Absorb<TKind>(ReadOnlySpan<long> keys)
        where TKind : struct, NumberKeys.IKind
    {
        if (keys.IsEmpty)
            return;
        var longs = ArrayPool<long>.Shared.Rent(2 * keys.Length);
        var doubles = ArrayPool<double>.Shared.Rent(keys.Length);
        try
        {
            var sorted = longs.AsSpan(0, keys.Length);
            var spare = longs.AsSpan(keys.Length, keys.Length);
            var numbers = doubles.AsSpan(0, keys.Length);
            keys.CopyTo(sorted);
            RadixSort.Sort(sorted, spare);
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = TKind.ToNumber(sorted[i]);
            Moments += Moments.Of(numbers);
            AddQuantiles(numbers);
            AddRuns<TKind>(sorted, numbers);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(longs);
            ArrayPool<double>.Shared.Return(doubles);
        }
    }

    private void AddQuantiles(ReadOnlySpan<double> sorted)
    {
        if (sorted.Length == QuantileSketch.BlockLength)
        {
            Sketch.AddBlock(sorted);
            return;
        }
        foreach (var number in sorted)
            Sketch.Add(number);
    }

    private void AddRuns<TKind>(ReadOnlySpan<long> keys, ReadOnlySpan<double> numbers)
        where TKind : struct, NumberKeys.IKind
    {
        var rented = ArrayPool<int>.Shared.Rent(2 * keys.Length);
        var starts = rented.AsSpan(0, keys.Length);
        var counts = rented.AsSpan(keys.Length, keys.Length);
        var runs = 0;
        for (var i = 0; i < keys.Length; runs++)
        {
            var start = i;
            var key = keys[i];
            while (++i < keys.Length && keys[i] == key)
            {
            }
            (starts[runs], counts[runs]) = (start, i - start);
            Distinct.Add(TKind.Hash(key));
            Shape?.Add(numbers[start], i - start);
        }
        if (Shape is not null)
            AddTop(Shape.Top, numbers, starts[..runs], counts[..runs]);
        ArrayPool<int>.Shared.Return(rented);
    }

    private static void AddTop(FrequentItems<double> top, ReadOnlySpan<double> numbers, ReadOnlySpan<int> starts, ReadOnlySpan<int> counts)
    {
        var taken = BlockCounts.Threshold(counts, numbers.Length, top.Capacity);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > taken)
                top.Add(numbers[starts[i]], counts[i] - taken);
        }
        top.Lose(taken);
        top.Settle();
    }
}
