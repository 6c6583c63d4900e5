using System.Globalization;

namespace Saker.Platform.Audit;

/// <summary>The newest entry of the chain.</summary>
internal sealed record AuditHead
{
    public long Number { get; init; }

    public required string Hash { get; init; }

    /// <summary>What the chain began with; null before its first entry.</summary>
    public string? FirstHash { get; init; }

    /// <summary>By the installation's key, over <see cref="SignedText"/>.</summary>
    public string? Signature { get; init; }

    public static string SignedText(long number, string hash) => $"audit {number.ToString(CultureInfo.InvariantCulture)} {hash}";
}
