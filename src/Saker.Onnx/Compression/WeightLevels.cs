namespace Saker.Onnx.Compression;

/// <summary>Weights as few levels either side of zero, with a scale for each channel.</summary>
internal static class WeightLevels
{
    // Shares of a channel's largest weight that are tried as the largest level.
    private const int Trials = 15;
    private const double TrialStep = 0.05;

    /// <summary>The most bits of a level of which two are stored in a byte.</summary>
    public const int FourBits = 4;

    /// <summary>What a level is worth in each channel: with 8 bits by the largest weight, with fewer whatever rounds off least.</summary>
    public static float[] Scales(Tensor weight, int axis, int bits)
    {
        var most = Most(bits);
        var channels = Channels(weight, axis);
        return Array.ConvertAll(channels, channel =>
        {
            var largest = channel.Max(Math.Abs);
            if (largest == 0)
                return 1f;
            if (bits == 8)
                return largest / most;
            return (float)Enumerable.Range(0, Trials).Select(i => largest * (1 - TrialStep * i) / most).MinBy(scale => channel.Sum(value => Math.Pow(value - scale * Level(value, scale, most), 2)));
        });
    }

    /// <summary>The largest level.</summary>
    public static int Most(int bits) => (1 << (bits - 1)) - 1;

    /// <summary>The weight in levels.</summary>
    public static sbyte[] Round(Tensor weight, int axis, float[] scales, int most)
    {
        var inner = Inner(weight, axis);
        var values = weight.Span<float>();
        var levels = new sbyte[values.Length];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = (sbyte)Level(values[i], scales[i / inner % scales.Length], most);
        return levels;
    }

    private static double Level(double value, double scale, int most) => Math.Clamp(Math.Round(value / scale, MidpointRounding.ToEven), -most, most);

    private static float[][] Channels(Tensor weight, int axis)
    {
        var count = (int)weight.Shape[axis];
        var inner = Inner(weight, axis);
        var values = weight.Span<float>();
        var channels = Enumerable.Range(0, count).Select(_ => new List<float>(weight.Count / count)).ToArray();
        for (var i = 0; i < values.Length; i++)
            channels[i / inner % count].Add(values[i]);
        return Array.ConvertAll(channels, channel => channel.ToArray());
    }

    private static int Inner(Tensor weight, int axis) => (int)weight.Shape.Skip(axis + 1).Aggregate(1L, (product, extent) => product * extent);
}
