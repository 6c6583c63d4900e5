using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>What tags of models and versions may be, as MLflow has it.</summary>
internal static class RegistryTags
{
    private const int MaxKeyLength = 250;
    private const int MaxValueLength = 100_000;

    public static void Check(List<Problem> problems, IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
            Check(problems, key, value);
    }

    /// <exception cref="SakerException">The key or the value is not possible.</exception>
    public static void Require(string key, string value)
    {
        List<Problem> problems = [];
        Check(problems, key, value);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The tag cannot be set: {problems[0].Message}", problems[0].Field);
    }

    private static void Check(List<Problem> problems, string key, string value)
    {
        if (KeyFault(key) is { } fault)
            problems.Add(new Problem("key", fault));
        if (value.Length > MaxValueLength)
            problems.Add(new Problem("value", $"'value' exceeds the maximum length of {MaxValueLength} characters; this one has {value.Length}."));
    }

    private static string? KeyFault(string key) => key switch
    {
        "" => "'key' is empty; give one.",
        { Length: > MaxKeyLength } => $"'key' exceeds the maximum length of {MaxKeyLength} characters; this one has {key.Length}.",
        _ when !key.All(c => char.IsLetterOrDigit(c) || c is '/' or '_' or '.' or '-' or ' ' or ':') => $"'{key}' has a character that is not possible; use letters, digits, '_', '-', '.', ' ', ':' and '/'.",
        _ when key.StartsWith('/') || key.EndsWith('/') || key.Split('/') is var parts && parts.Any(part => part is "" or "." or "..") => $"'{key}' is no plain path: it may not begin or end with '/', nor have empty parts, '.' or '..' between them.",
        _ => null,
    };
}
