using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Schemes;

namespace Saker.Platform.Pipelines;

/// <summary>Reads <c>split:</c> of a pipeline file.</summary>
internal static class SplitSection
{
    public static SplitSettings Read(Settings split, ScoreTask task)
    {
        var defaults = SplitSettings.For(task);
        var settings = new SplitSettings
        {
            TestShare = split.Number("test", defaults.TestShare, 0.01, 0.9),
            Seed = split.Integer("seed", defaults.Seed, 0),
            By = PublicNames.Read(split, "by", defaults.By),
            Column = split.OptionalText("column"),
            Gap = Distance(split, "gap") ?? defaults.Gap,
        };
        split.RejectUnknown();
        return settings;
    }

    /// <summary>A distance in time; null when the key is absent or wrong, which is then reported.</summary>
    public static TimeDistance? Distance(Settings settings, string key)
    {
        if (settings.OptionalText(key) is not { } text)
            return null;
        if (TimeDistance.Parse(text) is { } distance)
            return distance;
        settings.Report(key, $"'{text}' is no distance in time; write a duration such as 7d or 12h, or a plain number of at least 0 where times are numbers.");
        return null;
    }
}
