using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>What a run tells of the version that it made.</summary>
internal sealed record RunFacts
{
    public static RunFacts None { get; } = new();

    public string? Dataset { get; init; }

    public string? Code { get; init; }

    /// <summary>What trained it, data aside.</summary>
    public string? Recipe { get; init; }

    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    public static async Task<RunFacts> ReadAsync(IExperimentStore experiments, RunId? id, CancellationToken cancellationToken)
    {
        if (id is not { } wanted || await experiments.FindRunAsync(wanted, cancellationToken) is not { } run)
            return None;
        var commit = run.Tags.GetValueOrDefault("mlflow.source.git.commit");
        var program = run.Tags.GetValueOrDefault("mlflow.source.name");
        return new RunFacts
        {
            Dataset = run.Tags.GetValueOrDefault("saker.dataset"),
            Code = run.Tags.GetValueOrDefault("saker.code_version") ?? commit,
            // Without the commit nobody knows whether the program is the same.
            Recipe = commit is null ? null : $"{program} {run.Tags.GetValueOrDefault("mlflow.project.entryPoint")} {commit}",
            Scores = run.Metrics,
        };
    }
}
