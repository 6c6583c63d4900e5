using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Queueing;

/// <summary>Measures whether a model's rows cost less together than alone.</summary>
internal static class BatchingTrial
{
    private const int TrialRows = 16;
    private const int Rounds = 15;

    // What sharing saves must be worth that requests wait for each other.
    private const double WorthwhileShare = 0.7;

    private static readonly TimeSpan MaxTrial = TimeSpan.FromSeconds(1);

    /// <summary>Without a trial: batches where the model can and the settings let it.</summary>
    public static BatchingDecision Unmeasured(ITensorModel model, BatchingSettings settings) => settings.Mode == BatchingMode.Off ? Alone(settings, "Batching is switched off.")
        : !model.TakesRows ? Alone(settings, "The model's tensors do not all have rows as their first extent.")
        : model.WhyRowsMayMix is { } mixing ? Alone(settings, $"Rows are not run together: {mixing}.")
        : settings.Mode == BatchingMode.Auto && IsPlanned(model) ? Alone(settings, "Batching does not pay: a row plan answers, and takes as long for a row in company as alone.")
        : Together(settings, settings.Mode == BatchingMode.On ? "Batching is switched on." : "It was not measured whether batching pays.");

    /// <summary>Before a trial: batches only where the settings say so, for it is not known whether rows may share a run.</summary>
    public static BatchingDecision Untried(ITensorModel model, BatchingSettings settings) =>
        settings.Mode == BatchingMode.Auto && model.TakesRows && !IsPlanned(model) ? Alone(settings, "It was not tried whether rows are answered the same in company as alone.") : Unmeasured(model, settings);

    /// <summary>Tries whether requests may share runs, and measures whether that pays. Before a version takes traffic.</summary>
    /// <param name="model">Nothing else should run on it.</param>
    /// <param name="signature">What values its columns have.</param>
    /// <param name="examples">As in <see cref="RunAsync"/>.</param>
    /// <param name="settings">What the endpoint wants; where it lets no rows share runs, nothing is tried.</param>
    /// <param name="limits">How long it may take to try whether rows depend on each other.</param>
    /// <param name="cancellationToken">Cancels the trial.</param>
    public static async ValueTask<BatchingDecision> TryAsync(ITensorModel model, Signature signature, TensorSet? examples, BatchingSettings settings, TrialLimits limits, CancellationToken cancellationToken)
    {
        if (!model.TakesRows)
            return Unmeasured(model, settings);
        if (IsPlanned(model))
            return Unmeasured(model, settings) with { RowsAreIndependent = true };
        if (!LetsShare(settings))
            return Unmeasured(model, settings) with { IsTrialDue = true };
        // Made-up values never meet all that a graph does with values; its operators are looked at first.
        if (model.WhyRowsMayMix is { } mixing)
        {
            var reason = $"Rows are not run together: {mixing}.";
            return Alone(settings, reason) with { RowsAreIndependent = false, Fault = reason };
        }
        if (await RowIndependence.FindFaultAsync(model, signature, Math.Min(RowIndependence.MostRows, settings.MaxRows), limits, cancellationToken) is { } fault)
            return Alone(settings, fault) with { RowsAreIndependent = false, Fault = fault };
        return await RunAsync(model, examples, settings, limits.Time, cancellationToken) with { RowsAreIndependent = true };
    }

    /// <summary>Runs examples alone and together.</summary>
    /// <param name="model">Nothing else should run on it.</param>
    /// <param name="examples">Rows to run; null for rows of zeros and empty texts.</param>
    /// <param name="settings">Whether there is anything to measure.</param>
    /// <param name="time">What measures it.</param>
    /// <param name="cancellationToken">Cancels the trial.</param>
    public static async ValueTask<BatchingDecision> RunAsync(ITensorModel model, TensorSet? examples, BatchingSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (settings.Mode != BatchingMode.Auto || !model.TakesRows || settings.MaxRows < 2)
            return Unmeasured(model, settings);
        var rows = Math.Min(TrialRows, settings.MaxRows);
        var parts = new TensorSet[rows];
        for (var i = 0; i < rows; i++)
            parts[i] = Row(model, examples, i);
        using var runner = model.NewRunner(rows);
        double single, batch;
        try
        {
            single = await MeasureAsync(runner, parts.AsMemory(0, 1), time, cancellationToken);
            batch = await MeasureAsync(runner, parts, time, cancellationToken) / rows;
        }
        catch (Exception e) when (examples is null && e is not OperationCanceledException)
        {
            return Unmeasured(model, settings) with { Reason = $"Batching was not measured: the model fails on rows of zeros. {e.Message}" };
        }
        return Decide(settings, single, batch, rows);
    }

