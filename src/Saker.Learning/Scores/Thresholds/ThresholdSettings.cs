using Saker.Data;

namespace Saker.Learning.Scores.Thresholds;

/// <summary>Reads what decides the threshold; exactly one of several keys does.</summary>
internal static class ThresholdSettings
{
    private static readonly string[] s_keys = ["value", "maximise", "cost", "precision", "recall"];

    /// <summary>The fixed value, or the goal; problems go to the settings.</summary>
    public static (double? Value, ThresholdGoal? Goal) Read(Settings settings)
    {
        var value = settings.OptionalNumber("value", 0, 1);
        ThresholdGoal? goal = settings.Has("maximise") ? Maximised(settings) : null;
        goal ??= settings.Has("cost") ? Cost(settings.Section("cost")) : null;
        goal ??= settings.OptionalNumber("precision", 0, 1) is { } precision ? new PrecisionFloor(precision) : null;
        goal ??= settings.OptionalNumber("recall", 0, 1) is { } recall ? new RecallFloor(recall) : null;
        var given = s_keys.Where(settings.Has).ToList();
        if (given.Count > 1)
            settings.Report(given[0], $"give one of {string.Join(", ", s_keys)}; here are {string.Join(" and ", given)}.");
        if (settings.Has("beta") && goal is not MaximisedScore { Name: MaximisedScore.FBeta })
            settings.Report("beta", "it belongs to 'maximise: fbeta' only.");
        settings.RejectUnknown();
        return (value, goal);
    }

    private static MaximisedScore Maximised(Settings settings)
    {
        var name = settings.Choice("maximise", "f1", [.. ThresholdPolicy.Goals]);
        if (name != MaximisedScore.FBeta)
            return new MaximisedScore(name);
        if (!settings.Has("beta"))
            settings.Report("beta", "'fbeta' needs it: how many times as much recall counts as precision, such as 2.");
        return new MaximisedScore(name, settings.Number("beta", 1, 0.01, 100));
    }

    private static LeastCost Cost(Settings cost)
    {
        foreach (var key in new[] { "false_positive", "false_negative" })
            if (!cost.Has(key))
                cost.Report(key, "this is missing and has no default.");
        var read = new LeastCost(Price(cost, "false_positive"), Price(cost, "false_negative"), Price(cost, "true_positive"), Price(cost, "true_negative"));
        cost.RejectUnknown();
        // A wrong answer that is not dearer than the right one makes every threshold as good, or the answer upside down.
        if (read.FalsePositive <= read.TrueNegative && cost.Has("false_positive"))
            cost.Report("false_positive", "a negative row called positive must cost more than one called negative.");
        if (read.FalseNegative <= read.TruePositive && cost.Has("false_negative"))
            cost.Report("false_negative", "a positive row called negative must cost more than one called positive.");
        return read;
    }

    private static double Price(Settings cost, string key) => cost.Number(key, 0, -1e12, 1e12);
}
