using System.Runtime.CompilerServices;
using Saker.Data.Sources;

namespace Saker.Data.Tallies;

/// <summary>Tests of the texts of one column. Columns of categories repeat few short texts, so what came of the latest is remembered.</summary>
internal sealed class TextTests((CellTest Test, int At)[] tests)
{
    private const int MaxRemembered = 7;
    private const int SlotBits = 10;
    private const ulong Spread = 0x9E3779B97F4A7C15;

    /// <summary>Adds how many cells break each test to its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Count(ColumnCells cells, long[] broken)
    {
        // Texts of up to seven bytes, with their length in the eighth, and the tests that they break.
        Span<ulong> known = stackalloc ulong[1 << SlotBits];
        Span<ulong> verdicts = stackalloc ulong[1 << SlotBits];
        known.Clear();
        var maxRemembered = tests.Length <= 64 ? MaxRemembered : 0;
        for (var row = 0; row < cells.Count; row++)
        {
            var cell = cells[row];
            if (cell.IsEmpty)
                continue;
            if (cell.Length > maxRemembered)
            {
                Add(cell, broken);
                continue;
            }
            var name = Name(cell);
            var slot = (int)((name * Spread) >> (64 - SlotBits));
            if (known[slot] != name)
                (known[slot], verdicts[slot]) = (name, Verdict(cell));
            Add(verdicts[slot], broken);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<byte> cell, long[] broken)
    {
        foreach (var (test, at) in tests)
            broken[at] += test.IsBroken(cell) ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ulong verdict, long[] broken)
    {
        for (var i = 0; verdict != 0; i++, verdict >>= 1)
            broken[tests[i].At] += (long)(verdict & 1);
    }

    private ulong Verdict(ReadOnlySpan<byte> cell)
    {
        var verdict = 0UL;
        for (var i = 0; i < tests.Length; i++)
            verdict |= tests[i].Test.IsBroken(cell) ? 1UL << i : 0;
        return verdict;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Name(ReadOnlySpan<byte> cell)
    {
        var name = (ulong)cell.Length;
        foreach (var part in cell)
            name = (name << 8) | part;
        return name;
    }
}
