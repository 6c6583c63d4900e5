using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Audit;

/// <summary>An entry of the chain and its hash, as somebody wrote it down.</summary>
internal readonly record struct AuditAnchor(long Number, string Hash)
{
    /// <exception cref="SakerException">The text is no anchor.</exception>
    public static AuditAnchor Parse(string text)
    {
        var split = text.Split(':');
        return split.Length == 2 && long.TryParse(split[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && split[1].Length == 64 && split[1].All(char.IsAsciiHexDigitLower)
            ? new AuditAnchor(number, split[1])
            : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no anchor; it is NUMBER:HASH, as an earlier verification gave it.", "anchor");
    }

    public override string ToString() => $"{Number.ToString(CultureInfo.InvariantCulture)}:{Hash}";
}
