namespace Saker.Data.Profiles;

/// <summary>
/// The levels of a quantile sketch as bytes: each sorted, as differences of keys. Keys are whole numbers where all values are decimals of a few places (as in
/// Afroozeh and Boncz, "ALP: Adaptive lossless floating-point compression", 2023), else the bits of the numbers in an order that keeps theirs.
/// </summary>
internal static class LevelBytes
{
    private const int MaxPlaces = 9;
    private const byte Single = 254;
    private const byte Double = 255;
    private const double LargestWhole = 1L << 53;

    public static void Write(ByteSink sink, QuantileSketch sketch)
    {
        var form = FormOf(sketch);
        sink.Byte(form);
        sink.Count(sketch.Coins);
        sink.Count(sketch.Levels.Count);
        if (sketch.Levels.Count > 1)
            sink.Real(sketch.RankVariance);
        foreach (var level in sketch.Levels)
        {
            sink.Count(level.Count);
            long[] keys = [.. level.Select(value => Key(value, form)).Order()];
            var before = 0L;
            for (var i = 0; i < keys.Length; i++)
            {
                if (i == 0)
                    sink.Signed(keys[i]);
                else
                    sink.Count((ulong)(keys[i] - before));
                before = keys[i];
            }
        }
    }

    /// <summary>Null when the parts cannot be those of a sketch.</summary>
    /// <param name="source">Where they are read.</param>
    /// <param name="hasVariance">Whether they are of version 2 or later.</param>
    public static QuantileSketch? Read(ref ByteSource source, bool hasVariance)
    {
        var form = source.Byte();
        if (form is > MaxPlaces and not (Single or Double))
            throw ProfileFault.Wrong("its quantiles are in no known form.");
        var coins = source.Count();
        var levels = new double[source.Items()][];
        double? variance = hasVariance && levels.Length > 1 ? source.Real() : null;
        for (var h = 0; h < levels.Length; h++)
        {
            var level = new double[source.Items()];
            var key = 0L;
            for (var i = 0; i < level.Length; i++)
            {
                key = i == 0 ? source.Signed() : unchecked(key + (long)source.Number());
                level[i] = Value(key, form);
            }
            levels[h] = level;
        }
        return QuantileSketch.From(levels, coins, variance);
    }

    private static byte FormOf(QuantileSketch sketch)
    {
        for (byte places = 0; places <= MaxPlaces; places++)
            if (All(sketch, places))
                return places;
        return All(sketch, Single) ? Single : Double;
    }

    private static bool All(QuantileSketch sketch, byte form)
    {
        foreach (var level in sketch.Levels)
            foreach (var value in level)
            {
                if (form <= MaxPlaces && Math.Abs(value * Power(form)) > LargestWhole)
                    return false;
                if (BitConverter.DoubleToInt64Bits(Value(Key(value, form), form)) != BitConverter.DoubleToInt64Bits(value))
                    return false;
            }
        return true;
    }

    private static long Key(double value, byte form) => form switch
    {
        Double => NumberKeys.OfReal(value),
        Single => BitConverter.SingleToInt32Bits((float)value) is var bits ? bits ^ (bits >> 31 & int.MaxValue) : 0,
        _ => (long)Math.Round(value * Power(form)),
    };

    private static double Value(long key, byte form) => form switch
    {
        Double => NumberKeys.Real.ToNumber(key),
        Single => BitConverter.Int32BitsToSingle((int)key ^ ((int)key >> 31 & int.MaxValue)),
        _ => key / Power(form),
    };

    private static double Power(byte places) => places switch
    {
        0 => 1,
        1 => 1e1,
        2 => 1e2,
        3 => 1e3,
        4 => 1e4,
        5 => 1e5,
        6 => 1e6,
        7 => 1e7,
        8 => 1e8,
        _ => 1e9,
    };
}
