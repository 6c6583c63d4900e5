using System.Collections.Concurrent;
using MathNet.Numerics;
using Saker.Benchmarks.Demands;
using Saker.Data.Sources;
using Saker.Learning.Trainers;
using Saker.Testing;

namespace Saker.Benchmarks.Watching;

/// <summary>Scores estimated from confidence alone beside the true ones, on halves of real customers whose inputs have moved.</summary>
internal sealed class EstimationPart : IAreaPart
{
    private const double MaxError = 0.02;

    public string Name => "estimation";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("ROC AUC estimated without answers", reason)];
        var rows = await DataSources.Open(RealData.FullPath("churn_telco", "telco_churn.csv")).ReadAllAsync(cancellationToken);
        var seeds = settings.Quick ? 4 : 20;
        var demands = new List<Demand>();
        foreach (Trainer trainer in (Trainer[])[new GradientBoosting(), new LogisticRegression()])
        {
            settings.Log.WriteLine($"  estimation: {trainer.Title}, {seeds} splits of Telco, {ShiftedHalves.Shifts.Count} shifted halves of each");
            var outcomes = new ConcurrentBag<HalfOutcome>();
            var halves = new ShiftedHalves(rows, trainer);
            await Parallel.ForEachAsync(Enumerable.Range(1, seeds), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken }, (seed, token) =>
            {
                foreach (var outcome in halves.Measure(seed, token))
                    outcomes.Add(outcome);
                return ValueTask.CompletedTask;
            });
            foreach (var method in outcomes.GroupBy(outcome => outcome.Method).OrderBy(method => method.Key, StringComparer.Ordinal))
                demands.AddRange(Of($"{trainer.Title}, {method.Key}", [.. method], isDemanded: method.Key == "pape", settings));
        }
        // A mean over a few splits is mostly their chance; it shows that it runs.
        return settings.Quick ? [.. demands.Select(demand => demand with { Goal = "none with --quick", Holds = true })] : demands;
    }

    /// <summary>How often an error by chance alone is at most so large.</summary>
    private static double SharesWithin(double largest, double standardError) => SpecialFunctions.Erf(largest / standardError / Math.Sqrt(2));

    private static IEnumerable<Demand> Of(string title, IReadOnlyList<HalfOutcome> outcomes, bool isDemanded, AreaSettings settings)
    {
        foreach (var shift in outcomes.GroupBy(outcome => outcome.Shift).OrderBy(shift => shift.Key, StringComparer.Ordinal))
        {
            settings.Log.WriteLine(FormattableString.Invariant(
                $"    {shift.Key,-18} true {shift.Average(own => own.TrueArea):0.0000}, off by {shift.Average(own => own.AreaError):+0.0000;-0.0000} on average, {shift.Average(own => Math.Abs(own.AreaError)):0.0000} in size, {shift.Max(own => Math.Abs(own.AreaError)):0.0000} at worst (one standard error is {shift.Average(own => own.StandardError):0.0000}); accuracy off by {shift.Average(own => own.AccuracyError):+0.0000;-0.0000}"));
            var (measure, error) = ($"{title}, {shift.Key}: mean size of the error of the estimated ROC AUC", shift.Average(own => Math.Abs(own.AreaError)));
            // What is calibrated once for all rows is wrong where the model is, however the rows are drawn; what is demanded is of the one that calibrates for the rows.
            yield return isDemanded ? Demand.AtMost(measure, "", error, MaxError) : Demand.Shown(measure, error);
        }
        yield return Demand.Shown($"{title}: the worst of {outcomes.Count} single halves", outcomes.Max(own => Math.Abs(own.AreaError)));
        yield return Demand.Shown($"{title}: single halves within {MaxError}, as a share", outcomes.Average(own => Math.Abs(own.AreaError) <= MaxError ? 1.0 : 0));
        // The answers of a half are drawn once: whoever knew the truth of its rows would miss the area measured on them by that chance.
        yield return Demand.Shown($"{title}: single halves in which a perfect estimate would be within {MaxError}, as a share", outcomes.Average(own => SharesWithin(MaxError, own.StandardError)));
        yield return Demand.Shown($"{title}: mean size of the error that a perfect estimate would have", outcomes.Average(own => own.StandardError) * Math.Sqrt(2 / Math.PI));
        yield return Demand.Shown($"{title}: single halves within two standard errors, as a share", outcomes.Average(own => Math.Abs(own.AreaError) <= 2 * own.StandardError ? 1.0 : 0));
        yield return Demand.AtMost($"{title}: mean size of the error of the estimated accuracy", "", outcomes.Average(own => Math.Abs(own.AccuracyError)), MaxError);
    }
}
