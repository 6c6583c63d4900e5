using Saker.Data.Engine;

namespace Saker.Data.Profiles;

/// <summary>Gathers numbers, days or instants into blocks of one size, wherever batches begin and end.</summary>
internal sealed unsafe class NumberColumnBuilder<TKind>(string name, ColumnType type) : ColumnProfileBuilder(name, type)
    where TKind : struct, NumberKeys.IKind
{
    private readonly long[] _block = new long[QuantileSketch.BlockLength];
    private readonly NumberState _state = new(type);
    private int _filled;

    public override void Add(Column column)
    {
        Count += column.Length;
        var validity = column.Validity.Words;
        switch (column)
        {
            case Column<long> longs: Read<long, NumberKeys.Integers<long>>(longs.Values.Span, validity); break;
            case Column<int> ints: Read<int, NumberKeys.Integers<int>>(ints.Values.Span, validity); break;
            case Column<bool> truths: Read<bool, NumberKeys.Truth>(truths.Values.Span, validity); break;
            case Column<double> doubles: Read<double, NumberKeys.Reals<double>>(doubles.Values.Span, validity); break;
            case Column<float> floats: Read<float, NumberKeys.Reals<float>>(floats.Values.Span, validity); break;
            case Column<DateOnly> dates: Read<DateOnly, NumberKeys.Dates>(dates.Values.Span, validity); break;
            case Column<DateTime> times: Read<DateTime, NumberKeys.Times>(times.Values.Span, validity); break;
            default: throw new InvalidOperationException($"No profile for {column.Type.Name()}.");
        }
    }

    public override void Add(EngineVector vector)
    {
        Count += vector.Rows;
        var validity = vector.ValidityWords;
        switch (vector.Type)
        {
            case DuckDbType.Boolean: Read<bool, NumberKeys.Truth>(vector.Values<bool>(), validity); break;
            case DuckDbType.TinyInt: Read<sbyte, NumberKeys.Integers<sbyte>>(vector.Values<sbyte>(), validity); break;
            case DuckDbType.SmallInt: Read<short, NumberKeys.Integers<short>>(vector.Values<short>(), validity); break;
            case DuckDbType.Integer: Read<int, NumberKeys.Integers<int>>(vector.Values<int>(), validity); break;
            case DuckDbType.BigInt: Read<long, NumberKeys.Integers<long>>(vector.Values<long>(), validity); break;
            case DuckDbType.UTinyInt: Read<byte, NumberKeys.Integers<byte>>(vector.Values<byte>(), validity); break;
            case DuckDbType.USmallInt: Read<ushort, NumberKeys.Integers<ushort>>(vector.Values<ushort>(), validity); break;
            case DuckDbType.UInteger: Read<uint, NumberKeys.Integers<uint>>(vector.Values<uint>(), validity); break;
            case DuckDbType.Float: Read<float, NumberKeys.Reals<float>>(vector.Values<float>(), validity); break;
            case DuckDbType.Double: Read<double, NumberKeys.Reals<double>>(vector.Values<double>(), validity); break;
            case DuckDbType.Date: Read<int, NumberKeys.EngineDates>(vector.Values<int>(), validity); break;
            case DuckDbType.Timestamp or DuckDbType.TimestampTz: Read<long, NumberKeys.EngineInstants>(vector.Values<long>(), validity); break;
            default: throw new InvalidOperationException(FormattableString.Invariant($"No profile for type {(int)vector.Type} of the engine."));
        }
    }

    public override void Add(ColumnProfile part)
    {
        base.Add(part);
        _state.Merge(part.Distinct, part.Numbers!);
    }

    public override ColumnProfile Build()
    {
        var state = _state.Clone();
        state.Absorb<TKind>(_block.AsSpan(0, _filled));
        return new ColumnProfile(Name, Type, Count, NullCount, state.Distinct, new NumberProfile(state.Moments, state.Sketch, state.InfiniteCount, state.Shape), null);
    }

    private void Read<T, TReader>(ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where TReader : struct, NumberKeys.IReader<T>
    {
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (!validity.IsEmpty && (validity[i >> 6] >> (i & 63) & 1) == 0)
                    NullCount++;
                else
                    Take(TReader.Read(values[i], out var key), key);
            }
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"Column '{Name}' holds a time outside the years 1 to 9999.", Name, e);
        }
    }

    private void Take(NumberKeys.Found found, long key)
    {
        if (found != NumberKeys.Found.Number)
        {
            TakeSpecial(found, key);
            return;
        }
        _block[_filled++] = key;
        if (_filled < _block.Length)
            return;
        _state.Absorb<TKind>(_block);
        _filled = 0;
    }

    private void TakeSpecial(NumberKeys.Found found, long key)
    {
        if (found == NumberKeys.Found.Missing)
        {
            NullCount++;
            return;
        }
        _state.InfiniteCount++;
        _state.Distinct.Add(TKind.Hash(key));
    }
}
