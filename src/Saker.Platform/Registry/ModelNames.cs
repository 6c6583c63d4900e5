using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>
/// What a registered model may be called: all that MLflow allows, as long as <c>name/3</c> and <c>name@alias</c> mean one thing and the
/// name can stand in an address.
/// </summary>
internal static class ModelNames
{
    public const int MaxLength = 256;

    public static bool IsPossible(string? name) => Fault(name) is null;

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
            throw new SakerException(ErrorKind.InvalidInput, $"The model name {fault}", field);
    }

    private static string? Fault(string? name) => name switch
    {
        null or "" => "is empty; give one.",
        { Length: > MaxLength } => $"is {name.Length} characters long; at most {MaxLength} are possible.",
        "." or ".." => $"'{name}' is not possible: in addresses it means another place.",
        _ when name.AsSpan().IndexOfAny('/', ':', '@') is >= 0 and var at => $"'{name}' has a '{name[at]}': in 'name/3', 'name@alias' and 'models:/name' these characters end the name.",
        _ when name.Any(char.IsControl) => "has a control character, such as a line break; use visible ones.",
        _ when name.AsSpan().Trim().Length != name.Length => $"'{name}' begins or ends with a space, which nobody sees in a reference; leave it out.",
        _ when HasBrokenText(name) => "is no proper Unicode text.",
        _ => null,
    };

    private static bool HasBrokenText(string name)
    {
        foreach (var rune in name.EnumerateRunes())
            if (rune == System.Text.Rune.ReplacementChar)
                return true;
        return false;
    }
}
