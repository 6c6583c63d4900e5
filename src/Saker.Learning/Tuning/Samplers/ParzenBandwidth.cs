using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>How wide kernels are along a range.</summary>
internal static class ParzenBandwidth
{
    private const double MinWidth = 0.01;
    private const double MaxWidth = 0.3;

    /// <summary>By the normal reference rule (Scott 1992): the narrower the closer the trials lie together and the more there are.</summary>
    public static double Of(SearchParameter parameter, ReadOnlySpan<double> centres, int dimensionCount)
    {
        if (centres.Length == 0)
            return MaxWidth;
        var mean = 0.0;
        foreach (var centre in centres)
            mean += centre / centres.Length;

        // As if one more trial lay anywhere: few trials that happen to agree do not make a needle.
        var variance = 1.0 / 12;
        foreach (var centre in centres)
            variance += (centre - mean) * (centre - mean);
        var width = 1.06 * Math.Sqrt(variance / (centres.Length + 1)) * Math.Pow(centres.Length + 1, -1.0 / (dimensionCount + 4));
        var least = parameter.ValueCount is { } count ? Math.Max(MinWidth, 0.5 / count) : MinWidth;
        return Math.Clamp(width, least, MaxWidth);
    }
}
