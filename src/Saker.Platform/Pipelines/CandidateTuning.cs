using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Learning.Tuning;

namespace Saker.Platform.Pipelines;

/// <summary>Settings of a candidate that are searched, on the folds of the selection, before it competes.</summary>
public sealed record CandidateTuning
{
    /// <summary>Which of the pipeline's candidates it is, from 0; that one's trainer stands in until the search has found its settings.</summary>
    public required int Position { get; init; }

    /// <summary>The trainer's name and those of its settings that are not searched, as a pipeline file has them.</summary>
    public required IReadOnlyDictionary<string, object?> Fixed { get; init; }

    /// <summary>What is searched and how; its direction is that of the score that selects.</summary>
    public required StudySettings Settings { get; init; }

    public required TuningLimits Limits { get; init; }

    /// <summary>What is searched and how, towards what is better of a score.</summary>
    internal StudySettings SettingsFor(Score score) => Settings with { Direction = score.HigherIsBetter ? Direction.Maximize : Direction.Minimize };

    /// <summary>The trainer with the settings of a trial.</summary>
    /// <exception cref="SakerException">A setting is not possible for the trainer.</exception>
    public Trainer Create(IReadOnlyDictionary<string, object> parameters)
    {
        var problems = new List<Problem>();
        var trainer = Create(parameters, $"candidates[{Position}]", problems);
        return problems.Count == 0 && trainer is not null ? trainer : throw new SakerException(ErrorKind.InvalidInput, $"The settings of candidates[{Position}] are not possible.", problems);
    }

    internal Trainer? Create(IReadOnlyDictionary<string, object> parameters, string place, ICollection<Problem> problems)
    {
        var values = new Dictionary<string, object?>(Fixed, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
            values[name] = value;
        return TrainerCatalogue.Create(new Settings(values, place, problems));
    }
}
