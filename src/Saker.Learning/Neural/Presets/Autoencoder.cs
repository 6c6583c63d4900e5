using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// An autoencoder (Hinton and Salakhutdinov 2006): input <c>numbers</c> [rows, <see cref="Features"/>] is squeezed into output <c>code</c> [rows, <see cref="CodeWidth"/>] and made again as
/// <see cref="NetworkPreset.Output"/>. Its targets are its inputs.
/// </summary>
public sealed record Autoencoder : NetworkPreset
{
    /// <summary>Numbers a row, 1 to 16,384.</summary>
    public required int Features { get; init; }

    /// <summary>Widths of the layers before the code, none to 64 of 1 to 16,384; those after it are the same the other way round.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [64];

    /// <summary>Width of the code, 1 to 16,384.</summary>
    public int CodeWidth { get; init; } = 16;

    public Activation Activation { get; init; } = Activation.Relu;

    private protected override void Check(PresetCheck check) => check.Within(Features, 1, MaxWidth).Each(Widths, 0, MaxLayers, 1, MaxWidth).Within(CodeWidth, 1, MaxWidth)
        .Demand(Enum.IsDefined(Activation), $"is no activation: {Activation}", nameof(Activation));

    private protected override void Add(NetworkBuilder network)
    {
        var value = network.Input("numbers", Features);
        for (var i = 0; i < Widths.Count; i++)
            value = value.Dense($"encoder{i + 1}", Widths[i]).Activate(Activation);
        var code = value.Dense("code", CodeWidth, Initialiser.Glorot);
        value = code;
        for (var i = 0; i < Widths.Count; i++)
            value = value.Dense($"decoder{i + 1}", Widths[Widths.Count - 1 - i]).Activate(Activation);
        network.Output(Output, value.Dense("head", Features, Initialiser.Glorot)).Output("code", code);
    }
}
