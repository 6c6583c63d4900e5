using System.Buffers;
using System.Runtime.CompilerServices;
using Saker.Data.Tallies;

namespace Saker.Data.Sources;

/// <summary>What the cells of one column tell, in some records of a plain CSV file.</summary>
/// <param name="types">The types that it may have, as the bits of <see cref="PlainCells"/>; what cells rule out is taken away.</param>
/// <param name="tests">What is counted beside.</param>
internal sealed class PlainColumn(int types, ColumnTests tests)
{
    private static readonly int s_short = PlainCells.Bit(ColumnType.Int32);
    private static readonly int s_number = PlainCells.Bit(ColumnType.Float64);
    private static readonly int s_whole = PlainCells.Bit(ColumnType.Int64) | s_short;

    /// <summary>The types that all cells fit, with <see cref="PlainCells.Doubt"/> where a cell might fit one or none.</summary>
    public int Types { get; private set; } = types;

    /// <summary>Cells that are there.</summary>
    public long Present { get; private set; }

    /// <summary>The least and the greatest whole number, of a column that may be of whole numbers only.</summary>
    public WholeRange Range { get; private set; } = WholeRange.Empty;

    /// <summary>How many cells broke each test, in their order; of any sense only where the column has the type that was expected.</summary>
    public long[] Broken { get; } = new long[tests.Count];

    /// <summary>Looks at all cells. False when one is not plain: then nothing that was found means anything.</summary>
    public bool Read(ColumnCells cells)
    {
        var isRead = (Types & s_whole) != 0 ? ReadWholes(cells) : Types == s_number ? ReadNumbers(cells) : ReadOthers(cells);
        if (isRead && tests.Texts is { } texts)
            texts.Count(cells, Broken);
        return isRead;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadWholes(ColumnCells cells)
    {
        var values = ArrayPool<long>.Shared.Rent(cells.Count);
        try
        {
            var count = 0;
            var (least, most) = (long.MaxValue, long.MinValue);
            for (var row = 0; row < cells.Count; row++)
            {
                var cell = cells[row];
                if (cell.IsEmpty)
                    continue;
                if (!PlainNumbers.TryReadWhole(cell, out var value))
                {
                    if (!Look(cell))
                        return false;
                    continue;
                }
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
                values[count++] = value;
            }
            Take(values.AsSpan(0, count), new WholeRange(least, most));
            return true;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(values);
        }
    }

    private void Take(ReadOnlySpan<long> values, WholeRange range)
    {
        Present += values.Length;
        Range = Range.With(range);
        // Those of up to nine digits have both types of whole numbers, others one.
        if (range.Most > PlainCells.MaxSafeInt32 || range.Least < -PlainCells.MaxSafeInt32)
            Types &= ~s_short;
        if (values.Length > 0)
            Types &= PlainCells.OfWholes | PlainCells.Doubt;
        foreach (var (test, at) in tests.Wholes)
            Broken[at] += test.Broken(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadNumbers(ColumnCells cells)
    {
        var values = ArrayPool<double>.Shared.Rent(cells.Count);
        try
        {
            var count = 0;
            for (var row = 0; row < cells.Count; row++)
            {
                var cell = cells[row];
                if (cell.IsEmpty)
                    continue;
                var isUsual = PlainNumbers.TryRead(cell, out var value, out var isExact);
                if (isUsual)
                    Present++;
                else if (!Look(cell))
                    return false;
                else if (Types != s_number)
                    continue;
                values[count++] = isUsual && (isExact || !tests.IsClose(value)) ? value : PlainNumbers.Read(cell);
            }
            foreach (var (test, at) in tests.Numbers)
                Broken[at] += test.Broken(values.AsSpan(0, count));
            return true;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadOthers(ColumnCells cells)
    {
        for (var row = 0; row < cells.Count; row++)
        {
            if (cells[row] is { IsEmpty: false } cell && !Look(cell))
                return false;
        }
        return true;
    }

    /// <summary>Looks at a cell that is there. False when it is not plain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Look(ReadOnlySpan<byte> cell)
    {
        Present++;
        // Blanks only are a missing value to us and a text to the engine.
        if (PlainCells.IsBlank(cell))
            return false;
        if ((Types & ~PlainCells.Doubt) != 0)
            Types = PlainCells.Types(cell) is var fits && fits == PlainCells.Doubt ? Types | PlainCells.Doubt : Types & (fits | PlainCells.Doubt);
        return true;
    }
}
