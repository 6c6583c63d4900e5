using System.Text;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Platform.Studies;

/// <summary>What the runs of a study log.</summary>
internal static class StudyEntries
{
    /// <summary>Of the study's run: what it looks for, and in which ranges.</summary>
    public static RunEntries Of(NewStudy study)
    {
        var described = study.Settings.Describe();
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["direction"] = ParameterText.Of(described["direction"]),
            ["sampler"] = study.Settings.Sampler.Name,
            ["pruner"] = study.Settings.Pruner.Name,
            ["seed"] = ParameterText.Of(described["seed"]),
        };
        foreach (var (name, range) in (IReadOnlyDictionary<string, object?>)described["space"]!)
            parameters[$"space.{name}"] = Shorten(Encoding.UTF8.GetString(JsonValues.Write((IReadOnlyDictionary<string, object?>)range!)));
        return new RunEntries { Parameters = parameters, Tags = new Dictionary<string, string> { [StudyMetrics.StudyTag] = study.Name } };
    }

    /// <summary>Of a trial's run: what is tried.</summary>
    public static RunEntries Of(string study, Trial trial) => new()
    {
        Parameters = trial.Parameters.ToDictionary(pair => pair.Key, pair => Shorten(ParameterText.Of(pair.Value)), StringComparer.Ordinal),
        Tags = new Dictionary<string, string> { [StudyMetrics.StudyTag] = study, [StudyMetrics.TrialTag] = ParameterText.Of(trial.Number) },
    };

    private static string Shorten(string text) => text.Length <= TrackingLimits.MaxParameterLength ? text : text[..TrackingLimits.MaxParameterLength];
}
