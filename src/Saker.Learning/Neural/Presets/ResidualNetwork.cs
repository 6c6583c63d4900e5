using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// A residual network for images (He et al. 2016): input <c>images</c> [rows, <see cref="Channels"/>, <see cref="Height"/>, <see cref="Width"/>]; stages of blocks of two convolutions with batch
/// normalisation and a way round them; every stage but the first halves height and width; the mean over places and the logits of classes follow.
/// </summary>
public sealed record ResidualNetwork : NetworkPreset
{
    /// <summary>Channels of an image, 1 to 16,384.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Height in pixels, 1 to 16,384.</summary>
    public required int Height { get; init; }

    /// <summary>Width in pixels, 1 to 16,384.</summary>
    public required int Width { get; init; }

    /// <summary>Classes, 1 to 16,384.</summary>
    public required int Outputs { get; init; }

    /// <summary>Channels of each stage, 1 to 64 of them, 1 to 16,384 each.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [16, 32, 64];

    /// <summary>Blocks of each stage, 1 to 64.</summary>
    public int Blocks { get; init; } = 1;

    private protected override void Check(PresetCheck check) => check.Within(Channels, 1, MaxWidth).Within(Height, 1, MaxWidth).Within(Width, 1, MaxWidth).Within(Outputs, 1, MaxWidth)
        .Each(Filters, 1, MaxLayers, 1, MaxWidth).Within(Blocks, 1, MaxLayers);

    private protected override void Add(NetworkBuilder network)
    {
        var value = Norm(network.Input("images", Channels, Height, Width), "stem", Filters[0], 3, 1).Relu();
        for (var stage = 0; stage < Filters.Count; stage++)
            for (var block = 0; block < Blocks; block++)
                value = Block(value, $"stage{stage + 1}.block{block + 1}", Filters[stage], stage > 0 && block == 0 ? 2 : 1);
        network.Output(Output, value.GlobalAveragePool().Dense("head", Outputs, Initialiser.Glorot));
    }

    private static NetworkValue Block(NetworkValue value, string name, int channels, int stride)
    {
        var branch = Norm(Norm(value, $"{name}.first", channels, 3, stride).Relu(), $"{name}.second", channels, 3, 1);
        var round = stride == 1 && value.Shape[1] == channels ? value : Norm(value, $"{name}.round", channels, 1, stride);
        return branch.Add(round).Relu();
    }

    private static NetworkValue Norm(NetworkValue value, string name, int channels, int kernel, int stride) =>
        value.Conv(name, channels, kernel, new ConvolutionSettings { Stride = stride, HasBias = false }).BatchNorm($"{name}.norm");
}
