using System.Runtime.CompilerServices;

namespace Saker.Data.Tallies;

/// <summary>Numbers outside of bounds.</summary>
internal sealed class RangeTest(double? min, double? max, bool isMinOutside = false, bool isMaxOutside = false) : CellTest
{
    private const double WholeLimit = 9223372036854775808.0;

    private readonly double _least = min is not { } low ? double.NegativeInfinity : isMinOutside ? Math.BitIncrement(low) : low;
    private readonly double _most = max is not { } high ? double.PositiveInfinity : isMaxOutside ? Math.BitDecrement(high) : high;
    private readonly long? _leastWhole = LeastWhole(min, isMinOutside);
    private readonly long? _mostWhole = -LeastWhole(-max, isMaxOutside);

    public override IReadOnlyList<double> Bounds => [.. new[] { _least, _most }.Where(double.IsFinite)];

    public override CellKind On(ColumnType type) => type switch
    {
        // Whole numbers and bounds above 2^53 are compared to the last digit or not at all.
        ColumnType.Int32 or ColumnType.Int64 => _leastWhole is null || _mostWhole is null ? CellKind.None : CellKind.Whole,
        ColumnType.Float64 when !double.IsNaN(_least) && !double.IsNaN(_most) => CellKind.Number,
        _ => CellKind.None,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override long Broken(ReadOnlySpan<long> wholes)
    {
        var (least, most) = (_leastWhole!.Value, _mostWhole!.Value);
        var broken = 0;
        foreach (var whole in wholes)
            broken += whole < least || whole > most ? 1 : 0;
        return broken;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override long Broken(ReadOnlySpan<double> numbers)
    {
        var broken = 0;
        foreach (var number in numbers)
            broken += number < _least || number > _most ? 1 : 0;
        return broken;
    }

    /// <summary>The least whole number that is not below a bound; null where that is not certain.</summary>
    private static long? LeastWhole(double? bound, bool isOutside)
    {
        if (bound is not { } number)
            return -long.MaxValue;
        if (double.IsNaN(number) || Math.Abs(number) >= WholeLimit || (!double.IsInteger(number) && Math.Abs(number) >= 1L << 52))
            return null;
        return double.IsInteger(number) ? (long)number + (isOutside ? 1 : 0) : (long)Math.Ceiling(number);
    }
}
