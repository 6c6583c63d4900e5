namespace Saker.Onnx.Compression;

/// <summary>How often values of one place of a graph were seen: first their ends, then counts between these.</summary>
internal sealed class ValueHistogram
{
    private const int Bins = 2048;

    // Ranges tried by entropy grow by so many bins.
    private const int Stride = 16;

    private readonly long[] _counts = new long[Bins];
    private float _low;
    private float _high;

    public void Widen(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            _low = Math.Min(_low, value);
            _high = Math.Max(_high, value);
        }
    }

    public void Count(ReadOnlySpan<float> values)
    {
        var width = ((double)_high - _low) / Bins;
        if (width > 0)
            foreach (var value in values)
                _counts[Math.Clamp((int)((value - _low) / width), 0, Bins - 1)]++;
    }

    public bool IsFinite => float.IsFinite(_low) && float.IsFinite(_high);

    public ValueRange Range(QuantisationSettings settings) => settings.Calibration switch
    {
        CalibrationMethod.Percentile => Percentile(settings.Percentile / 100),
        CalibrationMethod.Entropy => Entropy(1 << (settings.ActivationBits - 1)),
        _ => new ValueRange(_low, _high),
    };

    private ValueRange Percentile(double share)
    {
        var outside = (long)(_counts.Sum() * (1 - share));
        var (first, last) = (0, Bins - 1);
        for (var left = outside; first < last && (left -= _counts[first]) >= 0;)
            first++;
        for (var left = outside; last > first && (left -= _counts[last]) >= 0;)
            last--;
        var width = ((double)_high - _low) / Bins;
        return new ValueRange((float)Math.Min(0, _low + first * width), (float)Math.Max(0, _low + (last + 1) * width));
    }

    // Signs aside: the largest size that keeps most of the information.
    private ValueRange Entropy(int levels)
    {
        var sizes = Sizes(out var width);
        var (best, least) = (Bins, double.PositiveInfinity);
        for (var bins = Math.Max(levels, Stride); bins <= Bins; bins += Stride)
            if (Divergence(sizes, bins, levels) is var divergence && divergence < least)
                (best, least) = (bins, divergence);
        var most = (float)(best * width);
        return new ValueRange(Math.Max(_low, -most), Math.Min(_high, most));
    }

    private double[] Sizes(out double width)
    {
        width = Math.Max(-(double)_low, _high) / Bins;
        var sizes = new double[Bins];
        for (var bin = 0; bin < Bins; bin++)
            if (_counts[bin] > 0)
                sizes[Math.Clamp((int)(Math.Abs(_low + (bin + 0.5) * ((double)_high - _low) / Bins) / width), 0, Bins - 1)] += _counts[bin];
        return sizes;
    }

    private static double Divergence(double[] sizes, int bins, int levels)
    {
        var kept = sizes.AsSpan(0, bins).ToArray();
        var (all, inside) = (sizes.Sum(), kept.Sum());
        if (inside == 0)
            return double.PositiveInfinity;
        var told = Told(kept, levels);
        // What lies beyond is held at the end, which the levels do not tell.
        kept[bins - 1] += all - inside;
        var divergence = 0.0;
        for (var bin = 0; bin < bins; bin++)
            if (kept[bin] > 0)
                divergence += kept[bin] / all * Math.Log(kept[bin] / all / Math.Max(told[bin] / inside, 1e-12));
        return divergence;
    }

    // Each level spreads what it counted evenly over the bins that had any.
    private static double[] Told(double[] kept, int levels)
    {
        var told = new double[kept.Length];
        for (var level = 0; level < levels; level++)
        {
            var (start, end) = (level * kept.Length / levels, (level + 1) * kept.Length / levels);
            var (sum, filled) = (0.0, 0);
            for (var bin = start; bin < end; bin++)
                if (kept[bin] > 0)
                    (sum, filled) = (sum + kept[bin], filled + 1);
            for (var bin = start; bin < end; bin++)
                if (kept[bin] > 0)
                    told[bin] = sum / filled;
        }
        return told;
    }
}
