using System.Globalization;
using Saker.Data;

namespace Saker.Platform.FineTuning;

/// <summary>What people write for a phase: <c>layers=1,epochs=5,rate=0.001,decay=0.5</c>, each part where it is not the usual.</summary>
public static class FineTuneWords
{
    public static string Of(FineTunePhase phase) => string.Create(CultureInfo.InvariantCulture, $"layers={(phase.LayerCount is { } layers ? layers.ToString(CultureInfo.InvariantCulture) : "all")},epochs={phase.EpochCount},rate={phase.Rate},decay={phase.RateDecay}");

    /// <exception cref="SakerException">A part is none of these, or no number.</exception>
    public static FineTunePhase Phase(string text)
    {
        var phase = new FineTunePhase();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            phase = part.Split('=', 2, StringSplitOptions.TrimEntries) switch
            {
                ["layers", "all"] => phase with { LayerCount = null },
                ["layers", var value] when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var layers) => phase with { LayerCount = layers },
                ["epochs", var value] when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var epochs) => phase with { EpochCount = epochs },
                ["rate", var value] when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) => phase with { Rate = rate },
                ["decay", var value] when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var decay) => phase with { RateDecay = decay },
                _ => throw new SakerException(ErrorKind.InvalidInput, $"'{part}' is no part of a phase; a phase is such as layers=1,epochs=5,rate=0.001,decay=0.5, with each part where it is not the usual.", "phases"),
            };
        return phase;
    }
}
