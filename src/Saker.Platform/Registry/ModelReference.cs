using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>A way to name a version: <c>churn/3</c>, <c>churn@champion</c>, or <c>churn</c> for the newest.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version, when the reference has one.</param>
/// <param name="Alias">The alias, when the reference has one.</param>
internal readonly record struct ModelReference(string Model, int? Version, string? Alias)
{
    /// <exception cref="SakerException">The text is no reference.</exception>
    public static ModelReference Parse(string text)
    {
        if (text.IndexOf('@') is >= 0 and var at)
            return new ModelReference(Part(text, text[..at]), null, Part(text, text[(at + 1)..]));
        if (text.IndexOf('/') is not (>= 0 and var slash))
            return new ModelReference(Part(text, text), null, null);
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? new ModelReference(Part(text, text[..slash]), version, null)
            : throw Fault(text);
    }

    private static string Part(string text, string part) => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? part : throw Fault(text);

    private static SakerException Fault(string text) =>
        new(ErrorKind.InvalidInput, $"'{text}' names no model version; write 'churn/3' for a version, 'churn@champion' for an alias, or 'churn' for the newest.", "reference");
}
