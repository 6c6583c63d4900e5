using System.Runtime.CompilerServices;

namespace Saker.Data.Tallies;

/// <summary>What is counted of the cells of one column, by as what they are looked at.</summary>
internal sealed class ColumnTests
{
    private const double Nearness = 1e-12;

    private readonly (CellTest Test, int At)[] _wholes;
    private readonly (CellTest Test, int At)[] _numbers;
    private readonly double[] _bounds;

    /// <param name="type">Of the column, as it is expected.</param>
    /// <param name="tests">All of them are about the column.</param>
    public ColumnTests(ColumnType type, IReadOnlyList<CellTest> tests)
    {
        Count = tests.Count;
        _wholes = Of(CellKind.Whole);
        _numbers = Of(CellKind.Number);
        _bounds = [.. _numbers.SelectMany(number => number.Test.Bounds)];
        Texts = Of(CellKind.Text) is { Length: > 0 } texts ? new TextTests(texts) : null;

        (CellTest Test, int At)[] Of(CellKind kind) => [.. tests.Select((test, at) => (test, at)).Where(pair => pair.test.On(type) == kind)];
    }

    public static ColumnTests None { get; } = new(ColumnType.Text, []);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Those of whole numbers, each with its place among all.</summary>
    public ReadOnlySpan<(CellTest Test, int At)> Wholes => _wholes;

    /// <summary>Those of numbers.</summary>
    public ReadOnlySpan<(CellTest Test, int At)> Numbers => _numbers;

    /// <summary>Those of texts; null when there are none.</summary>
    public TextTests? Texts { get; }

    /// <summary>Whether a relative error of 1e-15 of a number could matter to one of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsClose(double number)
    {
        foreach (var bound in _bounds)
        {
            if (Math.Abs(number - bound) <= (Math.Abs(bound) * Nearness) + double.Epsilon)
                return true;
        }
        return false;
    }
}
