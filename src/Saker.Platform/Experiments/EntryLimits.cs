using Saker.Data;

namespace Saker.Platform.Experiments;

/// <summary>Refuses what <see cref="TrackingLimits"/> does not allow, and says all that is wrong.</summary>
internal static class EntryLimits
{
    private const int MaxMetricCount = 100_000;

    /// <exception cref="SakerException">Some entries are not possible; all of them are named.</exception>
    public static void Check(RunEntries entries)
    {
        List<Problem> problems = [];
        if (entries.Metrics.Count > MaxMetricCount)
            throw new SakerException(ErrorKind.TooLarge, $"{entries.Metrics.Count} metric values were logged at once; at most {MaxMetricCount} are possible. Log them in several calls.", "metrics");
        CheckEntries(problems, "parameter", entries.Parameters, TrackingLimits.MaxParameterLength);
        CheckEntries(problems, "tag", entries.Tags, TrackingLimits.MaxTagLength);
        foreach (var metric in entries.Metrics)
        {
            if (TrackingLimits.KeyFault(metric.Key) is { } fault)
                problems.Add(new Problem(metric.Key, $"the name of the metric {fault}."));
            CheckText(problems, $"{metric.Key}.model_id", metric.ModelId, TrackingLimits.MaxModelIdLength);
            CheckText(problems, $"{metric.Key}.dataset_name", metric.DatasetName, TrackingLimits.MaxDatasetNameLength);
            CheckText(problems, $"{metric.Key}.dataset_digest", metric.DatasetDigest, TrackingLimits.MaxDatasetDigestLength);
        }
        Throw("The entries cannot be logged; nothing was.", problems);
    }

    /// <exception cref="SakerException">The name is empty or too long.</exception>
    public static void CheckName(string what, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new SakerException(ErrorKind.InvalidInput, $"The name of the {what} is empty.", "name");
        if (HasNul(name))
            throw new SakerException(ErrorKind.InvalidInput, $"The name of the {what} holds the character U+0000, which is not possible.", "name");
        if (name.Length > TrackingLimits.MaxNameLength)
            throw new SakerException(ErrorKind.InvalidInput, $"The name of the {what} has {name.Length} characters; at most {TrackingLimits.MaxNameLength} are possible.", "name");
    }

    /// <exception cref="SakerException">Some tags are not possible; all of them are named.</exception>
    public static void CheckTags(IReadOnlyDictionary<string, string> tags, int maxLength)
    {
        List<Problem> problems = [];
        CheckEntries(problems, "tag", tags, maxLength);
        Throw("The tags are not possible.", problems);
    }

    /// <exception cref="SakerException">Something of the inputs is too long; all of it is named.</exception>
    public static void Check(RunInputs inputs)
    {
        List<Problem> problems = [];
        CheckCount(problems, "datasets", inputs.Datasets.Count);
        CheckCount(problems, "models", inputs.Models.Count);
        for (var i = 0; i < inputs.Datasets.Count; i++)
        {
            var (dataset, place) = (inputs.Datasets[i].Dataset, $"datasets[{i}]");
            CheckText(problems, $"{place}.name", dataset.Name, TrackingLimits.MaxDatasetNameLength, isRequired: true);
            CheckText(problems, $"{place}.digest", dataset.Digest, TrackingLimits.MaxDatasetDigestLength, isRequired: true);
            CheckText(problems, $"{place}.source", dataset.Source, TrackingLimits.MaxDatasetSourceLength);
            CheckText(problems, $"{place}.schema", dataset.Schema, TrackingLimits.MaxDatasetSchemaLength);
            CheckText(problems, $"{place}.profile", dataset.Profile, TrackingLimits.MaxDatasetProfileLength);
            foreach (var (key, value) in inputs.Datasets[i].Tags)
            {
                CheckText(problems, $"{place}.tags", key, TrackingLimits.MaxInputTagKeyLength, isRequired: true);
                CheckText(problems, $"{place}.tags.{key}", value, TrackingLimits.MaxInputTagLength);
            }
        }
        for (var i = 0; i < inputs.Models.Count; i++)
            CheckText(problems, $"models[{i}].model_id", inputs.Models[i], TrackingLimits.MaxModelIdLength, isRequired: true);
        Throw("The inputs cannot be logged; nothing was.", problems);
    }

    /// <exception cref="SakerException">There are too many, or some are too long; all of them are named.</exception>
    public static void Check(IReadOnlyList<ModelOutput> outputs)
    {
        List<Problem> problems = [];
        CheckCount(problems, "models", outputs.Count);
        for (var i = 0; i < outputs.Count; i++)
            CheckText(problems, $"models[{i}].model_id", outputs[i].ModelId, TrackingLimits.MaxModelIdLength, isRequired: true);
        Throw("The outputs cannot be logged; nothing was.", problems);
    }

    private static void CheckEntries(List<Problem> problems, string kind, IReadOnlyDictionary<string, string> entries, int maxLength)
    {
        foreach (var (key, value) in entries)
        {
            if (TrackingLimits.KeyFault(key) is { } fault)
                problems.Add(new Problem(key, $"the name of the {kind} {fault}."));
            if (HasNul(value))
                problems.Add(new Problem(key, $"the {kind} holds the character U+0000, which is not possible."));
            else if (value.Length > maxLength)
                problems.Add(new Problem(key, $"the {kind} has {value.Length} characters; at most {maxLength} are possible."));
        }
    }

    private static void CheckCount(List<Problem> problems, string field, int count)
    {
        if (count > TrackingLimits.MaxInputCount)
            problems.Add(new Problem(field, $"are {count}; at most {TrackingLimits.MaxInputCount} are possible at once."));
    }

    private static void CheckText(List<Problem> problems, string field, string? text, int maxLength, bool isRequired = false)
    {
        if (isRequired && string.IsNullOrEmpty(text))
            problems.Add(new Problem(field, "is empty."));
        else if (text is not null && HasNul(text))
            problems.Add(new Problem(field, "holds the character U+0000, which is not possible."));
        else if (text?.Length > maxLength)
            problems.Add(new Problem(field, $"has {text.Length} characters; at most {maxLength} are possible."));
    }

    // PostgreSQL keeps no such character.
    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static void Throw(string summary, List<Problem> problems)
    {
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, summary, problems);
    }
}
