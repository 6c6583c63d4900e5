using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>What an alias may be called: as in MLflow letters, digits, '_' and '-', and beyond it '.'.</summary>
internal static class AliasNames
{
    private const int MaxLength = 255;

    public static bool IsPossible(string? alias) => Fault(alias) is null;

    /// <summary>Adds a problem unless the name is valid.</summary>
    public static void Check(List<Problem> problems, string field, string? alias)
    {
        if (Fault(alias) is { } fault)
            problems.Add(new Problem(field, fault));
    }

    /// <exception cref="SakerException">The name is not valid.</exception>
    public static void Require(string? alias)
    {
        if (Fault(alias) is { } fault)
            throw new SakerException(ErrorKind.InvalidInput, $"The alias {fault}", "alias");
    }

    private static string? Fault(string? alias) => alias switch
    {
        null or "" => "is empty; letters, digits, '.', '_' and '-' make an alias.",
        { Length: > MaxLength } => $"is {alias.Length} characters long; at most {MaxLength} are possible.",
        _ when !alias.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-') => $"'{alias}' has a character that is not possible; use letters, digits, '.', '_' and '-'.",
        _ when alias.All(c => c == '.') => $"'{alias}' has no letter or digit; use some.",
        // MLflow keeps these for versions; a model that uses them could not be reached by its clients.
        _ when alias.Equals("latest", StringComparison.OrdinalIgnoreCase) || (alias is ['v' or 'V', _, ..] && !alias.AsSpan(1).ContainsAnyExceptInRange('0', '9')) =>
            $"'{alias}' is kept for versions; use a name of your own, such as 'champion'.",
        _ => null,
    };
}
