using System.Globalization;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>Sets the test part aside, as the pipeline declares it.</summary>
internal static class SplitStage
{
    public static Task<SplitData> RunAsync(Pipeline pipeline, CheckedData data, RunRecorder recorder) => recorder.StepAsync(PipelineStep.Split, () =>
    {
        var split = RowSplits.HoldOut(pipeline.Split, data.Rows, data.Target);
        var parts = new SplitData(split, TrainingPart.Of(data, split.Train), TrainingPart.Of(data, split.Test));
        return Task.FromResult((parts, Describe(pipeline.Split, split, data)));
    });

    /// <summary>How the rows are split and folded, as parameters of the run.</summary>
    public static IReadOnlyDictionary<string, string> Parameters(Pipeline pipeline)
    {
        var (split, select) = (pipeline.Split, pipeline.Select);
        var parameters = new Dictionary<string, string>
        {
            ["split.test"] = split.TestShare.ToString(CultureInfo.InvariantCulture),
            ["split.seed"] = split.Seed.ToString(CultureInfo.InvariantCulture),
            ["split.by"] = PublicNames.Of(split.By),
            ["select.folds"] = select.FoldCount.ToString(CultureInfo.InvariantCulture),
            ["select.scheme"] = PublicNames.Of(select.SchemeFor(split)),
            ["select.repeats"] = select.RepeatCount.ToString(CultureInfo.InvariantCulture),
            ["select.prefer"] = PublicNames.Of(select.Prefer),
            ["select.score"] = select.Score,
        };
        if (split.Column is { } column)
            parameters["split.column"] = column;
        if (!split.Gap.IsNone)
            parameters["split.gap"] = split.Gap.ToString();
        if (select.ColumnFor(split) is { } folded)
            parameters["select.column"] = folded;
        return parameters;
    }

    private static string Describe(SplitSettings split, HoldOut parts, CheckedData data)
    {
        var by = split.By switch
        {
            SplitBy.Group => $", no {split.Column} on both sides",
            SplitBy.Time => $", the latest by {split.Column}",
            _ => "",
        };
        var left = parts.Left.Count == 0 ? "" : FormattableString.Invariant($", {parts.Left.Count:N0} in the gap left out");
        return FormattableString.Invariant($"{parts.Train.Count:N0} rows to learn from, {parts.Test.Count:N0} set aside{by}{left}; {data.Target.Describe()}; seed {split.Seed}");
    }
}
