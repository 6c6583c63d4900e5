using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>
/// A way to name a version: <c>churn/3</c> by its number, <c>churn/1.2.0</c> by its semantic version, <c>churn/1.2</c> for the newest of
/// 1.2, <c>churn@champion</c> by an alias, or <c>churn</c> for the newest.
/// </summary>
public sealed record ModelReference
{
    public required string Model { get; init; }

    /// <summary>The version's number, when the reference has one.</summary>
    public int? Version { get; init; }

    /// <summary>The alias, when the reference has one.</summary>
    public string? Alias { get; init; }

    /// <summary>The semantic version, when the reference has one; with <see cref="IsNewestPatch"/> its patch says nothing.</summary>
    public SemanticVersion? Semantic { get; init; }

    /// <summary>Whether the newest patch is meant, as in <c>churn/1.2</c>.</summary>
    public bool IsNewestPatch { get; init; }

    /// <exception cref="SakerException">The text is no reference.</exception>
    public static ModelReference Parse(string text)
    {
        if (text.IndexOf('@') is >= 0 and var at)
            return new ModelReference { Model = Name(text, text[..at]), Alias = AliasNames.IsPossible(text[(at + 1)..]) ? text[(at + 1)..] : throw Fault(text) };
        if (text.IndexOf('/') is not (>= 0 and var slash))
            return new ModelReference { Model = Name(text, text) };
        var model = Name(text, text[..slash]);
        var version = text[(slash + 1)..];
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return new ModelReference { Model = model, Version = number };
        if (SemanticVersion.Find(version) is { } semantic)
            return new ModelReference { Model = model, Semantic = semantic };
        return SemanticVersion.Find(version + ".0") is { } line ? new ModelReference { Model = model, Semantic = line, IsNewestPatch = true } : throw Fault(text);
    }

    private static string Name(string text, string name) => ModelNames.IsPossible(name) ? name : throw Fault(text);

    private static SakerException Fault(string text) =>
        new(ErrorKind.InvalidInput, $"'{text}' names no model version; write 'churn/3' for a version, 'churn/1.2.0' or 'churn/1.2' for a semantic one, 'churn@champion' for an alias, or 'churn' for the newest.", "reference");
}
