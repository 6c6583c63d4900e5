using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>A network of a known kind, whose sizes are settings.</summary>
public abstract record NetworkPreset
{
    /// <summary>The name of the first output, which losses are of: predictions as numbers or logits [rows, outputs].</summary>
    public const string Output = "output";

    // No preset is built with more elements along anything.
    private protected const int MaxWidth = 16_384;

    private protected const int MaxLayers = 64;

    /// <summary>Builds it with initial weights.</summary>
    /// <param name="seed">What they are drawn by; equal settings and seeds give equal bytes.</param>
    /// <exception cref="Saker.Data.SakerException">Settings are out of their ranges, all of which are named, or do not go together.</exception>
    public Network Build(long seed)
    {
        var check = new PresetCheck(GetType().Name);
        Check(check);
        check.Finish();
        var network = new NetworkBuilder(GetType().Name, seed);
        Add(network);
        return network.Build();
    }

    private protected abstract void Check(PresetCheck check);

    private protected abstract void Add(NetworkBuilder network);
}
