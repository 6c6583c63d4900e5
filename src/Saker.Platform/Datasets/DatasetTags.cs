using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>What tags of dataset versions may be.</summary>
internal static class DatasetTags
{
    private const int MaxKeyLength = 250;
    private const int MaxValueLength = 5_000;

    /// <exception cref="SakerException">Some tags are not possible; all of them are named.</exception>
    public static void Require<T>(IReadOnlyDictionary<string, T> tags)
        where T : class?
    {
        List<Problem> problems = [];
        foreach (var (key, value) in tags)
        {
            if (string.IsNullOrWhiteSpace(key) || key.Length > MaxKeyLength || key.Any(char.IsControl))
                problems.Add(new Problem("tags", $"'{key}' is no name of a tag; 1 to {MaxKeyLength} characters without line breaks make one."));
            if (value is string text && (text.Length > MaxValueLength || text.Contains('\0', StringComparison.Ordinal)))
                problems.Add(new Problem($"tags.{key}", $"has {text.Length} characters; at most {MaxValueLength} are possible, and no U+0000."));
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The tags are not possible.", problems);
    }
}