    /// <summary>Decides by other settings, from the figures that were measured before where there are any.</summary>
    public static BatchingDecision Again(ITensorModel model, BatchingSettings settings, BatchingDecision last)
    {
        if (last.Fault is { } fault)
            return Alone(settings, settings.Mode == BatchingMode.Off ? "Batching is switched off." : fault) with { RowsAreIndependent = false, Fault = fault };
        if (last.IsTrialDue)
            return (LetsShare(settings) ? Alone(settings, "It is being tried whether rows are answered the same in company as alone.") : Unmeasured(model, settings)) with { IsTrialDue = true };
        if (last is not { SingleMicrosecondsPerRow: { } single, BatchMicrosecondsPerRow: { } batch })
            return (last.RowsAreIndependent is null ? Untried(model, settings) : Unmeasured(model, settings)) with { RowsAreIndependent = last.RowsAreIndependent };
        var decision = settings.Mode == BatchingMode.Auto && settings.MaxRows > 1 ? Decide(settings, single, batch, last.TrialRows) : Unmeasured(model, settings);
        return decision with { SingleMicrosecondsPerRow = single, BatchMicrosecondsPerRow = batch, TrialRows = last.TrialRows, RowsAreIndependent = last.RowsAreIndependent };
    }

    /// <summary>Whether settings let rows of several requests share a run.</summary>
    public static bool LetsShare(BatchingSettings settings) => settings.Mode != BatchingMode.Off && settings.MaxRows > 1;

    // Each step of a plan goes row by row, so that nothing of one row can reach another.
    private static bool IsPlanned(ITensorModel model) => model.WhyNoRowPlan is null;

    private static BatchingDecision Decide(BatchingSettings settings, double single, double batch, int rows)
    {
        var figures = FormattableString.Invariant($"a row takes {single:0.#} \u00b5s alone and {batch:0.#} \u00b5s among {rows}");
        var decision = batch <= single * WorthwhileShare ? Together(settings, $"Batching pays: {figures}.") : Alone(settings, $"Batching does not pay: {figures}.");
        return decision with { SingleMicrosecondsPerRow = single, BatchMicrosecondsPerRow = batch, TrialRows = rows };
    }

    /// <summary>The median of several runs, in microseconds.</summary>
    private static async ValueTask<double> MeasureAsync(IBatchRunner runner, ReadOnlyMemory<TensorSet> parts, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        await runner.RunAsync(parts, cancellationToken);
        var rounds = new List<double>(Rounds);
        do
        {
            var start = time.GetTimestamp();
            await runner.RunAsync(parts, cancellationToken);
            rounds.Add(time.GetElapsedTime(start).TotalMicroseconds);
        }
        while (rounds.Count < Rounds && time.GetElapsedTime(begin) < MaxTrial);
        rounds.Sort();
        return rounds[rounds.Count / 2];
    }

    private static TensorSet Row(ITensorModel model, TensorSet? examples, int index)
    {
        var row = new TensorSet(model.Inputs, model.Outputs);
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            var target = row.Inputs[i];
            target.Reset([.. model.Inputs[i].Shape.Select(extent => extent < 0 ? 1 : extent)]);
            if (examples is { Rows: > 0 })
                target.CopyRowFrom(examples.Inputs[i], index % examples.Rows);
            else
                target.Bytes.Clear();
        }
        return row;
    }

    private static BatchingDecision Together(BatchingSettings settings, string reason) => new()
    {
        IsBatching = true,
        MaxRows = settings.MaxRows,
        MaxWait = settings.MaxWait,
        RunnerCount = Math.Max(1, Environment.ProcessorCount / 2),
        Reason = reason,
    };

    private static BatchingDecision Alone(BatchingSettings settings, string reason) => new()
    {
        IsBatching = false,
        MaxRows = 1,
        MaxWait = TimeSpan.Zero,
        RunnerCount = Environment.ProcessorCount,
        Reason = reason,
    };
}
