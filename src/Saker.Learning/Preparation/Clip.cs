using Saker.Data;

namespace Saker.Learning.Preparation;

/// <summary>Holds numbers between two bounds, given or learned as quantiles of the training rows; missing stays missing.</summary>
public sealed record Clip : Transform
{
    internal const string PublicName = "clip";

    public override string Name => PublicName;

    public ColumnSelector Columns { get; init; } = ColumnSelector.Numbers;

    /// <summary>The lowest number; none if null.</summary>
    public double? Min { get; init; }

    /// <summary>The highest number; none if null.</summary>
    public double? Max { get; init; }

    /// <summary>Two shares from 0 to 1, ascending, whose quantiles are the bounds; instead of <see cref="Min"/> and <see cref="Max"/>.</summary>
    public (double Low, double High)? Quantiles { get; init; }

    internal static Transform Read(Settings settings)
    {
        var columns = ColumnSelector.Read(settings, ColumnSelector.Numbers);
        var (min, max) = (settings.OptionalNumber("min"), settings.OptionalNumber("max"));
        var shares = settings.Numbers("quantiles");
        if (!settings.Has("min") && !settings.Has("max") && !settings.Has("quantiles"))
            settings.Report("min", "give 'min', 'max' or both, or 'quantiles'.");
        if (settings.Has("quantiles") && (settings.Has("min") || settings.Has("max")))
            settings.Report("quantiles", "give either 'quantiles' or 'min' and 'max'.");
        if (min > max)
            settings.Report("max", "it must not be less than 'min'.");
        if (settings.Has("quantiles") && shares is not [>= 0 and var low, <= 1 and var high] | (shares is [var first, var second] && first >= second))
            settings.Report("quantiles", "give two shares between 0 and 1, the smaller first, such as [0.01, 0.99].");
        return new Clip { Columns = columns, Min = min, Max = max, Quantiles = shares is [var from, var to] ? (from, to) : null };
    }

    internal override FittedTransform Fit(TrainingColumns columns)
    {
        var names = Columns.ResolveNumbers(columns, "Only numbers can be clipped.");
        var problems = new List<Problem>();
        var low = new double[names.Count];
        var high = new double[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            (low[i], high[i]) = (Min ?? double.NegativeInfinity, Max ?? double.PositiveInfinity);
            if (Quantiles is not { } shares)
                continue;
            var sorted = Statistics.Present(columns.Numbers(names[i]));
            Array.Sort(sorted);
            if (sorted.Length == 0)
                problems.Add(new Problem("columns", $"'{names[i]}' is missing in every training row, so no bounds can be learned: drop it, or give 'min' and 'max'."));
            else
                (low[i], high[i]) = (Statistics.Quantile(sorted, shares.Low), Statistics.Quantile(sorted, shares.High));
        }
        return problems.Count == 0 ? new Fitted(names, low, high) : throw new SakerException(ErrorKind.InvalidInput, "Some columns cannot be clipped.", problems);
    }

    private sealed class Fitted(IReadOnlyList<string> names, double[] low, double[] high) : FittedTransform
    {
        public override void Emit(GraphColumns columns)
        {
            if (names.Count > 0)
                columns.Set(names, columns.Graph.ClipKeepingMissing(columns.Numbers(names), columns.Graph.Numbers(low), columns.Graph.Numbers(high)), columns.ArePresent(names));
        }
    }
}
