using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// A transformer's encoder for texts (Vaswani et al. 2017), normalised before each part (Xiong et al. 2020): input <c>codes</c> [rows, <see cref="Length"/>] of words, short texts filled up
/// with 0, which nothing looks at; the mean over words and the logits of classes follow.
/// </summary>
public sealed record TransformerEncoder : NetworkPreset
{
    /// <summary>The number of codes, 1 to 10,000,000.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Codes of a text, 1 to 16,384.</summary>
    public required int Length { get; init; }

    /// <summary>Classes, 1 to 16,384.</summary>
    public required int Outputs { get; init; }

    /// <summary>Width of a word's vector, 1 to 16,384.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Heads of attention, 1 to 1,024; they divide the width.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Layers, 1 to 64.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Width of the dense layers between, 1 to 16,384.</summary>
    public int DenseWidth { get; init; } = 128;

    /// <summary>The share of what each part adds that training drops, 0 or more and less than 1.</summary>
    public float Dropout { get; init; } = 0.1f;

    private protected override void Check(PresetCheck check) => check.Within(Vocabulary, 1, 10_000_000).Within(Length, 1, MaxWidth).Within(Outputs, 1, MaxWidth).Within(Width, 1, MaxWidth)
        .Within(Heads, 1, 1024).Demand(Heads < 1 || Width % Heads == 0, $"must divide the width of {Width}; got {Heads}", nameof(Heads)).Within(Layers, 1, MaxLayers).Within(DenseWidth, 1, MaxWidth).Share(Dropout);

    private protected override void Add(NetworkBuilder network)
    {
        var codes = network.Codes("codes", Length);
        var mask = codes.Present();
        var value = codes.Embedding("words", Vocabulary, Width).Positions("positions").Dropout(Dropout);
        for (var i = 1; i <= Layers; i++)
        {
            value = value.Residual(inner => inner.LayerNorm($"layer{i}.norm1").Attention($"layer{i}.attention", Heads, mask).Dropout(Dropout));
            value = value.Residual(inner => inner.LayerNorm($"layer{i}.norm2").Dense($"layer{i}.dense1", DenseWidth).Gelu().Dense($"layer{i}.dense2", Width, Initialiser.Glorot).Dropout(Dropout));
        }
        network.Output(Output, value.LayerNorm("norm").MaskedMean(mask).Dense("head", Outputs, Initialiser.Glorot));
    }
}
