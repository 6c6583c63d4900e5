using Saker.Data;

namespace Saker.Learning.Tuning.Pruners;

/// <summary>The pruners by public name.</summary>
public static class PrunerCatalogue
{
    public static IReadOnlyList<string> Names { get; } = [NoPruner.PublicName, MedianPruner.PublicName, HalvingPruner.PublicName, HyperbandPruner.PublicName];

    /// <summary>Reads a pruner that is written as its name, or as a mapping with <c>name</c> and settings; none when the key is absent.</summary>
    /// <param name="settings">What holds the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="maxSteps">The steps of a trial that comes to its end, where that is known; otherwise Hyperband must be told.</param>
    public static Pruner Read(Settings settings, string key, int? maxSteps) => NamedOptions.Read(settings, key, new Dictionary<string, Func<Settings, Pruner>>(StringComparer.Ordinal)
    {
        [NoPruner.PublicName] = _ => new NoPruner(),
        [MedianPruner.PublicName] = options => new MedianPruner
        {
            Startup = options.Integer("startup", new MedianPruner().Startup, 1, 10_000),
            Warmup = options.Integer("warmup", 0, 0),
            Percentile = options.Number("percentile", new MedianPruner().Percentile, 0, 100),
        },
        [HalvingPruner.PublicName] = options => new HalvingPruner
        {
            MinSteps = options.Integer("min_steps", new HalvingPruner().MinSteps, 1),
            Reduction = options.Integer("reduction", new HalvingPruner().Reduction, 2, 100),
        },
        [HyperbandPruner.PublicName] = options => Hyperband(options, maxSteps),
    }) ?? new NoPruner();

    private static HyperbandPruner Hyperband(Settings options, int? maxSteps)
    {
        if (maxSteps is null && !options.Has("max_steps"))
            options.Report("max_steps", "Hyperband must know the steps of a trial that comes to its end.");
        var least = options.Integer("min_steps", 1, 1);
        return new HyperbandPruner
        {
            MinSteps = least,
            MaxSteps = options.Integer("max_steps", maxSteps ?? least, least),
            Reduction = options.Integer("reduction", 3, 2, 100),
        };
    }
}
