using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>What names of models, datasets, endpoints and aliases may look like: they appear in addresses, files and references.</summary>
internal static class Names
{
    private const int MaxLength = 200;

    /// <summary>Adds a problem unless the name is valid.</summary>
    public static void Check(List<Problem> problems, string field, string? name)
    {
        if (Fault(name) is { } fault)
            problems.Add(new Problem(field, fault));
    }

    /// <exception cref="SakerException">The name is not valid.</exception>
    public static void Require(string field, string? name)
    {
        if (Fault(name) is { } fault)
            throw new SakerException(ErrorKind.InvalidInput, $"The {field} name {fault}", field);
    }

    private static string? Fault(string? name) => name switch
    {
        null or "" => "is empty; letters, digits, '.', '_' and '-' make a name.",
        { Length: > MaxLength } => $"is {name.Length} characters long; at most {MaxLength} are possible.",
        _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') => $"'{name}' has a character that is not possible; use letters, digits, '.', '_' and '-'.",
        _ when !char.IsAsciiLetterOrDigit(name[0]) && name[0] != '_' => $"'{name}' must begin with a letter, a digit or '_'.",
        _ => null,
    };
}
