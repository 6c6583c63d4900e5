using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// A convolutional network for texts (Kim 2014): input <c>codes</c> [rows, <see cref="Length"/>] of words, short texts filled up with 0; convolutions of several extents over their vectors, the
/// largest of each channel, and the logits of classes.
/// </summary>
public sealed record TextNetwork : NetworkPreset
{
    /// <summary>The number of codes, 1 to 10,000,000.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Codes of a text, 1 to 16,384.</summary>
    public required int Length { get; init; }

    /// <summary>Classes, 1 to 16,384.</summary>
    public required int Outputs { get; init; }

    /// <summary>Width of a word's vector, 1 to 16,384.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Extents of the convolutions in words, 1 to 64 of them, each 1 or more and no longer than a text.</summary>
    public IReadOnlyList<int> Kernels { get; init; } = [3, 4, 5];

    /// <summary>Channels of each convolution, 1 to 16,384.</summary>
    public int Filters { get; init; } = 64;

    /// <summary>The share of values before the last layer that training drops, 0 or more and less than 1.</summary>
    public float Dropout { get; init; } = 0.5f;

    private protected override void Check(PresetCheck check) => check.Within(Vocabulary, 1, 10_000_000).Within(Length, 1, MaxWidth).Within(Outputs, 1, MaxWidth).Within(Width, 1, MaxWidth)
        .Each(Kernels, 1, MaxLayers, 1, Math.Clamp(Length, 1, MaxWidth)).Within(Filters, 1, MaxWidth).Share(Dropout);

    private protected override void Add(NetworkBuilder network)
    {
        var words = network.Codes("codes", Length).Embedding("words", Vocabulary, Width).Swap();
        NetworkValue[] parts = [.. Kernels.Select((kernel, i) => words.Conv($"conv{i + 1}", Filters, kernel, new ConvolutionSettings { Padding = 0 }).Relu().GlobalMaxPool())];
        network.Output(Output, parts[0].Concat(1, parts[1..]).Dropout(Dropout).Dense("head", Outputs, Initialiser.Glorot));
    }
}
