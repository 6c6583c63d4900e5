using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// A recurrent network that forecasts: input <c>window</c> [rows, <see cref="Steps"/>, <see cref="Features"/>], of which the first feature is the series itself, best scaled, becomes
/// <see cref="NetworkPreset.Output"/> [rows, <see cref="Horizon"/>]. With a <see cref="Season"/> it learns only what is to be added to the values of one season before.
/// </summary>
public sealed record Forecaster : NetworkPreset
{
    /// <summary>Steps of a window, 1 to 16,384.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps that are forecast, 1 to 16,384.</summary>
    public required int Horizon { get; init; }

    /// <summary>Features of a step, 1 to 16,384.</summary>
    public int Features { get; init; } = 1;

    /// <summary>Steps of a season, 0 for none and no more than <see cref="Steps"/>.</summary>
    public int Season { get; init; }

    public RecurrentCell Cell { get; init; } = RecurrentCell.Lstm;

    /// <summary>Width of the state, 1 to 16,384.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Recurrent layers, 1 to 64.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether layers also go from the end to the beginning.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>The share of values between layers that training drops, 0 or more and less than 1.</summary>
    public float Dropout { get; init; }

    private protected override void Check(PresetCheck check) => check.Within(Steps, 1, MaxWidth).Within(Horizon, 1, MaxWidth).Within(Features, 1, MaxWidth).Within(Season, 0, Math.Clamp(Steps, 0, MaxWidth))
        .Within(Width, 1, MaxWidth).Within(Layers, 1, MaxLayers).Share(Dropout).Demand(Enum.IsDefined(Cell), $"is no cell: {Cell}", nameof(Cell));

    private protected override void Add(NetworkBuilder network)
    {
        var window = network.Input("window", Steps, Features);
        var value = window;
        for (var i = 0; i < Layers; i++)
        {
            var (name, isLast) = ($"recurrent{i + 1}", i == Layers - 1);
            value = Cell == RecurrentCell.Lstm ? value.Lstm(name, Width, IsBidirectional, givesLast: isLast) : value.Gru(name, Width, IsBidirectional, givesLast: isLast);
            value = value.Dropout(Dropout);
        }
        // Beside a season nothing is added at first.
        var forecast = value.Dense("head", Horizon, Season > 0 ? Initialiser.Zero : Initialiser.Glorot);
        network.Output(Output, Season == 0 ? forecast : forecast.Add(Before(window)));
    }

    private NetworkValue Before(NetworkValue window)
    {
        var steps = Enumerable.Range(0, Horizon).Select(step => (long)(Steps - Season + step % Season));
        return window.Pick(2, 0).Pick(1, [.. steps]).Flatten();
    }
}
