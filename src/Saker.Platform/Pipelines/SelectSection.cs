using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Schemes;

namespace Saker.Platform.Pipelines;

/// <summary>Reads <c>select:</c> of a pipeline file.</summary>
internal static class SelectSection
{
    public static SelectSettings Read(Settings select, ScoreTask task)
    {
        var defaults = SelectSettings.For(task);
        var settings = new SelectSettings
        {
            FoldCount = select.Integer("folds", defaults.FoldCount, 2, 50),
            Score = select.Choice("score", defaults.Score, [.. ScoreCatalogue.For(task).Select(score => score.Name)]),
            Scheme = select.Has("scheme") ? PublicNames.Read(select, "scheme", FoldScheme.Stratified) : null,
            Column = select.OptionalText("column"),
            RepeatCount = select.Integer("repeats", defaults.RepeatCount, 1, RepeatedFolds.MaxRepeatCount),
            Gap = SplitSection.Distance(select, "gap"),
            Window = SplitSection.Distance(select, "window") ?? defaults.Window,
            NestedFoldCount = select.Has("nested") ? select.Integer("nested", 3, 2, 20) : null,
            Prefer = PublicNames.Read(select, "prefer", defaults.Prefer),
            Level = select.Number("level", defaults.Level, 0.5, 0.999),
        };
        select.RejectUnknown();
        return settings;
    }
}
