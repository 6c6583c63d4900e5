using Saker.Data;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>The samplers by public name.</summary>
public static class SamplerCatalogue
{
    private static readonly Dictionary<string, Func<Settings, Sampler>> s_all = new(StringComparer.Ordinal)
    {
        [TpeSampler.PublicName] = options => new TpeSampler
        {
            Startup = options.Integer("startup", new TpeSampler().Startup, 1, 10_000),
            Candidates = options.Integer("candidates", new TpeSampler().Candidates, 1, 1_000),
        },
        [RandomSampler.PublicName] = _ => new RandomSampler(),
        [SobolSampler.PublicName] = _ => new SobolSampler(),
        [GridSampler.PublicName] = options => new GridSampler { Points = options.Integer("points", new GridSampler().Points, 2, 1000) },
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Keys];

    /// <summary>Reads a sampler that is written as its name, or as a mapping with <c>name</c> and settings; TPE when the key is absent.</summary>
    public static Sampler Read(Settings settings, string key) =>
        NamedOptions.Read(settings, key, s_all) ?? new TpeSampler();
}
