using System.Text.RegularExpressions;

namespace Saker.Platform.Experiments;

/// <summary>How long what is tracked may be, in characters, and what its names may look like: MLflow's rules, so that every run can be moved to MLflow and back.</summary>
public static partial class TrackingLimits
{
    /// <summary>Of an experiment's and of a run's name.</summary>
    public const int MaxNameLength = 500;

    /// <summary>Of the name of a metric, a parameter or a tag.</summary>
    public const int MaxKeyLength = 250;

    public const int MaxParameterLength = 6_000;

    /// <summary>Of the value of a run's tag.</summary>
    public const int MaxTagLength = 8_000;

    /// <summary>Of the value of an experiment's tag.</summary>
    public const int MaxExperimentTagLength = 5_000;

    /// <summary>Of the id of a logged model.</summary>
    public const int MaxModelIdLength = 256;

    public const int MaxDatasetNameLength = 500;
    public const int MaxDatasetDigestLength = 36;
    public const int MaxDatasetSourceLength = 65_535;
    public const int MaxDatasetSchemaLength = 1_048_575;
    public const int MaxDatasetProfileLength = 16_777_215;

    /// <summary>Of the name of an input's tag.</summary>
    public const int MaxInputTagKeyLength = 255;

    /// <summary>Of the value of an input's tag.</summary>
    public const int MaxInputTagLength = 500;

    /// <summary>Datasets, or models, logged as inputs or outputs at once.</summary>
    public const int MaxInputCount = 1_000;

    /// <summary>Values of a metric given at once.</summary>
    public const int MaxHistoryCount = 25_000;

    /// <summary>What is wrong with the name of a metric, a parameter or a tag; null when nothing is.</summary>
    public static string? KeyFault(string key)
    {
        if (key.Length == 0)
            return "is empty; letters, digits, '_', '-', '.', ' ', ':' and '/' make a name";
        if (key.Length > MaxKeyLength)
            return $"has {key.Length} characters; at most {MaxKeyLength} are possible";
        if (!KeyCharacters().IsMatch(key))
            return "has a character that is not possible; use letters, digits, '_', '-', '.', ' ', ':' and '/'";
        // The same name as a path must be the same path: MLflow keeps entries as files of that name.
        return key[0] == '/' || key.StartsWith("..", StringComparison.Ordinal) || key.Split('/') is var parts && (parts.Contains("") || parts.Contains(".") || parts.Contains(".."))
            ? "would be another name as the path of a file; leave out a leading '/' or '..', and parts that are empty, '.' or '..'"
            : null;
    }

    [GeneratedRegex(@"^[/\w.\- :]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyCharacters();
}
