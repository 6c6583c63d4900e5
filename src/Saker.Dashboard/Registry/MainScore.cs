using Saker.Dashboard.Layout;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Registry;

/// <summary>The one score by which a list tells versions apart.</summary>
internal static class MainScore
{
    private static readonly string[] s_preferred = ["roc_auc", "average_precision", "f1", "f1_macro", "macro_f1", "accuracy", "rmse", "mae", "r2", "ndcg"];

    /// <summary>Its name and value; null when no score is known.</summary>
    public static (string Name, double Value)? Of(ModelVersion version)
    {
        foreach (var name in s_preferred)
            if (version.Scores.TryGetValue(name, out var value))
                return (name, value);
        return version.Scores.OrderBy(score => score.Key, StringComparer.Ordinal).Select(score => ((string, double)?)(score.Key, score.Value)).FirstOrDefault();
    }

    public static string Text(ModelVersion? version) => version is not null && Of(version) is { } score ? Format.Score(score.Value) : Format.None;
}
