using System.Globalization;

namespace Saker.Dashboard.Experiments.Curves;

/// <summary>How curves are drawn; part of a page's address.</summary>
public sealed record CurveStyle
{
    public const string Step = "step";
    public const string Time = "time";
    public const string Relative = "relative";

    private const double MaxSmoothing = 0.95;

    /// <summary><see cref="Step"/>, <see cref="Time"/> or <see cref="Relative"/>.</summary>
    public string Axis { get; init; } = Step;

    public bool IsLogarithmic { get; init; }

    /// <summary>How much of the value before goes into the next, 0 to 0.95.</summary>
    public double Smoothing { get; init; }

    public string SmoothingText => Smoothing.ToString(CultureInfo.InvariantCulture);

    /// <summary>As an address holds it; what is none is passed over.</summary>
    public static CurveStyle Of(string? x, string? log, string? smooth) => new()
    {
        Axis = x is Time or Relative ? x : Step,
        IsLogarithmic = !string.IsNullOrEmpty(log),
        Smoothing = double.TryParse(smooth, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount) ? Math.Clamp(amount, 0, MaxSmoothing) : 0,
    };

    /// <summary>The parts of an address that differ from the default.</summary>
    public IEnumerable<(string Name, string Value)> Parts()
    {
        if (Axis != Step)
            yield return ("x", Axis);
        if (IsLogarithmic)
            yield return ("log", "1");
        if (Smoothing > 0)
            yield return ("smooth", SmoothingText);
    }
}
