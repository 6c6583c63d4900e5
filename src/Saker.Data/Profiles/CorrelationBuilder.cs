using System.Numerics;
using System.Runtime.InteropServices;
using Saker.Data.Engine;

namespace Saker.Data.Profiles;

/// <summary>Gathers the co-moments of some number columns, some thousand rows at a time. For one thread at a time.</summary>
internal sealed class CorrelationBuilder
{
    /// <summary>As many rows as a chunk of the engine has at most.</summary>
    private const int BlockRows = 2_048;

    private readonly string[] _names;
    private readonly int[] _positions;
    private readonly CoMoments[] _pairs;
    private readonly Series[] _series;

    /// <param name="schema">The columns; of those that are whole or real numbers the first are paired.</param>
    /// <param name="maxColumns">How many at most.</param>
    public CorrelationBuilder(Schema schema, int maxColumns)
    {
        _positions = [.. Enumerable.Range(0, schema.Count).Where(i => schema[i].Type is ColumnType.Int32 or ColumnType.Int64 or ColumnType.Float32 or ColumnType.Float64).Take(maxColumns)];
        _names = [.. _positions.Select(position => schema[position].Name)];
        _pairs = new CoMoments[CorrelationProfile.PairCount(_names.Length)];
        _series = [.. _names.Select(_ => new Series())];
    }

    public bool IsEmpty => _pairs.Length == 0;

    public ReadOnlySpan<int> Positions => _positions;

    public CorrelationProfile Build() => new(_names, [.. _pairs]);

    public void Add(Table batch)
    {
        if (IsEmpty)
            return;
        var columns = _positions.Select(position => batch.Columns[position].ToFloat64()).ToArray();
        for (var start = 0; start < batch.RowCount; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, batch.RowCount - start);
            for (var i = 0; i < columns.Length; i++)
                columns[i].AsSpan(start, rows).CopyTo(_series[i].Start(rows));
            AddPairs(rows);
        }
    }

    /// <summary>Takes the values of one of the columns, by its place in <see cref="Positions"/>; when all have come, <see cref="AddPairs"/> is due.</summary>
    public void Take(int place, EngineVector vector)
    {
        var numbers = _series[place].Start(vector.Rows);
        switch (vector.Type)
        {
            case DuckDbType.TinyInt: Copy<sbyte>(vector, numbers); break;
            case DuckDbType.SmallInt: Copy<short>(vector, numbers); break;
            case DuckDbType.Integer: Copy<int>(vector, numbers); break;
            case DuckDbType.BigInt: Copy<long>(vector, numbers); break;
            case DuckDbType.UTinyInt: Copy<byte>(vector, numbers); break;
            case DuckDbType.USmallInt: Copy<ushort>(vector, numbers); break;
            case DuckDbType.UInteger: Copy<uint>(vector, numbers); break;
            case DuckDbType.Float: Copy<float>(vector, numbers); break;
            case DuckDbType.Double: Copy<double>(vector, numbers); break;
            default: throw new InvalidOperationException(FormattableString.Invariant($"Type {(int)vector.Type} of the engine is no number."));
        }
    }

    public void AddPairs(int rows)
    {
        foreach (var series in _series)
            series.Centre(rows);
        for (var upper = 1; upper < _series.Length; upper++)
        {
            for (var lower = 0; lower < upper; lower++)
                _pairs[CorrelationProfile.PairIndex(lower, upper)] += Pair(_series[lower], _series[upper], rows);
        }
    }

    private static void Copy<T>(EngineVector vector, Span<double> numbers)
        where T : unmanaged, INumberBase<T>
    {
        var values = vector.Values<T>();
        var validity = vector.ValidityWords;
        for (var i = 0; i < values.Length; i++)
            numbers[i] = validity.IsEmpty || (validity[i >> 6] >> (i & 63) & 1) != 0 ? double.CreateTruncating(values[i]) : double.NaN;
    }

    private static CoMoments Pair(Series x, Series y, int rows)
    {
        var a = x.Values(rows);
        var b = y.Values(rows);
        if (x.IsComplete && y.IsComplete)
            return new CoMoments(rows, x.Mean, y.Mean, x.Squares, y.Squares, Dot(a, b));
        var inX = x.Present(rows);
        var inY = y.Present(rows);
        var count = Dot(inX, inY);
        if (count == 0)
            return default;
        // Centred anew: where one is missing tells nothing of where the other lies.
        var (meanX, meanY) = (Dot(a, inY) / count, Dot(b, inX) / count);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            var both = inX[i] * inY[i];
            var (left, right) = ((a[i] - meanX) * both, (b[i] - meanY) * both);
            xx += left * left;
            yy += right * right;
            xy += left * right;
        }
        return new CoMoments((long)count, x.Mean + meanX, y.Mean + meanY, xx, yy, xy);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < left.Length; i++)
            sums += left[i] * right[i];
        var sum = Vector.Sum(sums);
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>One column of a block: its deviations from their mean, 0 where a number is missing, and 1 or 0 for whether one is there.</summary>
    private sealed class Series
    {
        private readonly double[] _values = new double[BlockRows];
        private readonly double[] _present = new double[BlockRows];

        public double Mean { get; private set; }

        public double Squares { get; private set; }

        public bool IsComplete { get; private set; }

        public Span<double> Start(int rows) => _values.AsSpan(0, rows);

        public ReadOnlySpan<double> Values(int rows) => _values.AsSpan(0, rows);

        public ReadOnlySpan<double> Present(int rows) => _present.AsSpan(0, rows);

        public void Centre(int rows)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < rows; i++)
            {
                var isPresent = double.IsFinite(_values[i]);
                _present[i] = isPresent ? 1 : 0;
                if (!isPresent)
                    continue;
                sum += _values[i];
                count++;
            }
            Mean = count == 0 ? 0 : sum / count;
            IsComplete = count == rows;
            for (var i = 0; i < rows; i++)
                _values[i] = _present[i] == 0 ? 0 : _values[i] - Mean;
            Squares = Dot(_values.AsSpan(0, rows), _values.AsSpan(0, rows));
        }
    }
}
