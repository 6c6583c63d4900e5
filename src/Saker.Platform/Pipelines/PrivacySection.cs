using Saker.Data;
using Saker.Data.Privacy.Transforms;
using Saker.Platform.Pipelines.Policies;

namespace Saker.Platform.Pipelines;

/// <summary>Reads <c>privacy:</c> of a pipeline file: a policy as <c>saker data protect</c> takes it, and where its keys are.</summary>
internal static class PrivacySection
{
    public static PrivacySettings? Read(Settings file, string folder)
    {
        if (!file.Has("privacy"))
            return null;
        var section = file.Section("privacy");
        var ring = section.OptionalText("ring");
        return new PrivacySettings { Policy = ProtectionPolicy.Create(section), RingFile = ring is null ? null : Path.GetFullPath(Path.Combine(folder, ring)) };
    }

    /// <summary>What a run notes of it; nothing where nothing is protected.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parameters(Pipeline pipeline) => pipeline.Privacy is { } privacy ? [new("privacy", $"{privacy}")] : [];

    /// <summary>What does not go together; the fields are keys of a pipeline file.</summary>
    public static IEnumerable<Problem> Check(Pipeline pipeline)
    {
        if (pipeline.Privacy is not { } privacy)
            yield break;
        if (pipeline.Target.Column.Length > 0 && privacy.Changes(pipeline.Target.Column))
            yield return new Problem($"privacy.columns.{pipeline.Target.Column}", "it is the target, which is learned as it is; 'keep' it.");
        if (pipeline.Retrain is { } retrain && CheckRows(retrain.Data, pipeline) is { } refusal)
            yield return new Problem("deploy.retrain.data", refusal);
    }

    /// <summary>Why a pipeline cannot be run again over such rows; null when it can be.</summary>
    public static string? CheckRows(FreshData data, Pipeline pipeline)
    {
        string?[] parting = [pipeline.Split.Column, pipeline.Select.ColumnFor(pipeline.Split)];
        return data.Kind == FreshDataKind.Outcomes && pipeline.Privacy is { } privacy && parting.FirstOrDefault(column => column is not null && privacy.Changes(column)) is { } column
            ? $"the pipeline parts its rows by '{column}', which it protects, so that requests come without it and outcomes cannot be parted; write 'data: source', or a dataset that it stored."
            : null;
    }
}
