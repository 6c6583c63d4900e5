using Saker.Data;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning;

/// <summary>What a study looks for, where, and how.</summary>
public sealed record StudySettings
{
    public required SearchSpace Space { get; init; }

    public required Direction Direction { get; init; }

    /// <summary>How parameters are proposed.</summary>
    public Sampler Sampler { get; init; } = new TpeSampler();

    /// <summary>Which trials are ended early.</summary>
    public Pruner Pruner { get; init; } = new NoPruner();

    /// <summary>Decides every choice by chance: with one trial at a time, the same seed and the same values give the same trials.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Reads the keys <c>direction</c>, <c>sampler</c>, <c>pruner</c>, <c>seed</c> and <c>space</c>; what is wrong is added to the settings' problems.</summary>
    public static StudySettings Read(Settings settings)
    {
        var space = SpaceReader.Read(settings.Section("space"));
        if (space.Parameters.Count == 0 && settings.Section("space").Keys().Count == 0)
            settings.Report("space", "at least one parameter to search is needed, such as 'x: {from: 0, to: 1}'.");
        var sampler = SamplerCatalogue.Read(settings, "sampler");
        foreach (var problem in sampler.FaultsOn(space))
            settings.Report("sampler", problem);
        return new StudySettings
        {
            Space = space,
            Direction = settings.Choice("direction", "minimize", "minimize", "maximize") == "maximize" ? Direction.Maximize : Direction.Minimize,
            Sampler = sampler,
            Pruner = PrunerCatalogue.Read(settings, "pruner", maxSteps: null),
            Seed = settings.Integer("seed", 1, 0),
        };
    }

    /// <summary>The same as plain values that <see cref="Read"/> takes.</summary>
    public IReadOnlyDictionary<string, object?> Describe() => new Dictionary<string, object?>
    {
        ["direction"] = Direction == Direction.Maximize ? "maximize" : "minimize",
        ["sampler"] = Sampler.Describe(),
        ["pruner"] = Pruner.Describe(),
        ["seed"] = (long)Seed,
        ["space"] = Space.Describe(),
    };
}
