using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// A small convolutional network for images: input <c>images</c> [rows, <see cref="Channels"/>, <see cref="Height"/>, <see cref="Width"/>]; each block convolves, normalises by the batch and halves
/// height and width; a dense layer and the logits of classes follow.
/// </summary>
public sealed record ConvolutionalNetwork : NetworkPreset
{
    /// <summary>Channels of an image, 1 to 16,384.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Height in pixels, 1 to 16,384; each block halves it, and 1 must be left.</summary>
    public required int Height { get; init; }

    /// <summary>Width in pixels, as the height.</summary>
    public required int Width { get; init; }

    /// <summary>Classes, 1 to 16,384.</summary>
    public required int Outputs { get; init; }

    /// <summary>Channels of each block, 1 to 64 of them, 1 to 16,384 each.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [16, 32];

    /// <summary>Extent of the kernels, odd, 1 to 15.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>Width of the dense layer, 1 to 16,384.</summary>
    public int DenseWidth { get; init; } = 64;

    /// <summary>The share of values before the last layer that training drops, 0 or more and less than 1.</summary>
    public float Dropout { get; init; }

    private protected override void Check(PresetCheck check) => check.Within(Channels, 1, MaxWidth).Within(Height, 1, MaxWidth).Within(Width, 1, MaxWidth).Within(Outputs, 1, MaxWidth)
        .Each(Filters, 1, MaxLayers, 1, MaxWidth).Within(Kernel, 1, 15).Demand(Kernel % 2 == 1, $"must be odd; got {Kernel}", nameof(Kernel)).Within(DenseWidth, 1, MaxWidth).Share(Dropout)
        .Demand(Filters is null || Filters.Count > 30 || Math.Min(Height, Width) >> Filters.Count >= 1, $"has more blocks than {Height} by {Width} pixels can be halved", nameof(Filters));

    private protected override void Add(NetworkBuilder network)
    {
        var value = network.Input("images", Channels, Height, Width);
        for (var i = 0; i < Filters.Count; i++)
            value = value.Conv($"conv{i + 1}", Filters[i], Kernel, new ConvolutionSettings { HasBias = false }).BatchNorm($"norm{i + 1}").Relu().MaxPool(2);
        network.Output(Output, value.Flatten().Dense("hidden", DenseWidth).Relu().Dropout(Dropout).Dense("head", Outputs, Initialiser.Glorot));
    }
}
