using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Importance;

/// <summary>How likely each part of each parameter's domain is when every point of the space is equally likely.</summary>
internal sealed class SpaceMeasure
{
    private const int DrawCount = 2000;

    private readonly int?[] _choiceCounts;

    private SpaceMeasure(int?[] choiceCounts, double[] applying)
    {
        _choiceCounts = choiceCounts;
        Applying = applying;
    }

    /// <summary>How often each parameter applies, 0 to 1.</summary>
    public IReadOnlyList<double> Applying { get; }

    /// <summary>Finds by drawing how often conditions hold.</summary>
    public static SpaceMeasure Of(SearchSpace space, int seed)
    {
        var generator = new Xoshiro256(seed);
        var applying = new double[space.Parameters.Count];
        var point = new double[space.Parameters.Count];
        for (var draw = 0; draw < DrawCount; draw++)
        {
            for (var i = 0; i < point.Length; i++)
                point[i] = space.Parameters[i].Snap(generator.NextDouble());
            space.Prune(point);
            for (var i = 0; i < point.Length; i++)
                applying[i] += double.IsNaN(point[i]) ? 0 : 1.0 / DrawCount;
        }
        return new SpaceMeasure([.. space.Parameters.Select(parameter => parameter.IsUnordered ? parameter.ValueCount : null)], applying);
    }

    /// <summary>The share of a parameter's whole domain, its absence included, that a region covers.</summary>
    public double Of(int position, Region region) => (1 - Applying[position]) * (region.HoldsAbsent ? 1 : 0) + Applying[position] * OfPresent(position, region);

    /// <summary>The share of the domain where the parameter applies.</summary>
    public double OfPresent(int position, Region region) => _choiceCounts[position] is { } count ? region.ChoiceCount / (double)count : region.High - region.Low;

    public int? ChoiceCount(int position) => _choiceCounts[position];
}
